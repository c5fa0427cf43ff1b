/** hono-rate-limiter, facts of 0.5.4. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['hono-rate-limiter'],
  rows: [{ row: 'neutral-middleware', target: fn('rateLimiter'), made: 'call' }],
});
