import { Elysia } from 'elysia';
import { requireStaff } from './auth.ts';

const photos = (app: Elysia) => app.get('/photos', () => []);

export const rooms = new Elysia({ prefix: '/rooms' })
  .get('/', () => [{ number: 12 }])
  .get('/:number', ({ params: { number } }) => ({ number }))
  .post('/', ({ body }) => body ?? 'made', { beforeHandle: [requireStaff] })
  .use(photos)
  .onBeforeHandle(requireStaff)
  .put('/:number', ({ body }) => body)
  .delete('/:number', () => 'gone');
