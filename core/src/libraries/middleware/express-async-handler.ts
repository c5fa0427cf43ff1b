/** express-async-handler, facts of 1.2.0: passes a rejection on to `next` and does nothing else. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-async-handler'],
  rows: [{ row: 'transparent', target: fn('default'), argument: 0 }],
});
