/** @hono/clerk-auth 3.1.1 and its successor @clerk/hono 0.1.79: the middleware attaches; `getAuth` answers for signed-out callers, too. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@hono/clerk-auth', '@clerk/hono'],
  rows: [
    { row: 'guard', target: fn('clerkMiddleware'), as: 'middleware-factory', does: 'attaches' },
    { row: 'guard', target: fn('getAuth'), as: 'call', does: 'attaches', identity: ['userId', 'sessionId', 'isAuthenticated'] },
  ],
});
