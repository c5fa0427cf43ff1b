/** @hono/session 0.2.1 and hono-sessions 0.8: everybody has a session, also those who are not signed in. */
import { fn, library, type Row } from '../row.ts';

export default library({
  modules: ['@hono/session', 'hono-sessions'],
  rows: ['useSession', 'sessionMiddleware'].map(
    (name): Row => ({ row: 'guard', target: fn(name), as: 'middleware-factory', does: 'attaches' }),
  ),
});
