/** sanitize-filename, facts of 1.6.3: no separators are left, and no name that means a folder. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['sanitize-filename'],
  rows: [{ row: 'sanitizer', target: fn('default'), input: arg(0), removes: ['path', 'header'] }],
});
