/** escape-html, facts of 1.0.3. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['escape-html'],
  rows: [{ row: 'sanitizer', target: fn('default'), input: arg(0), removes: ['html'] }],
});
