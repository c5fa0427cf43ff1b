/** @clerk/express, facts of 2.1.70 (it re-exports @clerk/backend 3.25.0), and its predecessor @clerk/clerk-sdk-node. */
import { called, exported, fn, library, on } from '../row.ts';

/** `getAuth` answers with an object for signed-out callers, too. */
const identity = ['userId', 'sessionId', 'isAuthenticated'];

export default library({
  modules: ['@clerk/express', '@clerk/express/webhooks', '@clerk/backend', '@clerk/backend/webhooks', '@clerk/clerk-sdk-node'],
  types: { client: [exported('clerkClient'), called('createClerkClient')], auth: [called('getAuth')] },
  rows: [
    { row: 'guard', target: fn('clerkMiddleware'), as: 'middleware-factory', does: 'attaches' },
    { row: 'guard', target: fn('requireAuth'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: fn('ClerkExpressRequireAuth'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: fn('ClerkExpressWithAuth'), as: 'middleware-factory', does: 'attaches' },
    { row: 'guard', target: fn('getAuth'), as: 'call', does: 'attaches', identity },
    { row: 'guard', target: on('auth', 'has'), as: 'call', does: 'checks' },
    {
      row: 'guard',
      target: on('client', 'authenticateRequest'),
      as: 'call',
      does: 'attaches',
      async: true,
      identity: ['isAuthenticated', 'isSignedIn'],
    },
    { row: 'guard', target: fn('verifyToken'), as: 'call', does: 'verifies', async: true },
    { row: 'guard', target: fn('verifyWebhook'), as: 'call', does: 'signature', async: true },
  ],
});
