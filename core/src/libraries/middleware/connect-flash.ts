/** connect-flash, facts of 0.1.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['connect-flash'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
