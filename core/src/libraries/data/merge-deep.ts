/** merge-deep, facts of 3.0.3: versions before that follow `__proto__` (CVE-2021-26707). */
import { arg, fn, library, type Row } from '../row.ts';

export default library({
  modules: ['merge-deep'],
  rows: [1, 2, 3].map(
    (index): Row => ({ row: 'sink', target: fn('default'), danger: 'keys', at: arg(index), below: { 'merge-deep': '3.0.3' } }),
  ),
});
