/**
 * @clerk/nextjs, facts of 7.9.17: `clerkMiddleware()` protects nothing by itself; `auth()` answers signed-out callers
 * with an object without `userId`; `auth.protect()` rejects.
 */
import { callback, called, exported, fn, library, on } from '../row.ts';

const identity = ['userId', 'sessionId', 'isAuthenticated'];

export default library({
  modules: ['@clerk/nextjs', '@clerk/nextjs/server', '@clerk/nextjs/webhooks'],
  types: {
    // The export, and the first parameter of clerkMiddleware's handler.
    auth: [exported('auth'), callback(fn('clerkMiddleware'), 0, 0)],
    session: [called('<auth>'), called('getAuth')],
  },
  rows: [
    { row: 'guard', target: fn('clerkMiddleware'), as: 'wrapper', does: 'attaches' },
    { row: 'guard', target: fn('<auth>'), as: 'call', does: 'attaches', async: true, identity },
    { row: 'guard', target: on('auth', 'protect'), as: 'call', does: 'enforces', async: true },
    { row: 'guard', target: on('session', 'protect'), as: 'call', does: 'enforces', async: true },
    { row: 'guard', target: on('session', 'has'), as: 'call', does: 'checks' },
    { row: 'guard', target: fn('getAuth'), as: 'call', does: 'attaches', identity },
    { row: 'guard', target: fn('currentUser'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: fn('verifyToken'), as: 'call', does: 'verifies', async: true },
    { row: 'guard', target: fn('verifyWebhook'), as: 'call', does: 'signature', async: true },
  ],
});
