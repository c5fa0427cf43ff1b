import { redirect } from 'react-router';
import { findMember } from './guards.server';
import { memberContext } from './store.server';

export const timing = async (_args, next) => {
  const start = Date.now();
  const response = await next();
  response.headers.set('server-timing', `total;dur=${Date.now() - start}`);
  return response;
};

export async function membersOnly({ request, context }) {
  const member = await findMember(request);
  if (!member) throw redirect('/login');
  context.set(memberContext, member);
}

export async function boardOnly({ context }, next) {
  if (context.get(memberContext)?.board !== true) return new Response('For the board', { status: 403 });
  return next();
}

/** Notes who it is and asks nobody to be someone. */
export async function identify({ request, context }) {
  const member = await findMember(request);
  if (member) context.set(memberContext, member);
}
