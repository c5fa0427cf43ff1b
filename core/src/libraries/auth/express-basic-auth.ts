/** express-basic-auth, facts of 1.2.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-basic-auth'],
  rows: [
    { row: 'guard', target: fn('default'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: fn('safeCompare'), as: 'call', does: 'checks' },
  ],
});
