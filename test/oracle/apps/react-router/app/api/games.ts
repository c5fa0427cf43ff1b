import { findMember, requireBoard } from '../guards.server';
import { games } from '../store.server';

export const handle = { methods: ['DELETE', 'PUT', 'PATCH'] };

export async function action({ request, params }) {
  switch (request.method) {
    case 'DELETE':
      await requireBoard(request);
      games.delete(params.id);
      return new Response(null, { status: 204 });
    case 'PUT':
      if (!(await findMember(request))) return new Response('Sign in first', { status: 401 });
      games.set(params.id, { white: 'a', black: 'b' });
      return new Response(null, { status: 204 });
    case 'PATCH':
      games.set(params.id, { white: 'b', black: 'a' });
      return new Response(null, { status: 204 });
    default:
      return new Response('no', { status: 405 });
  }
}
