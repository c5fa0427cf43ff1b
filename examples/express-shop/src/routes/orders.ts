import { Router } from 'express';
import { z } from 'zod';
import { requireUser, userOf } from '../auth/middleware.ts';
import { hasPermission } from '../auth/permissions.ts';
import { cancelOrder, getOrder, listOrders, placeOrder, setOrderStatus } from '../services/orders.ts';
import { chargeOrder } from '../services/payments.ts';
import { quoteShipping } from '../services/shipping.ts';

const idParam = z.object({ id: z.coerce.number().int().positive() });
const newOrder = z.object({
  items: z
    .array(z.object({ productId: z.number().int().positive(), quantity: z.number().int().min(1).max(20) }))
    .min(1),
});
const payment = z.object({ cardToken: z.string().min(1).max(200) });
const destination = z.object({ country: z.string().length(2), postcode: z.string().min(3).max(10) });

export const ordersRouter = Router();

ordersRouter.get('/', requireUser, async (req, res) => {
  const status = typeof req.query.status === 'string' ? req.query.status : 'open';
  res.json(await listOrders(userOf(res).id, status));
});

ordersRouter.post('/', requireUser, async (req, res) => {
  const { items } = newOrder.parse(req.body);
  res.status(201).json(await placeOrder(userOf(res).id, items));
});

ordersRouter.get('/:id', requireUser, async (req, res) => {
  const { id } = idParam.parse(req.params);
  const order = await getOrder(id, userOf(res).id);
  if (!order) {
    res.status(404).json({ error: 'No such order.' });
    return;
  }
  res.json(order);
});

ordersRouter.delete('/:id', async (req, res) => {
  const { id } = idParam.parse(req.params);
  await cancelOrder(id);
  res.status(204).end();
});

ordersRouter.post('/:id/payment', requireUser, async (req, res) => {
  const { id } = idParam.parse(req.params);
  const { cardToken } = payment.parse(req.body);
  const order = await getOrder(id, userOf(res).id);
  if (!order) {
    res.status(404).json({ error: 'No such order.' });
    return;
  }
  res.json(await chargeOrder(order, cardToken));
});

ordersRouter.post('/:id/shipping', requireUser, async (req, res) => {
  const { id } = idParam.parse(req.params);
  const { country, postcode } = destination.parse(req.body);
  const order = await getOrder(id, userOf(res).id);
  if (!order) {
    res.status(404).json({ error: 'No such order.' });
    return;
  }
  res.json(await quoteShipping(order.totalCents, country, postcode));
});

ordersRouter.post('/:id/refund', requireUser, async (req, res) => {
  const { id } = idParam.parse(req.params);
  if (!hasPermission(userOf(res).id, 'refund')) {
    res.status(403).json({ error: 'You may not refund orders.' });
    return;
  }
  await setOrderStatus(id, 'refunded');
  res.json({ id, status: 'refunded' });
});
