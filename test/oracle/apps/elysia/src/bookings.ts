import { Elysia, t } from 'elysia';
import { findGuest } from './guests.ts';

export const bookings = new Elysia({ prefix: '/bookings' })
  .get('/calendar', () => [])
  .resolve(async ({ headers, status }) => {
    const guest = await findGuest(headers.authorization);
    if (guest === undefined) return status(401);
    return { guest };
  })
  .get('/', ({ guest }) => [guest])
  .post('/', ({ body, guest }) => ({ ...body, guest }), { body: t.Object({ room: t.Number() }) })
  .delete('/:id', ({ params }) => params.id);
