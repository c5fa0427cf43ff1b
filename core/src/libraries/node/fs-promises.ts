/** node:fs/promises, facts of Node 20 to 26. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['fs/promises'],
  rows: [{ row: 'folder-list', target: fn('readdir'), at: arg(0), gives: 'promise' }],
});
