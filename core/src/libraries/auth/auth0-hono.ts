/** @auth0/auth0-hono, facts of 1.2.6: `auth()` asks everybody to sign in unless `authRequired` is false. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@auth0/auth0-hono'],
  rows: [
    {
      row: 'guard',
      target: fn('auth'),
      as: 'middleware-factory',
      does: 'enforces',
      except: [{ when: { argument: 0, field: 'authRequired', is: false }, does: 'attaches' }],
    },
    { row: 'guard', target: fn('requiresAuth'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: fn('attemptSilentLogin'), as: 'middleware-factory', does: 'attaches' },
    { row: 'guard', target: fn('login'), as: 'middleware-factory', does: 'signs-in' },
    { row: 'guard', target: fn('callback'), as: 'middleware-factory', does: 'signs-in' },
    { row: 'neutral-middleware', target: fn('logout'), made: 'call' },
  ],
});
