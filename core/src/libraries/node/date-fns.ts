/** date-fns, facts of 4.4.0: text that is no date becomes an invalid date, and `format` throws on it. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['date-fns'],
  rows: ['parseISO', 'parse', 'parseJSON', 'toDate', 'format', 'formatISO'].map(
    (name): Row => ({ row: 'sanitizer', target: fn(name), input: arg(0), removes: 'all' }),
  ),
});
