import { loans } from '$lib/server/store';
import { fail, redirect } from '@sveltejs/kit';

/** The layout's check does not run when only this page's data is asked for. */
export const load = async () => ({ fines: loans.size });

export const actions = {
  pay: async () => {
    loans.clear();
    return { paid: true };
  },
  waive: async ({ locals }) => {
    if (!locals.reader) return fail(401, { message: 'Sign in first' });
    loans.clear();
    return { waived: true };
  },
  dispute: async ({ locals, request }) => {
    if (!locals.reader) redirect(303, '/login');
    const form = await request.formData();
    loans.set('dispute', { id: 'dispute', reader: locals.reader.name, book: String(form.get('book')) });
    redirect(303, '/fines');
  },
};
