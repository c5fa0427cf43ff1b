/** serve-static, facts of 2.2.1. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['serve-static'],
  rows: [
    { row: 'neutral-middleware', target: fn('default'), made: 'call' },
    { row: 'serves-folder', target: fn('default'), at: arg(0) },
  ],
});
