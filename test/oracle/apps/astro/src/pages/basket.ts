import type { APIRoute } from 'astro';

export const GET: APIRoute = async ({ session }) => Response.json((await session?.get('basket')) ?? []);

export const PUT: APIRoute = async ({ session }) => {
  const guest = await session?.get('guest');
  if (guest === undefined) return new Response('Sign in first', { status: 401 });
  session?.set('basket', []);
  return new Response(null, { status: 204 });
};
