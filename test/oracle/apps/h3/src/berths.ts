import { createError, defineHandler, getRouterParam, getValidatedQuery, H3, HTTPError, readBody, readValidatedBody } from 'h3';
import { z } from 'zod';
import { findSkipper, requireHarbourMaster, requireSkipper } from './guards.ts';

export const berths = new H3();

const Berth = z.object({ name: z.string().max(40), metres: z.number().positive() });

berths.get('/', async (event) => {
  const { free } = await getValidatedQuery(event, z.object({ free: z.string().optional() }));
  return { berths: [], free };
});

berths.post('/', async (event) => readValidatedBody(event, Berth), { middleware: [requireSkipper] });

berths.get('/:id', (event) => ({ id: getRouterParam(event, 'id') }));

berths.put(
  '/:id',
  defineHandler({
    middleware: [requireHarbourMaster],
    handler: async (event) => readBody(event),
  }),
);

// In the handler itself.
berths.delete('/:id', async (event) => {
  const skipper = await findSkipper(event);
  if (!skipper) throw createError({ statusCode: 401 });
  return { removed: event.context.params?.id };
});

// Forgotten.
berths.patch('/:id', async (event) => readBody(event));

berths.on('POST', '/:id/book', async (event) => {
  const skipper = await findSkipper(event);
  if (!skipper) return new HTTPError({ status: 401 });
  return { booked: event.context.params?.id, by: skipper.id };
});

berths.get('/:id/photos/**:file', (event) => ({ file: event.context.params?.file }));
