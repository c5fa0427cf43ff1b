import { requireMember } from '../guards.server';

export const loader = async ({ request }) => {
  const member = await requireMember(request);
  return { member: member.id, tournaments: [] };
};

export default function Page() {
  return <h1>Tournaments</h1>;
}
