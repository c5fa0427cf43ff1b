import { Elysia, status, t } from 'elysia';
import { accounts } from './accounts.ts';
import { authPlugin, guarded, requireStaff } from './auth.ts';
import { bookings } from './bookings.ts';
import { rooms } from './rooms.ts';

export const app = new Elysia()
  .get('/', 'The hotel')
  .get('/health', () => ({ ok: true }))
  .use(accounts)
  .use(rooms)
  .group('/v1', (v1) => v1.use(bookings).get('/weather', () => 'sunny'))
  .guard({ beforeHandle: requireStaff }, (staff) =>
    staff
      .get('/staff/rota', () => [])
      .group('/staff/keys', (keys) => keys.get('/', () => []).delete('/:id', ({ params: { id } }) => ({ id }))),
  )
  .get('/after', () => 'open again')
  .onBeforeHandle(({ set, path }) => {
    if (path.startsWith('/internal')) {
      set.status = 403;
      return 'Internal';
    }
  })
  .get('/internal/metrics', () => 'metrics')
  .all('/echo', ({ request }) => request.method)
  .route('PURGE', '/cache', () => status(204))
  .guard({ headers: t.Object({ 'x-lobby': t.Optional(t.String()) }) })
  .get('/lobby', ({ headers }) => headers['x-lobby'] ?? 'nobody')
  .use(authPlugin)
  .get('/me', ({ guest }) => guest, { auth: true })
  .patch('/me', ({ guest, body }) => ({ guest, body }), { auth: true, body: t.Object({ name: t.String() }) })
  .get('/role', () => 'manager', { role: 'manager' })
  .get('/maybe', ({ guest }) => guest ?? 'nobody', { auth: false })
  .use(guarded)
  .get('/audit', () => [])
  .get('/audit/:day?', ({ params }) => params);
