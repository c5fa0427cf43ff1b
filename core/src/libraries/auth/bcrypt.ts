/** bcrypt, facts of 6.0.0. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['bcrypt'],
  rows: [
    { row: 'issues-credential', target: fn('compare'), what: 'password-check' },
    { row: 'issues-credential', target: fn('compareSync'), what: 'password-check' },
    { row: 'issues-credential', target: fn('hash'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('hashSync'), what: 'password-hash' },
  ],
});
