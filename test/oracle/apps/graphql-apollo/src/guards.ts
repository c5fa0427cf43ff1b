import { GraphQLError } from 'graphql';
import type { Context } from './context.ts';

type Resolver = (parent: unknown, args: any, context: Context, info: unknown) => unknown;

export function requireReader(context: Context) {
  if (!context.reader) throw new GraphQLError('Sign in first', { extensions: { code: 'UNAUTHENTICATED' } });
  return context.reader;
}

export const signedIn =
  (resolver: Resolver): Resolver =>
  (parent, args, context, info) => {
    requireReader(context);
    return resolver(parent, args, context, info);
  };

export const librarian =
  (resolver: Resolver): Resolver =>
  (parent, args, context, info) => {
    if (context.reader?.role !== 'librarian') throw new GraphQLError('Librarians only', { extensions: { code: 'FORBIDDEN' } });
    return resolver(parent, args, context, info);
  };

/** Writes down who asks, and refuses nobody. */
export const noted =
  (resolver: Resolver): Resolver =>
  (parent, args, context, info) => {
    if (!context.reader) context.visitors.push('somebody');
    return resolver(parent, args, context, info);
  };
