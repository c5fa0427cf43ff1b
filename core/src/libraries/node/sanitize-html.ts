/** sanitize-html, facts of 2.17.5. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['sanitize-html'],
  rows: [{ row: 'sanitizer', target: fn('default'), input: arg(0), removes: ['html'] }],
});
