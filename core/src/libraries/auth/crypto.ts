/** node:crypto, facts of Node 20 to 26. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['crypto'],
  rows: [
    { row: 'guard', target: fn('timingSafeEqual'), as: 'call', does: 'checks' },
    { row: 'guard', target: fn('verify'), as: 'call', does: 'checks' },
    { row: 'issues-credential', target: fn('scrypt'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('scryptSync'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('pbkdf2'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('pbkdf2Sync'), what: 'password-hash' },
  ],
});
