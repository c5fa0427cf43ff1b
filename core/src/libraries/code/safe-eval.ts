/** safe-eval, facts of 0.4.2: code reaches the program through constructors (CVE-2022-25904, CVE-2023-26121). */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['safe-eval'],
  rows: [{ row: 'sink', target: fn('default'), danger: 'code', at: arg(0) }],
});
