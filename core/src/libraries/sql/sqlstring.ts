/** sqlstring, facts of 2.3.3. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['sqlstring'],
  rows: [
    { row: 'sanitizer', target: fn('escape'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: fn('escapeId'), input: arg(0), removes: ['sql'] },
    // The values are escaped into the text; only the text itself can inject.
    { row: 'passes', target: fn('format'), from: [arg(0)] },
  ],
});
