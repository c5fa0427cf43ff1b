import { games } from '../store.server';

export const action = async ({ request }) => {
  if (request.headers.get('authorization') !== `Bearer ${process.env.IMPORT_TOKEN ?? 'token'}`) throw Response.json(null, { status: 403 });
  const { id } = await request.json();
  games.set(id, { white: 'a', black: 'b' });
  return Response.json({ id });
};
