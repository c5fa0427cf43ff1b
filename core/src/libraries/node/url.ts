/** node:url, facts of Node 20 to 26. */
import { fn, library, making } from '../row.ts';

export default library({
  modules: ['url'],
  rows: [
    { row: 'path', target: fn('fileURLToPath'), does: 'from-url' },
    { row: 'path', target: fn('parse'), does: 'url' },
    { row: 'path', target: making('URL'), does: 'url' },
  ],
});
