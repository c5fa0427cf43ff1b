/** errorhandler, facts of 1.5.2. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['errorhandler'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
