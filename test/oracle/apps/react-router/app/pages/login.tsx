import { redirect } from 'react-router';
import { findMember } from '../guards.server';
import { commitSession, getSession, members } from '../store.server';

export async function loader({ request }) {
  if (await findMember(request)) return redirect('/members');
  return null;
}

export async function action({ request }) {
  const form = await request.formData();
  const id = String(form.get('name'));
  members.set(id, { id, board: false });
  const session = await getSession(request.headers.get('Cookie'));
  session.set('memberId', id);
  return redirect('/members', { headers: { 'Set-Cookie': await commitSession(session) } });
}

export default function Page() {
  return <h1>Login</h1>;
}
