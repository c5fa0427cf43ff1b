import { forReaders, logged } from '$guards/wrappers';
import { books } from '$lib/server/store';
import { json } from '@sveltejs/kit';

export const GET = logged(() => json([...books.values()]));

export const POST = forReaders(async ({ request }) => {
  const { id, title } = await request.json();
  books.set(id, { title, copies: 1 });
  return json({ id }, { status: 201 });
});
