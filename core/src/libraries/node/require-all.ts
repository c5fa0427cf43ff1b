/** require-all 3.0.0: every module below a folder; `filter` and `map` may leave out and rename, which is not followed. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['require-all'],
  rows: [{ row: 'folder-load', target: fn('default'), at: arg(0), folderOption: 'dirname', deep: true, names: 'as-is' }],
});
