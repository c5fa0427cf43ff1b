/** csurf, facts of 1.11.0: a CSRF token says nothing of who calls. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['csurf'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
