/** express-mongo-sanitize, facts of 2.2.0: takes keys that begin with `$` or hold `.` out of all parts. With Express 5, it throws. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['express-mongo-sanitize'],
  rows: [
    { row: 'cleaning-middleware', target: fn('default'), parts: ['body', 'query', 'params', 'headers'], removes: ['nosql'], made: 'call' },
  ],
});
