/** node:util, facts of Node 20 to 26. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['util'],
  rows: [
    { row: 'passes', target: fn('format'), from: [arg(0), arg(1), arg(2), arg(3), arg(4)] },
    { row: 'passes', target: fn('inspect'), from: [arg(0)] },
    { row: 'transparent', target: fn('promisify'), argument: 0 },
  ],
});
