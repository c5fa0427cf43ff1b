import {
  anything,
  type CallEvent,
  callValue,
  constant,
  type Machine,
  NoteBook,
  type ObjectId,
  readMember,
  type State,
  settle,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { type Given, keys, mountFunctions, olderServers } from './library.ts';
import { watchBuilders } from './pothos.ts';

/** What happened to the schemas and servers of a program, in order. */
export type GraphqlNote =
  /** A builder is told fields; `name`: of one, whose maker `fields` is; `type`: the options of the type. */
  | {
      readonly kind: 'fields';
      readonly on: ObjectId;
      readonly root: 'Query' | 'Mutation' | 'Subscription';
      readonly name: string | undefined;
      readonly fields: Value;
      readonly type: Value | undefined;
      readonly at: Location;
    }
  /** Resolver maps, with the schemas whose fields it has as well. */
  | {
      readonly kind: 'schema';
      readonly id: ObjectId;
      readonly parts: readonly Value[];
      readonly resolvers: Value | undefined;
      readonly at: Location;
    }
  /** A schema with functions around its resolvers. */
  | { readonly kind: 'wrapped'; readonly id: ObjectId; readonly schema: Value; readonly around: readonly Value[]; readonly at: Location }
  | { readonly kind: 'server'; readonly id: ObjectId; readonly options: Value; readonly given: Given; readonly at: Location }
  /** A server is mounted; what makes the context of its requests. */
  | { readonly kind: 'mount'; readonly server: Value; readonly context: Value | undefined; readonly given: Given; readonly at: Location };

type Answer = (event: CallEvent, state: State) => Value | undefined;

/** Watches calls that make schemas, servers and what mounts them. */
export function watchSchemas(m: Machine): NoteBook<GraphqlNote> {
  const notes = new NoteBook<GraphqlNote>(m);
  // A module may have the rows of another: its key is that one's.
  const hook = (key: string, answer: Answer): void => {
    const [, before = '', name = '', path = ''] = /^(new )?([^#]*)#(.*)$/.exec(key) ?? [];
    m.callHooks.set(path.startsWith('<') ? key : `${before}${m.catalog.moduleKey(name)}${path}`, answer);
  };
  const made = (key: string): { readonly id: ObjectId; readonly value: Value } => {
    const id = m.newObject({ kind: 'adapter', open: true, key });
    return { id, value: shaped({ k: 'object', id }) };
  };
  const module = (name: string): void => void m.instanceModules.add(m.catalog.moduleKey(name));
  const schema =
    (
      parts: (event: CallEvent, state: State) => readonly Value[],
      resolvers: (event: CallEvent, state: State) => Value | undefined,
    ): Answer =>
    (event, state) => {
      const { id, value } = made(keys.schema);
      notes.add({ kind: 'schema', id, parts: parts(event, state), resolvers: resolvers(event, state), at: event.nameAt });
      return value;
    };
  const none = (): readonly Value[] => [];
  const option =
    (name: string) =>
    ({ args: [options] }: CallEvent, state: State): Value | undefined =>
      fieldOf(m, options, name, state);
  for (const key of schemaMakers) {
    module(key.split('#')[0] ?? '');
    hook(key, schema(none, option('resolvers')));
  }
  // `buildSubgraphSchema([{ typeDefs, resolvers }])`
  hook(
    '@apollo/subgraph#buildSubgraphSchema',
    schema(none, ({ args: [given] }, state) => fieldOf(m, given, 'resolvers', state) ?? given),
  );
  hook(
    '@graphql-tools/schema#addResolversToSchema',
    schema((event, state) => [option('schema')(event, state) ?? anything], option('resolvers')),
  );
  hook(
    '@graphql-tools/schema#mergeSchemas',
    schema((event, state) => [option('schemas')(event, state) ?? anything], option('resolvers')),
  );
  for (const key of ['@graphql-tools/merge#mergeResolvers', 'graphql-tools#mergeResolvers', 'merge-graphql-schemas#mergeResolvers'])
    hook(key, ({ args: [maps] }) => maps);
  hook('graphql-middleware#applyMiddleware', ({ args: [first = anything, ...around], nameAt }) => {
    const { id, value } = made(keys.schema);
    notes.add({ kind: 'wrapped', id, schema: first, around, at: nameAt });
    return value;
  });
  for (const name of ['@apollo/server', ...olderServers]) {
    module(name);
    hook(`new ${name}#ApolloServer`, ({ args: [options = anything], nameAt }) => {
      const { id, value } = made(keys.server);
      notes.add({ kind: 'server', id, options, given: olderGiven[name] ?? 'node', at: nameAt });
      return value;
    });
  }
  for (const key of yogaMakers) {
    module(key.replace(/^new /, '').split('#')[0] ?? '');
    hook(key, ({ args: [options = anything], nameAt }) => {
      const { id, value } = made(keys.yoga);
      notes.add({ kind: 'server', id, options, given: 'yoga', at: nameAt });
      return value;
    });
  }
  for (const [name, given] of Object.entries(mountFunctions))
    hook(`@apollo/server/standalone#${name}`, ({ args: [server = anything, options], at }, state) => {
      notes.add({ kind: 'mount', server, context: fieldOf(m, options, 'context', state), given, at });
      return undefined;
    });
  for (const [key, given] of Object.entries(handlerMakers)) {
    module(key.split('#')[0] ?? '');
    hook(key, ({ args: [options = anything], nameAt }) => {
      const { id } = made(keys.server);
      notes.add({ kind: 'server', id, options: optionsOf(m, options), given, at: nameAt });
      return undefined;
    });
  }
  watchBuilders(m, notes, keys.schema);
  hook(`${keys.server}.applyMiddleware`, (event, state) => applyMiddleware(m, event, state));
  return notes;
}

/** Calls that make a schema of `{ typeDefs, resolvers }`. */
const schemaMakers = [
  '@graphql-tools/schema#makeExecutableSchema',
  'graphql-tools#makeExecutableSchema',
  'graphql-yoga#createSchema',
  'apollo-server#makeExecutableSchema',
  'apollo-server-express#makeExecutableSchema',
  'apollo-server-koa#makeExecutableSchema',
  '@apollo/federation#buildFederatedSchema',
] as const;

const yogaMakers = [
  'graphql-yoga#createYoga',
  'graphql-yoga#createServer',
  '@graphql-yoga/node#createServer',
  'new graphql-yoga#GraphQLServer',
] as const;

/** Functions that are given all options and are the handler themselves. */
const handlerMakers: Readonly<Record<string, Given>> = {
  'graphql-http/lib/use/express#createHandler': 'raw',
  'graphql-http/lib/use/http#createHandler': 'raw',
  'graphql-http/lib/use/fetch#createHandler': 'raw',
  'graphql-http/lib/use/koa#createHandler': 'raw',
  'graphql-http/lib/use/fastify#createHandler': 'raw',
  'graphql-http#createHandler': 'raw',
  'express-graphql#graphqlHTTP': 'pair',
  'express-graphql#default': 'pair',
};

/** What older servers give to `context`. */
const olderGiven: Readonly<Record<string, Given>> = { 'apollo-server-koa': 'koa', 'apollo-server-lambda': 'event' };

/** The field of an options object. */
export function fieldOf(m: Machine, options: Value | undefined, name: string, state: State): Value | undefined {
  for (const shape of options?.shapes ?? []) {
    const found = shape.k === 'object' && m.info(shape.id).kind !== 'array' ? m.getField(shape.id, name, state) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `graphqlHTTP((req) => ({ schema, context }))` */
function optionsOf(m: Machine, options: Value): Value {
  const [shape] = options.shapes;
  if (shape?.k !== 'closure') return options;
  const at = { file: shape.closure.file, start: 0, end: 0 };
  const request = shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key: 'express#<request>' }) });
  return settle(callValue(m, options, callAt(at, 'options', [request]), m.base), m.base);
}

/** A call of the engine's own. */
export const callAt = (at: Location, name: string, args: readonly Value[]): Parameters<typeof callValue>[2] => ({
  args,
  expressions: [],
  receiver: undefined,
  at,
  nameAt: at,
  name,
  activation: undefined,
  open: true,
  construct: false,
});

/** `server.applyMiddleware({ app, path })`: the application gets a handler. */
function applyMiddleware(m: Machine, event: CallEvent, state: State): Value {
  const [options] = event.args;
  const app = fieldOf(m, options, 'app', state);
  const path = fieldOf(m, options, 'path', state) ?? constant('/graphql');
  if (app === undefined) return anything;
  const key = 'apollo-server-express#<server>.getMiddleware';
  const handler = shaped({
    k: 'library',
    key: m.catalog.called(key),
    made: { callee: key, args: [event.receiver ?? anything], at: event.at, options: [] },
  });
  callValue(
    m,
    readMember(m, app, 'use', event.at, state, true),
    { ...callAt(event.at, 'use', [path, handler]), nameAt: event.nameAt, receiver: app, open: false },
    state,
  );
  return anything;
}
