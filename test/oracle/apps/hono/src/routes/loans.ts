import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { z } from 'zod';
import { NotAllowed } from '../errors.ts';
import { currentReader, requireReader } from '../guards.ts';

export const loans = new Hono();

loans.get('/rules', (c) => c.text('Three weeks'));
loans.use(requireReader);
loans.get('/', (c) => c.json([]));
loans.post('/', zValidator('json', z.object({ isbn: z.string() })), (c) => c.json(c.req.valid('json'), 201));
loans.patch('/:id', async (c) => c.json({ id: c.req.param('id') }));

const history = new Hono();
history.get('/all', (c) => {
  const reader = currentReader(c);
  if (reader.role !== 'librarian') throw new NotAllowed('Librarians only', 403);
  return c.json([]);
});
loans.route('/history', history);
