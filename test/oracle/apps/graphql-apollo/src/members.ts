import { GraphQLError } from 'graphql';
import jwt from 'jsonwebtoken';
import { type Context, secret } from './context.ts';
import { librarian, requireReader } from './guards.ts';

const members = [{ name: 'ada', password: 'lovelace', role: 'reader' }];

const Query = {
  me: (_: unknown, __: unknown, context: Context) => requireReader(context).name,
  greeting: (_: unknown, __: unknown, { reader }: Context) => (reader ? `Hello ${reader.name}` : 'Hello'),
  members: librarian(() => members.map(({ name }) => name)),
  audit(_: unknown, __: unknown, context: Context) {
    if (!context.reader) {
      throw new GraphQLError('Sign in first', { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
    }
    return ['nothing happened'];
  },
};

const Mutation = {
  signIn: (_: unknown, { name, password }: { name: string; password: string }) => {
    const member = members.find((one) => one.name === name && one.password === password);
    if (!member) throw new GraphQLError('Wrong name or password', { extensions: { code: 'BAD_USER_INPUT' } });
    return jwt.sign({ name, role: member.role }, secret);
  },
  closeLibrary: () => true,
};

export const memberResolvers = { Query, Mutation };
