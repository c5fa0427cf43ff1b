/** hpp, facts of 0.2.3. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['hpp'],
  rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'call' }],
});
