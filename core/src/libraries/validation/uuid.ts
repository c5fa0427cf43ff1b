/** uuid, facts of 14.0.3. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['uuid'],
  rows: [
    { row: 'validator', target: fn('validate'), input: arg(0), result: 'boolean', unknownKeys: 'rejected', removes: 'all' },
    { row: 'sanitizer', target: fn('parse'), input: arg(0), removes: 'all' },
  ],
});
