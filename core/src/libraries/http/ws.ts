/** ws, facts of 8.23.0. */
import { arg, library, making } from '../row.ts';

export default library({
  modules: ['ws'],
  rows: [
    { row: 'address', target: making('default'), at: arg(0) },
    { row: 'address', target: making('WebSocket'), at: arg(0) },
  ],
});
