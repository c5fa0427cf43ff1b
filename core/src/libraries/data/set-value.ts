/** set-value, facts of 4.1.0: versions before 4.0.1 follow `__proto__` (CVE-2019-10747, CVE-2021-23440). */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['set-value'],
  rows: [{ row: 'sink', target: fn('default'), danger: 'keys', at: arg(1), below: { 'set-value': '4.0.1' } }],
});
