/** @hono/auth-js, facts of 1.1.1: only `verifyAuth` refuses. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@hono/auth-js'],
  rows: [
    { row: 'guard', target: fn('verifyAuth'), as: 'middleware-factory', does: 'enforces' },
    { row: 'neutral-middleware', target: fn('initAuthConfig'), made: 'call' },
    { row: 'guard', target: fn('authHandler'), as: 'middleware-factory', does: 'signs-in' },
    { row: 'guard', target: fn('getAuthUser'), as: 'call', does: 'attaches', async: true },
  ],
});
