/** serve-static, facts of 2.2.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['serve-static'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
