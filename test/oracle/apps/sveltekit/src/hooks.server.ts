import { building } from '$app/environment';
import { findReader } from '$lib/server/store';
import { type Handle, redirect } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';

const identify: Handle = async ({ event, resolve }) => {
  event.locals.reader = await findReader(event.cookies.get('session'));
  return resolve(event);
};

const protect: Handle = async ({ event, resolve }) => {
  if (building) return resolve(event);
  if (event.url.pathname.startsWith('/api/staff') && event.locals.reader?.role !== 'staff') {
    return new Response('Staff only', { status: 403 });
  }
  if (event.route.id?.startsWith('/(account)') && !event.locals.reader) redirect(303, '/login');
  const response = await resolve(event);
  response.headers.set('x-frame-options', 'deny');
  return response;
};

export const handle = sequence(identify, protect);
