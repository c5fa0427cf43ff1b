/** react, facts of 19.2: `cache(fn)` runs the function it is given, at most once for a request. */
import { fn, library } from '../row.ts';

export default library({ modules: ['react'], rows: [{ row: 'transparent', target: fn('cache'), argument: 0 }] });
