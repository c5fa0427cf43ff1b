/** dayjs, facts of 1.11.23: text that is no date comes out as `Invalid Date`. */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['dayjs'],
  rows: ['default', 'utc', 'unix'].map((name): Row => ({ row: 'sanitizer', target: fn(name), input: arg(0), removes: 'all' })),
});
