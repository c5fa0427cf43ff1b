/** node-serialize, facts of 0.0.4: functions in the text are made, and run where they are called at once (CVE-2017-5941). */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['node-serialize'],
  rows: [{ row: 'sink', target: fn('unserialize'), danger: 'serialized', at: arg(0) }],
});
