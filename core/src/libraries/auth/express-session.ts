/** express-session, facts of 1.19.0: everybody gets a session. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-session'],
  rows: [{ row: 'guard', target: fn('default'), as: 'middleware-factory', does: 'attaches' }],
});
