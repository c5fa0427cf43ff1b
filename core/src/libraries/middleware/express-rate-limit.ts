/** express-rate-limit, facts of 8.7.5. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-rate-limit'],
  rows: [
    { row: 'neutral-middleware', target: fn('default'), made: 'call' },
    { row: 'neutral-middleware', target: fn('rateLimit'), made: 'call' },
  ],
});
