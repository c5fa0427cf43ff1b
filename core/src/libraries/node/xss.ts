/** xss, facts of 1.0.17. */
import { arg, constructed, fn, library, on } from '../row.ts';

export default library({
  modules: ['xss'],
  types: { filter: [constructed('FilterXSS')] },
  rows: [
    { row: 'sanitizer', target: fn('default'), input: arg(0), removes: ['html'] },
    { row: 'sanitizer', target: fn('filterXSS'), input: arg(0), removes: ['html'] },
    { row: 'sanitizer', target: fn('escapeHtml'), input: arg(0), removes: ['html'] },
    { row: 'sanitizer', target: on('filter', 'process'), input: arg(0), removes: ['html'] },
  ],
});
