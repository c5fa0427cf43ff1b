import { sessions } from '$lib/server/store';
import { fail, redirect } from '@sveltejs/kit';

export const load = ({ locals }) => {
  if (locals.reader) redirect(303, '/loans');
  return {};
};

export const actions = {
  default: async ({ request, cookies }) => {
    const form = await request.formData();
    const name = form.get('name');
    if (typeof name !== 'string') return fail(400, { missing: true });
    sessions.set(name, { name, role: 'reader' });
    cookies.set('session', name, { path: '/' });
    redirect(303, '/loans');
  },
};
