import { redirect } from 'react-router';
import { requireMember } from '../guards.server';
import { games } from '../store.server';

export const action = async ({ request }) => {
  const member = await requireMember(request);
  games.set('g1', { white: member.id, black: 'nobody' });
  return redirect('/tournaments');
};

export default function Page() {
  return <h1>New</h1>;
}
