import { hasClaim, HttpsError, isSignedIn, onCall } from 'firebase-functions/v2/https';
import { findMember, requireMember } from './guards';

export const createMatch = onCall((request) => ({ by: requireMember(request), name: request.data.name }));

export const joinMatch = onCall({ region: 'europe-west1' }, async (request) => {
  if (!request.auth) throw new HttpsError('unauthenticated', 'Sign in first');
  return { joined: request.data.id };
});

export const leaveMatch = onCall(({ auth, data }) => {
  const uid = auth?.uid;
  if (uid === undefined) throw new HttpsError('permission-denied', 'Members only');
  return { left: data.id };
});

export const listMatches = onCall((request) => ({ matches: [], for: findMember(request) ?? 'nobody' }));

export const readMatch = onCall(async (request) => {
  if (request.data?.id === 'none') throw new HttpsError('not-found', 'No such match');
  return { id: request.data?.id ?? null };
});

export const removeMatch = onCall({ authPolicy: isSignedIn() }, () => ({ ok: true }));
export const closeSeason = onCall({ authPolicy: hasClaim('admin') }, () => ({ ok: true }));
