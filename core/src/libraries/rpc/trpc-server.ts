/** @trpc/server 11.25 and what serves its routers elsewhere: adapters mount a router of procedures, which have their own guards. */
import { arg, fn, library, type Row } from '../row.ts';

const adapters = [
  'fetchRequestHandler',
  'createNextApiHandler',
  'createExpressMiddleware',
  'createHTTPHandler',
  'nodeHTTPRequestHandler',
  'awsLambdaRequestHandler',
  'awsLambdaStreamingRequestHandler',
  'experimental_createNextAppDirHandler',
];

export default library({
  modules: [
    '@trpc/server/adapters/fetch',
    '@trpc/server/adapters/next',
    '@trpc/server/adapters/express',
    '@trpc/server/adapters/next-app-dir',
    '@trpc/server/adapters/node-http',
    '@trpc/server/adapters/standalone',
    '@trpc/server/adapters/aws-lambda',
  ],
  rows: adapters.map((name): Row => ({ row: 'delegates', target: fn(name), to: 'procedures', through: arg(0, 'router') })),
});
