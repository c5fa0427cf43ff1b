import { exported, fn, type Library, library, making, on, type Row } from '../../libraries/index.ts';

/**
 * Facts of graphql 16 and 17, @apollo/server 4 and 5, apollo-server 2 and 3, graphql-yoga 1 to 5, @graphql-tools/schema 10, graphql-http 1,
 * express-graphql 0.12.
 */

/** Keys of the objects that the adapter makes. */
export const keys = {
  schema: 'graphql#<schema>',
  server: '@apollo/server#<server>',
  yoga: 'graphql-yoga#<server>',
  context: 'graphql#<context>',
} as const;

/** Names under which contexts hold the caller, where the code that makes the context cannot be read. */
const identityFields = ['user', 'userId', 'session', 'auth', 'currentUser', 'account', 'identity', 'viewer', 'me', 'uid'];

/** Codes of errors by their meaning in HTTP: GraphQL itself answers with 200. */
const statusOfCode = {
  UNAUTHENTICATED: 401,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  BAD_REQUEST: 400,
  INTERNAL_SERVER_ERROR: 500,
};

export const graphqlLibrary: Library = library({
  modules: ['graphql', 'graphql/error', 'graphql/error/GraphQLError'],
  types: { context: [exported('@context')] },
  rows: [
    {
      row: 'response',
      target: making('GraphQLError'),
      how: 'value',
      status: { argument: 1, field: 'extensions.code', otherwise: 400, names: statusOfCode },
    },
    ...identityFields.map((name): Row => ({ row: 'identity', target: on('context', name), when: 'truthy' })),
  ],
});

/** Packages of Apollo Server 2 and 3, each a server for one framework. */
export const olderServers = [
  'apollo-server',
  'apollo-server-express',
  'apollo-server-koa',
  'apollo-server-fastify',
  'apollo-server-hapi',
  'apollo-server-lambda',
  'apollo-server-micro',
  'apollo-server-cloud-functions',
  'apollo-server-cloudflare',
  'apollo-server-core',
  'apollo-server-errors',
] as const;

const errorClass = (name: string, status: number): Row => ({ row: 'response', target: making(name), how: 'value', status });

/** Errors that Apollo Server 2 and 3 bring. */
export const errorLibraries: readonly Library[] = olderServers.map((name) =>
  library({
    modules: [name],
    rows: [
      errorClass('AuthenticationError', 401),
      errorClass('ForbiddenError', 403),
      errorClass('UserInputError', 400),
      {
        row: 'response',
        target: making('ApolloError'),
        how: 'value',
        status: { argument: 1, otherwise: 400, names: statusOfCode },
      },
    ],
  }),
);

/** Types by the argument of a context function, see {@link Given}. */
export type Given = 'node' | 'pair' | 'koa' | 'hono' | 'web' | 'yoga' | 'raw' | 'fastify' | 'event';

/** What functions that mount servers give to `context`: an object with Node's request and response, or something else. */
export const mountFunctions: Readonly<Record<string, Given>> = {
  startStandaloneServer: 'node',
  expressMiddleware: 'node',
  koaMiddleware: 'koa',
  fastifyApolloHandler: 'fastify',
  startServerAndCreateNextHandler: 'pair',
  startServerAndCreateLambdaHandler: 'event',
  startServerAndCreateH3Handler: 'event',
  startServerAndCreateCloudflareWorkersHandler: 'web',
};

/** Functions that hand HTTP requests to a server whose resolvers are routes of their own. */
export const mounts: Library = library({
  modules: [
    '@apollo/server/standalone',
    '@apollo/server/express4',
    '@as-integrations/express4',
    '@as-integrations/express5',
    '@as-integrations/next',
    '@as-integrations/koa',
    '@as-integrations/fastify',
    '@as-integrations/hapi',
    '@as-integrations/h3',
    '@as-integrations/aws-lambda',
    '@as-integrations/azure-functions',
    '@as-integrations/cloudflare-workers',
  ],
  rows: Object.keys(mountFunctions).map((name): Row => ({ row: 'delegates', target: fn(name), to: 'resolvers', through: { argument: 0 } })),
});

/** Members of servers that answer requests. */
export const yogaLibrary: Library = library({
  modules: ['graphql-yoga', '@graphql-yoga/node', '@graphql-yoga/common'],
  types: { server: [exported('@server')] },
  rows: [
    ...['handle', 'fetch', 'handleRequest', 'handleNodeRequest', 'handleNodeRequestAndResponse'].map(
      (name): Row => ({ row: 'delegates', target: on('server', name), to: 'resolvers', through: { receiver: true } }),
    ),
    {
      row: 'response',
      target: fn('createGraphQLError'),
      how: 'value',
      status: { argument: 1, field: 'extensions.code', otherwise: 400, names: statusOfCode },
    },
    {
      row: 'response',
      target: making('GraphQLError'),
      how: 'value',
      status: { argument: 1, field: 'extensions.code', otherwise: 400, names: statusOfCode },
    },
    {
      row: 'response',
      target: making('GraphQLYogaError'),
      how: 'value',
      status: { argument: 1, field: 'code', otherwise: 400, names: statusOfCode },
    },
  ],
});
