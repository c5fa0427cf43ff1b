/** node:v8, facts of Node 20 to 26: what it reads is taken to be of the program's own making. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['v8'],
  rows: [{ row: 'sink', target: fn('deserialize'), danger: 'serialized', at: arg(0) }],
});
