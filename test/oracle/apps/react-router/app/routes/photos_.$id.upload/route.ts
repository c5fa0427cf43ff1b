import { requireMember } from '../../guards.server';

export const action = async ({ request }) => {
  await requireMember(request);
  return Response.json({ uploaded: true });
};
