/** funcster, facts of 0.0.3: functions in the record are compiled. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['funcster'],
  rows: [
    { row: 'sink', target: fn('deepDeserialize'), danger: 'serialized', at: arg(0) },
    { row: 'sink', target: fn('deserialize'), danger: 'serialized', at: arg(0) },
  ],
});
