import type { Framework, RouteDraft } from '../framework.ts';
import { errorLibraries, graphqlLibrary, mounts, yogaLibrary } from './library.ts';
import { watchSchemas } from './notes.ts';
import { collectRoutes, type Details } from './routes.ts';
import { graphqlRunner } from './runner.ts';

const graphql: Framework = {
  id: 'graphql',
  title: 'GraphQL servers: Apollo Server 2 to 5, GraphQL Yoga 1 to 5, GraphQL Tools, graphql-shield, Pothos 4',
  packages: ['@apollo/server', 'apollo-server', 'apollo-server-express', 'graphql-yoga', '@graphql-tools/schema'],
  tokens: [
    '@apollo/server',
    'apollo-server',
    'graphql-yoga',
    '@pothos/core',
    'queryField',
    'mutationField',
    'queryType',
    'mutationType',
    '@graphql-tools/schema',
    'graphql-tools',
    'graphql-tag',
    '@apollo/subgraph',
    'graphql-middleware',
    'graphql-shield',
    'graphql-http',
    'express-graphql',
    '@as-integrations/',
    'gql`',
    'Mutation: {',
    'Query: {',
    'type Query',
    'type Mutation',
    'extend type ',
  ],
  isRouteFile: () => false,
  libraries: [graphqlLibrary, ...errorLibraries, mounts, yogaLibrary],
  start(host) {
    const notes = watchSchemas(host.machine);
    const details = new WeakMap<RouteDraft, Details>();
    return {
      routes: () => collectRoutes(host, notes.all(), details),
      runner: (draft, state) => graphqlRunner(host.machine, draft, details.get(draft), state),
    };
  },
};
export default graphql;
