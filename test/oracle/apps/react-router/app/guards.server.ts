import { data, redirect } from 'react-router';
import { getSession, members } from './store.server';

export async function findMember(request: Request) {
  const session = await getSession(request.headers.get('Cookie'));
  const id = session.get('memberId');
  return id === undefined ? undefined : members.get(id);
}

/** Sends strangers to the page for signing in. */
export async function requireMember(request: Request) {
  const member = await findMember(request);
  if (!member) throw redirect(`/login?to=${encodeURIComponent(new URL(request.url).pathname)}`);
  return member;
}

/** Answers 403. */
export async function requireBoard(request: Request) {
  const member = await findMember(request);
  if (!member?.board) throw data('For the board', { status: 403 });
  return member;
}

/** Named like a guard, and lets everybody through. */
export async function checkMember(request: Request) {
  const member = await findMember(request);
  return { isMember: member !== undefined };
}
