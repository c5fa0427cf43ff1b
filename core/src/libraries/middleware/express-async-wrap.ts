/** express-async-wrap, facts of 1.0.0: passes a rejection on to `next` and does nothing else. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-async-wrap'],
  rows: [{ row: 'transparent', target: fn('default'), argument: 0 }],
});
