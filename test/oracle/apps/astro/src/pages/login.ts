import type { APIRoute } from 'astro';
import { guests } from '../store';

export const POST: APIRoute = async ({ request, cookies, redirect }) => {
  const form = await request.formData();
  const name = String(form.get('name'));
  guests.set(name, { name, staff: false });
  cookies.set('session', name, { path: '/' });
  return redirect('/account');
};
