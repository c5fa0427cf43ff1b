/** express-slow-down, facts of 3.1.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-slow-down'],
  rows: [
    { row: 'neutral-middleware', target: fn('default'), made: 'call' },
    { row: 'neutral-middleware', target: fn('slowDown'), made: 'call' },
  ],
});
