import express, { Router } from 'express';
import { attachCaller, guardUnlessOpen, guest, requireCaller } from './guards.ts';
import { admin } from './routes/admin.ts';
import { orders } from './routes/orders.ts';
import { addReports } from './routes/reports.ts';
import { webhooks } from './routes/webhooks.ts';
import { store } from './store.ts';

export const app = express();
app.use(express.json());

app.get('/health', (_req, res) => {
  res.json({ status: 'ok' });
});

app.use('/api/orders', orders);
app.use('/admin', admin);
app.use('/webhooks', webhooks);

const open = Router();
const closed = Router();
closed.use(requireCaller);
addReports(open, closed);
app.use('/v1', open);
app.use('/v1/internal', closed);

app.use('/v2', guardUnlessOpen);
app.get('/v2/status', (_req, res) => {
  res.json({ status: 'ok' });
});
app.get('/v2/plans', (_req, res) => {
  res.json([]);
});
app.get('/v2/plans/:id', (req, res) => {
  res.json(store.find(req.params.id) ?? null);
});
app.post('/v2/plans', (req, res) => {
  store.save('e5', req.body);
  res.sendStatus(201);
});

app.get('/lounge', guest, (_req, res) => {
  res.json(store.list());
});

// Answers everyone; those who have signed in see more.
app.get('/feed', attachCaller, (req, res) => {
  res.json({ items: store.list(), personal: req.caller !== undefined });
});

// Tests the caller itself.
app.put('/profile', attachCaller, (req, res) => {
  if (!req.caller) {
    res.status(401).json({ error: 'Sign in first.' });
    return;
  }
  store.save(req.caller.id, req.body);
  res.sendStatus(204);
});

// An earlier registration of the same path is only a guard.
app.get('/exports/:id', requireCaller);
app.get('/exports/:id', (req, res) => {
  res.json(store.find(req.params.id) ?? null);
});

// Guarded by the parameter of its path; the sibling without one is not.
const shelves = Router();
shelves.param('shelf', (req, res, next) => requireCaller(req, res, next));
shelves.get('/', (_req, res) => {
  res.json(store.list());
});
shelves.delete('/:shelf', (_req, res) => {
  res.sendStatus(204);
});
app.use('/shelves', shelves);

// No route: a setting.
app.set('title', 'oracle');
export const title: unknown = app.get('title');
