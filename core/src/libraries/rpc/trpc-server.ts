/** @trpc/server 11.25: adapters mount a router of procedures, which have their own guards. */
import { fn, library } from '../row.ts';

export default library({
  modules: [
    '@trpc/server/adapters/fetch',
    '@trpc/server/adapters/next',
    '@trpc/server/adapters/express',
    '@trpc/server/adapters/next-app-dir',
  ],
  rows: [
    { row: 'delegates', target: fn('fetchRequestHandler'), to: 'procedures' },
    { row: 'delegates', target: fn('createNextApiHandler'), to: 'procedures' },
    { row: 'delegates', target: fn('createExpressMiddleware'), to: 'procedures' },
    { row: 'delegates', target: fn('nodeHTTPRequestHandler'), to: 'procedures' },
  ],
});
