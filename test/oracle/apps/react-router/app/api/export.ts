import { requireMember } from '../guards.server';

export async function loader({ request, params }) {
  await requireMember(request);
  return new Response(params['*']);
}
