/** bcryptjs, facts of 3.0.3. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['bcryptjs'],
  rows: [
    { row: 'issues-credential', target: fn('compare'), what: 'password-check' },
    { row: 'issues-credential', target: fn('compareSync'), what: 'password-check' },
    { row: 'issues-credential', target: fn('hash'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('hashSync'), what: 'password-hash' },
  ],
});
