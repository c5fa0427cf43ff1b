/** next-auth/middleware, facts of 4.24.15: redirects callers without a token, as itself or around a function. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['next-auth/middleware'],
  rows: [
    { row: 'guard', target: fn('default'), as: 'middleware', does: 'enforces' },
    { row: 'guard', target: fn('default'), as: 'wrapper', does: 'enforces' },
    { row: 'guard', target: fn('withAuth'), as: 'middleware', does: 'enforces' },
    { row: 'guard', target: fn('withAuth'), as: 'wrapper', does: 'enforces' },
  ],
});
