import { redirect } from 'react-router';
import { findMember } from '../guards.server';

export async function loader({ request }) {
  const member = await findMember(request);
  return { name: member?.id ?? 'nobody' };
}

/** An index route's action. */
export async function action({ request }) {
  const form = await request.formData();
  return redirect(`/?theme=${form.get('theme')}`);
}

export default function Page() {
  return <h1>Home</h1>;
}
