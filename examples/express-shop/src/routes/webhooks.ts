import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { Router } from 'express';
import { z } from 'zod';
import { config } from '../config.ts';
import { setOrderStatus } from '../services/orders.ts';

const paymentEvent = z.object({ reference: z.number().int().positive(), outcome: z.enum(['paid', 'declined']) });

export const webhooksRouter = Router();

webhooksRouter.post('/payments', express.raw({ type: '*/*' }), async (req, res) => {
  const expected = createHmac('sha256', config.paymentWebhookSecret).update(req.body).digest();
  const given = Buffer.from(req.get('x-signature') ?? '', 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    res.status(401).json({ error: 'Bad signature.' });
    return;
  }
  const { reference, outcome } = paymentEvent.parse(JSON.parse(req.body.toString('utf8')));
  await setOrderStatus(reference, outcome);
  res.status(204).end();
});
