import { store } from '@/lib/store';

export async function POST(request: Request) {
  store.save('order', await request.json());
  return Response.json({ saved: true });
}
