import { jwtVerify } from 'jose';
import { cookies } from 'next/headers';

export const secret = new TextEncoder().encode(process.env.SESSION_SECRET ?? 'for-the-oracle');

export interface Session {
  readonly id: string;
}

export async function readSession(token: string | undefined): Promise<Session | undefined> {
  if (token === undefined) return undefined;
  try {
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'] });
    return { id: String(payload.sub) };
  } catch {
    return undefined;
  }
}

export const getSession = async (): Promise<Session | undefined> => readSession((await cookies()).get('session')?.value);
