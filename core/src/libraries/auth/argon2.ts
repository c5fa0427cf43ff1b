/** argon2, facts of 0.45.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['argon2'],
  rows: [
    { row: 'issues-credential', target: fn('verify'), what: 'password-check' },
    { row: 'issues-credential', target: fn('hash'), what: 'password-hash' },
  ],
});
