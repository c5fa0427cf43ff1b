/** response-time, facts of 2.3.4. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['response-time'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
