import { getRequestEvent } from '$app/server';
import { error, type RequestEvent, redirect } from '@sveltejs/kit';

/** Answers 401 to callers without a session. */
export function requireReader(event: RequestEvent) {
  const { reader } = event.locals;
  if (!reader) error(401, 'Sign in first');
  return reader;
}

/** Sends callers without a session to the page for signing in. */
export function requireLogin() {
  const { locals, url } = getRequestEvent();
  if (!locals.reader) redirect(303, `/login?next=${encodeURIComponent(url.pathname)}`);
  return locals.reader;
}

/** Named like a guard, and lets everybody through. */
export function checkReader(event: RequestEvent) {
  return event.locals.reader !== undefined;
}
