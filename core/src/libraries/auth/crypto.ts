/** node:crypto, facts of Node 20 to 26. */
import { called, fn, library, method, on } from '../row.ts';

export default library({
  modules: ['crypto'],
  types: { hmac: [called('createHmac'), method('hmac', 'update')] },
  rows: [
    { row: 'guard', target: fn('timingSafeEqual'), as: 'call', does: 'checks' },
    { row: 'keyed-digest', target: on('hmac', 'update') },
    { row: 'keyed-digest', target: on('hmac', 'digest') },
    { row: 'guard', target: fn('verify'), as: 'call', does: 'checks' },
    { row: 'issues-credential', target: fn('scrypt'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('scryptSync'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('pbkdf2'), what: 'password-hash' },
    { row: 'issues-credential', target: fn('pbkdf2Sync'), what: 'password-hash' },
  ],
});
