/** cryo, facts of 0.0.6: functions in the text are made, methods such as `toString` among them (CVE-2018-3784). */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['cryo'],
  rows: [{ row: 'sink', target: fn('parse'), danger: 'serialized', at: arg(0) }],
});
