import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { readToken, type SessionUser, sessionCookie, signToken } from './token';

export async function getSession(): Promise<SessionUser | undefined> {
  const jar = await cookies();
  return readToken(jar.get(sessionCookie)?.value);
}

/** The caller; someone who is not signed in is sent to the sign-in page. */
export async function requireUser(): Promise<SessionUser> {
  const user = await getSession();
  if (!user) redirect('/login');
  return user;
}

export async function startSession(user: SessionUser): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookie, await signToken(user), { httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
}

export async function endSession(): Promise<void> {
  const jar = await cookies();
  jar.delete(sessionCookie);
}
