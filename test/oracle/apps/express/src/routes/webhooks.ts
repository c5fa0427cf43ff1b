import { Router } from 'express';
import { signed } from '../guards.ts';
import { store } from '../store.ts';

export const webhooks = Router();

webhooks.post('/payments', signed, (req, res) => {
  store.save('d4', req.body);
  res.sendStatus(204);
});

webhooks.post('/ping', (_req, res) => {
  res.sendStatus(204);
});
