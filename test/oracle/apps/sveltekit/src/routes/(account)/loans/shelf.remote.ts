import { command, form, getRequestEvent, query } from '$app/server';
import { loans } from '$lib/server/store';
import { error } from '@sveltejs/kit';
import * as v from 'valibot';

/** The caller says for which page it is, so the hook's paths protect nothing here. */
export const listLoans = query(async () => [...loans.values()]);

export const countLoans = query(v.string(), async (reader) => {
  const { locals } = getRequestEvent();
  if (!locals.reader) error(401, 'Sign in first');
  return [...loans.values()].filter((loan) => loan.reader === reader).length;
});

export const clearLoans = command(async () => {
  loans.clear();
});

export const returnBook = command(v.string(), async (id) => {
  const { locals } = getRequestEvent();
  if (!locals.reader) error(403, 'Sign in first');
  loans.delete(id);
});

export const reserve = form(v.object({ book: v.string() }), async ({ book }) => {
  const { locals } = getRequestEvent();
  if (!locals.reader) error(401, 'Sign in first');
  loans.set(book, { id: book, reader: locals.reader.name, book });
});
