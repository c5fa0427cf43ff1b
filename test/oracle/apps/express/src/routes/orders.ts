import { Router } from 'express';
import { z } from 'zod';
import { requireCaller, requireRole, withCaller } from '../guards.ts';
import { store } from '../store.ts';
import { lines } from './order-lines.ts';

export const orders = Router();

const Order = z.object({ item: z.string() });

// Above the guard: order decides.
orders.get('/catalogue', (_req, res) => {
  res.json(store.list());
});

orders.use(requireCaller);

orders
  .route('/')
  .get((_req, res) => {
    res.json(store.list());
  })
  .post((req, res) => {
    store.save('b2', Order.parse(req.body));
    res.sendStatus(201);
  });

orders.get(['/mine', '/own'], (req, res) => {
  res.json({ of: req.caller?.id });
});

orders.delete('/:id', requireRole('admin'), (req, res) => {
  store.remove(String(req.params.id));
  res.sendStatus(204);
});

orders.patch('/:id', withCaller((req, res) => {
  store.save(String(req.params.id), Order.parse(req.body));
  res.sendStatus(204);
}));

orders.use('/:orderId/lines', lines);
