import { getActionContext } from 'astro:actions';
import { defineMiddleware, sequence } from 'astro:middleware';
import { guests } from '../store';

const timing = defineMiddleware(async (_context, next) => {
  const response = await next();
  response.headers.set('server-timing', 'total');
  return response;
});

const identify = defineMiddleware((context, next) => {
  const token = context.cookies.get('session')?.value;
  context.locals.guest = token === undefined ? undefined : guests.get(token);
  return next();
});

const protect = defineMiddleware(async (context, next) => {
  const { pathname } = context.url;
  if (pathname.startsWith('/staff') && !context.locals.guest?.staff) return new Response('Staff only', { status: 403 });
  if (pathname === '/account' && !context.locals.guest) return context.redirect('/login');
  const { action } = getActionContext(context);
  if (action?.name.startsWith('kitchen.') && !context.locals.guest) return new Response('Sign in first', { status: 401 });
  return next();
});

export const onRequest = sequence(timing, sequence(identify, protect));
