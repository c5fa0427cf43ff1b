import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Session {
  readonly name: string;
  readonly role: string;
}

/** The session that a header names, if it is signed by us. */
export async function findSession(header: string | undefined): Promise<Session | undefined> {
  const [payload, signature] = (header ?? '').replace('Bearer ', '').split('.');
  if (!payload || !signature) return undefined;
  const expected = createHmac('sha256', 'harbour').update(payload).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}
