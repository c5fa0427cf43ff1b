/** @node-rs/argon2, facts of 2.2.1. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@node-rs/argon2'],
  rows: [
    { row: 'issues-credential', target: fn('verify'), what: 'password-check' },
    { row: 'issues-credential', target: fn('verifySync'), what: 'password-check' },
    { row: 'issues-credential', target: fn('hash'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('hashSync'), what: 'password-hash' },
  ],
});
