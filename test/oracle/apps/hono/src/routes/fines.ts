import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { requireLibrarian } from '../guards.ts';

const Fine = z.object({ amount: z.number() }).openapi('Fine');

const list = createRoute({
  method: 'get',
  path: '/fines',
  request: { query: z.object({ page: z.string().optional() }) },
  responses: { 200: { description: 'Fines', content: { 'application/json': { schema: z.array(Fine) } } } },
});
const create = createRoute({
  method: 'post',
  path: '/fines/{reader}',
  middleware: [requireLibrarian] as const,
  request: {
    params: z.object({ reader: z.string() }),
    body: { content: { 'application/json': { schema: Fine } }, required: true },
  },
  responses: { 201: { description: 'Fined', content: { 'application/json': { schema: Fine } } } },
});
const forgive = createRoute({
  method: 'delete',
  path: '/fines/{reader}/{id}',
  middleware: requireLibrarian,
  responses: { 204: { description: 'Forgiven' } },
});

export const fines = new OpenAPIHono();
fines.openapi(list, (c) => c.json([{ amount: Number(c.req.valid('query').page ?? 1) }], 200));
fines.openapi(create, (c) => c.json(c.req.valid('json'), 201));
fines.openapi(forgive, (c) => c.body(null, 204));
fines.doc('/openapi.json', { openapi: '3.0.0', info: { title: 'Fines', version: '1' } });
