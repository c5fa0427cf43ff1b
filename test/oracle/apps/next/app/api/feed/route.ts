import { getSession } from '@/lib/session';
import { store } from '@/lib/store';

export async function GET() {
  const session = await getSession();
  return Response.json({ items: store.list(), personal: session !== undefined });
}
