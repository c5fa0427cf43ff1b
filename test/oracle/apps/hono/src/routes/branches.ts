import { Hono } from 'hono';

export const branches = new Hono()
  .get('/', (c) => c.json([{ name: 'North' }]))
  .get('/:name/hours', (c) => c.json({ name: c.req.param('name'), open: '9-17' }))
  .post('/:name/messages', async (c) => {
    const key = c.req.header('x-branch-key');
    if (key !== process.env.BRANCH_KEY || key === undefined) return c.body(null, 403);
    return c.json({ sent: true });
  });
