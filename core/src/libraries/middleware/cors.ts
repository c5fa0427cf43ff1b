/** cors, facts of 2.8.6. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['cors'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
