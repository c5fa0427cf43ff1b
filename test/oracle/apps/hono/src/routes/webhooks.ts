import { createHmac, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';

const webhooks = new Hono();

webhooks.post('/suppliers', async (c) => {
  const body = await c.req.text();
  const sent = Buffer.from(c.req.header('x-signature') ?? '', 'hex');
  const expected = createHmac('sha256', process.env.SUPPLIER_SECRET ?? 'secret')
    .update(body)
    .digest();
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) return c.json({ error: 'Bad signature' }, 401);
  return c.json({ received: true });
});

export default webhooks;
