/** jwt-decode, facts of 4.0.0 and, for the default export, of 3. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['jwt-decode'],
  rows: [
    { row: 'guard', target: fn('jwtDecode'), as: 'call', does: 'decodes' },
    { row: 'guard', target: fn('default'), as: 'call', does: 'decodes' },
  ],
});
