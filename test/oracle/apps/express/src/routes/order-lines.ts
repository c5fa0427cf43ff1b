import { Router } from 'express';
import { store } from '../store.ts';

/** Has no guard of its own: it is mounted below one. */
export const lines = Router({ mergeParams: true });

lines.get('/', (_req, res) => {
  res.json(store.list());
});
lines.put('/:lineId', (req, res) => {
  store.save(req.params.lineId, req.body);
  res.sendStatus(204);
});
