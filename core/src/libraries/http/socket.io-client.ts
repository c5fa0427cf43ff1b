/** socket.io-client, facts of 4.8.4. */
import { arg, fn, library, making } from '../row.ts';

export default library({
  modules: ['socket.io-client'],
  rows: [
    { row: 'address', target: fn('default'), at: arg(0) },
    { row: 'address', target: fn('io'), at: arg(0) },
    { row: 'address', target: fn('connect'), at: arg(0) },
    { row: 'address', target: making('Manager'), at: arg(0) },
  ],
});
