import { redirect } from '@sveltejs/kit';

export const load = async ({ locals }) => {
  if (!locals.reader) redirect(302, '/login');
  return { name: locals.reader.name };
};
