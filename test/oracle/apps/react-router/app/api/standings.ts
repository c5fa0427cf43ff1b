import { identify } from '../middleware';
import { memberContext } from '../store.server';

export const middleware = [identify];

export const loader = ({ context }) => Response.json({ me: context.get(memberContext)?.id ?? null, standings: [] });

export const action = ({ context }) => {
  if (!context.get(memberContext)) throw new Response('Sign in first', { status: 401 });
  return Response.json({ saved: true });
};
