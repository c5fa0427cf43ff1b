import { store } from '@/lib/store';

export async function GET() {
  return Response.json(store.list());
}

export async function POST(request: Request) {
  store.save('team', await request.json());
  return Response.json({ saved: true });
}
