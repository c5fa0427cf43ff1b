import type { APIRoute } from 'astro';
import { tables } from '../../../store';

export const GET: APIRoute = ({ params }) => Response.json(tables.get(params.id ?? '') ?? {});

export const PUT: APIRoute = ({ locals, params }) => {
  if (!locals.guest) return new Response('Sign in first', { status: 401 });
  tables.set(params.id ?? '', { guest: locals.guest.name });
  return new Response(null, { status: 204 });
};

export const DELETE: APIRoute = ({ params }) => {
  tables.delete(params.id ?? '');
  return new Response(null, { status: 204 });
};
