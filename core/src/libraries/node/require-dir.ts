/** require-dir 1.2.0: the modules of a folder as seen from the calling file, which is left out. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['require-dir'],
  rows: [{ row: 'folder-load', target: fn('default'), at: arg(0), from: 'caller', deep: false, names: 'as-is' }],
});
