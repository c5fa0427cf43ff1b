/** escape-string-regexp, facts of 5.0.0, and packages that do the same: escape-regexp 0.0.1, regex-escape 3.4, lodash.escaperegexp 4.1 and its form as a module. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: [
    'escape-string-regexp',
    'escape-regexp',
    'regex-escape',
    'lodash.escaperegexp',
    'lodash/escapeRegExp',
    'lodash-es/escapeRegExp',
  ],
  rows: [{ row: 'sanitizer', target: fn('default'), input: arg(0), removes: ['nosql', 'regex'] }],
});
