import { createHmac, timingSafeEqual } from 'node:crypto';
import { getAuth } from 'firebase-admin/auth';
import { onRequest } from 'firebase-functions/v2/https';

export const health = onRequest((_req, res) => {
  res.json({ ok: true });
});

/** Tells methods apart. */
export const scores = onRequest(async (req, res) => {
  if (req.method === 'GET') {
    res.json([]);
    return;
  }
  if (req.method !== 'POST') {
    res.status(405).end();
    return;
  }
  const token = req.headers.authorization?.replace('Bearer ', '');
  if (!token) {
    res.status(401).end();
    return;
  }
  try {
    const { uid } = await getAuth().verifyIdToken(token);
    res.status(201).json({ by: uid });
  } catch {
    res.status(401).end();
  }
});

export const referee = onRequest((req, res) => {
  const expected = createHmac('sha256', process.env.REFEREE_SECRET ?? 'referee').update(req.rawBody ?? '').digest();
  const given = Buffer.from(req.get('x-signature') ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    res.status(403).send('no');
    return;
  }
  res.send('ok');
});

export const old = onRequest({ cors: true }, (_req, res) => {
  res.redirect('/scores');
});
