import type { Hono } from 'hono';
import { requireLibrarian } from '../guards.ts';

const rooms = ['north', 'south'] as const;

export function registerShelves(api: Hono) {
  for (const room of rooms) api.get(`/shelves/${room}`, (c) => c.json({ room }));
  const internal = api.basePath('/internal');
  internal.use('/*', requireLibrarian);
  internal.get('/shelves', (c) => c.json([]));
  internal.post('/shelves/:id/move', (c) => c.json({ id: c.req.param('id') }));
}
