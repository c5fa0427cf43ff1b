/** @auth/express 0.12.3: `ExpressAuth` answers the sign-in paths below its mount; `getSession` gives null without a session. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@auth/express'],
  rows: [
    { row: 'neutral-middleware', target: fn('ExpressAuth'), made: 'call' },
    { row: 'guard', target: fn('getSession'), as: 'call', does: 'attaches', async: true },
  ],
});
