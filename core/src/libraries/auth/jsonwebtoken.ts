/** jsonwebtoken, facts of 9.0.3: `verify` throws, or gives the error to the callback at the third or fourth argument. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['jsonwebtoken'],
  rows: [
    { row: 'guard', target: fn('verify'), as: 'call', does: 'verifies', callback: 2 },
    { row: 'guard', target: fn('decode'), as: 'call', does: 'decodes' },
    { row: 'issues-credential', target: fn('sign'), what: 'token' },
  ],
});
