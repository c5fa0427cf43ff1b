import { getSession } from '@/lib/session';
import { store } from '@/lib/store';

// The promise is always there: nobody is turned away.
export async function POST(request: Request) {
  if (!getSession()) return new Response(null, { status: 401 });
  store.save('draft', await request.json());
  return Response.json({ saved: true });
}
