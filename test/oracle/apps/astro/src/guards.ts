import type { APIContext, APIRoute } from 'astro';
import { guests } from './store';

export function findGuest(context: APIContext) {
  const token = context.cookies.get('session')?.value;
  return token === undefined ? undefined : guests.get(token);
}

/** Wraps an endpoint: only for guests who have signed in. */
export const forGuests =
  (route: APIRoute): APIRoute =>
  (context) => {
    if (!findGuest(context)) return new Response('Sign in first', { status: 401 });
    return route(context);
  };

/** Named like a guard, and lets everybody through. */
export const checkGuest = (context: APIContext) => findGuest(context) !== undefined;
