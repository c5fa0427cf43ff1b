/** node-fetch, facts of 3.3.2. */
import { arg, fn, library, making } from '../row.ts';

export default library({
  modules: ['node-fetch'],
  rows: [
    { row: 'address', target: fn('default'), at: arg(0) },
    { row: 'address', target: making('Request'), at: arg(0) },
  ],
});
