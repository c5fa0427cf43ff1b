import type { H3Event } from 'h3';

export interface Member {
  id: string;
  role: 'member' | 'warden';
}

const secret = { password: 'a-password-of-at-least-32-characters' };

/** Who is signed in, or nobody. */
export async function findMember(event: H3Event): Promise<Member | undefined> {
  const session = await useSession<{ member?: Member }>(event, secret);
  return session.data.member;
}

export async function requireMember(event: H3Event): Promise<Member> {
  const member = await findMember(event);
  if (!member) throw createError({ statusCode: 401, statusMessage: 'Sign in first' });
  return member;
}

export async function requireWarden(event: H3Event): Promise<Member> {
  const member = await requireMember(event);
  if (member.role !== 'warden') throw createError({ statusCode: 403, statusMessage: 'Wardens only' });
  return member;
}

export async function signIn(event: H3Event, member: Member): Promise<void> {
  const session = await useSession<{ member?: Member }>(event, secret);
  await session.update({ member });
}
