import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { setOrderStatus } from '@/lib/orders';

const paymentEvent = z.object({ reference: z.number().int().positive(), outcome: z.enum(['paid', 'declined']) });

export async function POST(request: Request) {
  const secret = process.env.PAYMENT_WEBHOOK_SECRET;
  if (!secret) return Response.json({ error: 'Payments are not set up.' }, { status: 503 });
  const body = await request.text();
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(request.headers.get('x-signature') ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return Response.json({ error: 'Bad signature.' }, { status: 401 });
  }
  const event = paymentEvent.safeParse(JSON.parse(body));
  if (!event.success) return Response.json({ error: 'Invalid request.' }, { status: 400 });
  await setOrderStatus(event.data.reference, event.data.outcome);
  return new Response(null, { status: 204 });
}
