import type { Router } from 'express';
import { requireCaller } from '../guards.ts';
import { store } from '../store.ts';

const kinds = ['sales', 'returns', 'stock'];

/** Registers on the routers it is given; they decide who may call. */
export function addReports(open: Router, closed: Router): void {
  for (const kind of kinds) {
    closed.get(`/reports/${kind}`, (_req, res) => {
      res.json({ kind, rows: store.list() });
    });
  }
  open.get('/reports/public', (_req, res) => {
    res.json([]);
  });
  open.post('/reports/public/subscription', requireCaller, (_req, res) => {
    res.sendStatus(201);
  });
}
