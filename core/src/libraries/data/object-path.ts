/** object-path, facts of 0.11.8: versions before that follow `__proto__` (CVE-2020-15256, CVE-2021-23434). */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['object-path'],
  rows: [{ row: 'sink', target: fn('set'), danger: 'keys', at: arg(1), below: { 'object-path': '0.11.8' } }],
});
