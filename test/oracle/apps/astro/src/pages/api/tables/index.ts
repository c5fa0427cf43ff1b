import type { APIRoute } from 'astro';
import { checkGuest, forGuests } from '../../../guards';
import { tables } from '../../../store';

export const GET: APIRoute = (context) => {
  checkGuest(context);
  return Response.json([...tables.keys()]);
};

export const POST = forGuests(async ({ request }) => {
  const { id } = await request.json();
  tables.set(id, { guest: 'a1' });
  return Response.json({ id }, { status: 201 });
});
