import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import { bookResolvers } from './books.ts';
import { type Context, createContext } from './context.ts';
import { memberResolvers } from './members.ts';
import { typeDefs } from './schema.ts';

export const apollo = new ApolloServer<Context>({ typeDefs, resolvers: [bookResolvers, memberResolvers] });

export async function createApp() {
  await apollo.start();
  const app = express();
  app.use(express.json());
  app.use('/graphql', expressMiddleware(apollo, { context: createContext }));
  return app;
}
