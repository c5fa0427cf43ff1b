/** cookie-parser, facts of 1.4.7. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['cookie-parser'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
