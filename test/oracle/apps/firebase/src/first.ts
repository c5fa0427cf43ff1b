import { https, region } from 'firebase-functions/v1';

export const addPlayer = https.onCall((data, context) => {
  if (!context.auth) throw new https.HttpsError('unauthenticated', 'Sign in first');
  return { added: data.name };
});

export const countPlayers = region('europe-west1').https.onCall(() => ({ players: 0 }));

export const greet = https.onRequest((_req, res) => {
  res.send('hello');
});
