/** moment, facts of 2.31.0: text that is no date comes out as `Invalid date`. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['moment', 'moment-timezone'],
  rows: ['default', 'utc', 'unix'].map((name): Row => ({ row: 'sanitizer', target: fn(name), input: arg(0), removes: 'all' })),
});
