/** node:url, facts of Node 20 to 26. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['url'],
  rows: [{ row: 'path', target: fn('fileURLToPath'), does: 'from-url' }],
});
