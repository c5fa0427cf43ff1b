/** express-winston, facts of 4.2.0. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-winston'],
  rows: [
    { row: 'neutral-middleware', target: fn('logger'), made: 'call' },
    { row: 'neutral-middleware', target: fn('errorLogger'), made: 'call' },
  ],
});
