/** auto-load 3.0.4: every module below a folder, folders as objects, names in camel case. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['auto-load'],
  rows: [{ row: 'folder-load', target: fn('default'), at: arg(0), deep: true, names: 'camel-case' }],
});
