/** basic-auth, facts of 2.0.1: reads the header; comparing is the caller's. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['basic-auth'],
  rows: [
    { row: 'guard', target: fn('default'), as: 'call', does: 'decodes', claims: false },
    { row: 'guard', target: fn('parse'), as: 'call', does: 'decodes', claims: false },
  ],
});
