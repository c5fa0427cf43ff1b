/** morgan, facts of 1.12.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['morgan'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
