/** luxon, facts of 3.7.2: text that is no date comes out as `Invalid DateTime`. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['luxon'],
  rows: ['fromISO', 'fromSQL', 'fromFormat', 'fromHTTP', 'fromRFC2822', 'fromMillis', 'fromSeconds'].map(
    (name): Row => ({ row: 'sanitizer', target: fn(`DateTime.${name}`), input: arg(0), removes: 'all' }),
  ),
});
