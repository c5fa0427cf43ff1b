/** node:http and node:https, facts of Node 20 to 26. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['http', 'https'],
  rows: [
    { row: 'address', target: fn('request'), at: arg(0) },
    { row: 'address', target: fn('get'), at: arg(0) },
    { row: 'address', target: fn('request'), at: arg(0, 'hostname') },
    { row: 'address', target: fn('get'), at: arg(0, 'hostname') },
  ],
});
