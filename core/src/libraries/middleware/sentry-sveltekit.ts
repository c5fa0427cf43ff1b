/** @sentry/sveltekit, facts of 10: its `handle` watches requests and refuses none; functions that it wraps run as they are. */
import { fn, library, type Row } from '../row.ts';

export default library({
  modules: ['@sentry/sveltekit'],
  rows: [
    { row: 'neutral-middleware', target: fn('sentryHandle'), made: 'call' },
    ...['wrapServerLoadWithSentry', 'wrapServerRouteWithSentry'].map(
      (name): Row => ({ row: 'transparent', target: fn(name), argument: 0 }),
    ),
  ],
});
