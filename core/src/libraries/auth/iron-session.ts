/** iron-session, facts of 8.0.4: everybody gets a session object; only its content tells callers apart. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['iron-session'],
  rows: [
    { row: 'guard', target: fn('getIronSession'), as: 'call', does: 'attaches', async: true, identity: ['*'] },
    { row: 'guard', target: fn('unsealData'), as: 'call', does: 'attaches', async: true, identity: ['*'] },
    { row: 'issues-credential', target: fn('sealData'), what: 'session' },
  ],
});
