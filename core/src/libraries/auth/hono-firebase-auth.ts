/** @hono/firebase-auth, facts of 1.4.2: both middleware answer 401 without a good token. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@hono/firebase-auth'],
  rows: [
    { row: 'guard', target: fn('verifyFirebaseAuth'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: fn('verifySessionCookieFirebaseAuth'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: fn('getFirebaseToken'), as: 'call', does: 'attaches' },
  ],
});
