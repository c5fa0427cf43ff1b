/** @hono/sentry, facts of 1.2.2. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@hono/sentry'],
  rows: [{ row: 'neutral-middleware', target: fn('sentry'), made: 'call' }],
});
