import { store } from '@/lib/store';
import { withSession } from '@/lib/with-session';

export const GET = withSession(() => Response.json(store.list()));

export const POST = withSession(async (request, session) => {
  store.save(session.id, await request.json());
  return Response.json({ saved: true }, { status: 201 });
});
