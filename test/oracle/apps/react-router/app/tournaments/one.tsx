import { data } from 'react-router';
import { checkMember, findMember } from '../guards.server';
import { games } from '../store.server';

export const loader = async ({ request, params }) => {
  await checkMember(request);
  return { id: params.id };
};

export const action = async ({ request, params }) => {
  if (!(await findMember(request))) return data({ message: 'Sign in first' }, { status: 401 });
  games.delete(params.id);
  return { closed: true };
};

export default function Page() {
  return <h1>Tournament</h1>;
}
