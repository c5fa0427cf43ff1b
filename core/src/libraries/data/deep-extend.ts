/** deep-extend, facts of 0.6.0: versions before 0.5.1 follow `__proto__` (CVE-2018-3750). */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['deep-extend'],
  rows: [1, 2, 3].map(
    (index): Row => ({ row: 'sink', target: fn('default'), danger: 'keys', at: arg(index), below: { 'deep-extend': '0.5.1' } }),
  ),
});
