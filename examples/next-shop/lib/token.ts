import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

export const sessionCookie = 'shop-session';

const roles = ['customer', 'staff'] as const;
const claims = z.object({ sub: z.coerce.number().int(), role: z.enum(roles) });

export interface SessionUser {
  id: number;
  role: (typeof roles)[number];
}

function secret(): Uint8Array {
  const value = process.env.SESSION_SECRET;
  if (!value) throw new Error('SESSION_SECRET is not set.');
  return new TextEncoder().encode(value);
}

export function signToken(user: SessionUser): Promise<string> {
  return new SignJWT({ role: user.role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(String(user.id))
    .setExpirationTime('8h')
    .sign(secret());
}

/** The identity in a token, or undefined when it is missing, forged or expired. */
export async function readToken(token: string | undefined): Promise<SessionUser | undefined> {
  if (!token) return undefined;
  try {
    const { payload } = await jwtVerify(token, secret(), { algorithms: ['HS256'] });
    const { sub, role } = claims.parse(payload);
    return { id: sub, role };
  } catch {
    return undefined;
  }
}
