/** require-directory 2.1.1: `requireDirectory(module, './routes')`; without a folder the calling file's own. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['require-directory'],
  rows: [{ row: 'folder-load', target: fn('default'), at: arg(1), visit: arg(2, 'visit'), from: 'caller', deep: true, names: 'as-is' }],
});
