/** Servers of procedures and resolvers as middleware: @hono/trpc-server 0.4.2, @hono/graphql-server 0.7.0. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['@hono/trpc-server', '@hono/graphql-server'],
  rows: [
    { row: 'delegates', target: fn('trpcServer'), to: 'procedures', through: arg(0, 'router') },
    { row: 'delegates', target: fn('graphqlServer'), to: 'resolvers' },
  ],
});
