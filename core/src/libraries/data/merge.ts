/** merge, facts of 2.1.1: `recursive` of versions before that follows `__proto__` (CVE-2020-28499). */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['merge'],
  rows: [1, 2, 3].map(
    (index): Row => ({ row: 'sink', target: fn('recursive'), danger: 'keys', at: arg(index), below: { merge: '2.1.1' } }),
  ),
});
