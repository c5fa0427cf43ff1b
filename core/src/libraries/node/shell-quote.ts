/** shell-quote, facts of 1.8.3: `quote` escapes each element of a list. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['shell-quote'],
  rows: [{ row: 'sanitizer', target: fn('quote'), input: arg(0), removes: ['shell'] }],
});
