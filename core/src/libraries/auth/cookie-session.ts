/** cookie-session, facts of 2.1.1: everybody gets a session. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['cookie-session'],
  rows: [{ row: 'guard', target: fn('default'), as: 'middleware-factory', does: 'attaches' }],
});
