import { createHmac, timingSafeEqual } from 'node:crypto';
import { env } from '$env/dynamic/private';
import { error, json } from '@sveltejs/kit';

export async function POST({ request }) {
  const body = await request.text();
  const expected = createHmac('sha256', env.DELIVERY_SECRET ?? 'secret').update(body).digest('hex');
  const given = request.headers.get('x-signature') ?? '';
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) error(401, 'Bad signature');
  return json({ received: true });
}
