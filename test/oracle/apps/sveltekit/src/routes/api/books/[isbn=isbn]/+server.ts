import { checkReader, requireReader } from '$guards';
import { books } from '$lib/server/store';
import { error, json } from '@sveltejs/kit';

export function GET({ params }) {
  return json(books.get(params.isbn) ?? {});
}

export function PUT(event) {
  requireReader(event);
  books.set(event.params.isbn, { title: 'renamed', copies: 1 });
  return new Response(null, { status: 204 });
}

export function PATCH(event) {
  checkReader(event);
  books.set(event.params.isbn, { title: 'patched', copies: 1 });
  return new Response(null, { status: 204 });
}

export function DELETE({ locals, params }) {
  if (locals.reader?.role !== 'staff') throw error(403, 'Staff only');
  books.delete(params.isbn);
  return new Response(null, { status: 204 });
}
