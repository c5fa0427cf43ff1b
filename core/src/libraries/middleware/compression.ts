/** compression, facts of 1.8.2. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['compression'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
