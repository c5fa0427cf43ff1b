/** serve-favicon, facts of 2.5.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['serve-favicon'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
