/** method-override, facts of 3.0.0. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['method-override'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
