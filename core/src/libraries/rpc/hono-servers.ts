/** Servers of procedures and resolvers as middleware: @hono/trpc-server 0.4.2, @hono/graphql-server 0.7.0. */
import { fn, library } from '../row.ts';

export default library({
  modules: ['@hono/trpc-server', '@hono/graphql-server'],
  rows: [
    { row: 'delegates', target: fn('trpcServer'), to: 'procedures' },
    { row: 'delegates', target: fn('graphqlServer'), to: 'resolvers' },
  ],
});
