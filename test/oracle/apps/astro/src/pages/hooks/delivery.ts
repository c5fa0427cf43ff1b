import { createHmac, timingSafeEqual } from 'node:crypto';
import type { APIRoute } from 'astro';

export const POST: APIRoute = async ({ request }) => {
  const body = await request.text();
  const expected = createHmac('sha256', process.env.DELIVERY_SECRET ?? 'secret').update(body).digest('hex');
  const given = request.headers.get('x-signature') ?? '';
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
    return new Response('Bad signature', { status: 401 });
  }
  return Response.json({ received: true });
};
