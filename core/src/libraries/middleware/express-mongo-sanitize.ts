/** express-mongo-sanitize, facts of 2.2.0. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-mongo-sanitize'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
