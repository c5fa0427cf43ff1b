import { annotated, called, constructed, fn, type Library, library, on, property, type Row, redirecting } from '../../libraries/index.ts';
import { statusCodes } from './statuses.ts';

/** Facts of elysia 1.4: the context, and what the ecosystem's own plugins add. */

const identityFields = ['user', 'userId', 'currentUser', 'auth', 'account', 'profile', 'member', 'admin'];

/** Methods that give the instance and have nothing to do with routes or guards. */
const chained = [
  ...['listen', 'onError', 'onAfterHandle', 'onAfterResponse', 'mapResponse', 'onParse', 'parser', 'onStart', 'onStop', 'trace'],
  ...['error', 'model', 'headers', 'env', 'wrap', 'prefix', 'suffix', 'affix', 'compile'],
];

export const elysiaLibrary: Library = library({
  modules: ['elysia'],
  types: {
    app: [constructed('Elysia'), constructed('default'), annotated('Elysia')],
    context: [annotated('Context')],
    set: [property('context', 'set')],
  },
  rows: [
    { row: 'input', target: on('context', 'body'), part: 'body' },
    { row: 'input', target: on('context', 'query'), part: 'query' },
    { row: 'input', target: on('context', 'params'), part: 'params' },
    { row: 'input', target: on('context', 'headers'), part: 'headers' },
    { row: 'input', target: on('context', 'cookie'), part: 'cookies' },
    { row: 'status', target: on('set', 'status'), argument: 0, names: statusCodes },
    ...redirecting(on('context', 'redirect'), 0),
    ...redirecting(fn('redirect'), 0),
    { row: 'response', target: on('context', 'redirect'), how: 'value', status: { argument: 1, otherwise: 302 } },
    { row: 'response', target: fn('redirect'), how: 'value', status: { argument: 1, otherwise: 302 } },
    { row: 'response', target: fn('file'), how: 'value', status: 200 },
    ...identityFields.map((name): Row => ({ row: 'identity', target: on('context', name), when: 'truthy' })),
    { row: 'identity', target: on('context', 'session'), when: 'member' },
    ...chained.map((name): Row => ({ row: 'transparent-receiver', target: on('app', name) })),
  ],
});

export const elysiaJwt: Library = library({
  modules: ['@elysiajs/jwt'],
  types: { jwt: [called('<jwt>')] },
  rows: [
    { row: 'guard', target: on('jwt', 'verify'), as: 'call', does: 'attaches', async: true },
    { row: 'issues-credential', target: on('jwt', 'sign'), what: 'token' },
  ],
});

const neutral = (module: string, ...names: readonly string[]): Library =>
  library({
    modules: [module],
    rows: [...names, 'default'].map((name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'call' })),
  });

/** Plugins that have no say in who may call. */
export const elysiaNeutral: readonly Library[] = [
  neutral('@elysiajs/bearer', 'bearer'),
  neutral('@elysiajs/cors', 'cors'),
  neutral('@elysiajs/cron', 'cron'),
  neutral('@elysiajs/html', 'html'),
  neutral('@elysiajs/openapi', 'openapi'),
  neutral('@elysiajs/opentelemetry', 'opentelemetry'),
  neutral('@elysiajs/server-timing', 'serverTiming'),
  neutral('@elysiajs/static', 'staticPlugin'),
  neutral('@elysiajs/stream', 'stream'),
  neutral('@elysiajs/swagger', 'swagger'),
];

/** Servers of procedures and resolvers. */
export const elysiaServers: readonly Library[] = [
  library({ modules: ['@elysiajs/trpc'], rows: [{ row: 'neutral-middleware', target: fn('trpc'), made: 'call' }] }),
  library({ modules: ['@elysiajs/graphql-yoga'], rows: [{ row: 'neutral-middleware', target: fn('yoga'), made: 'call' }] }),
  library({ modules: ['@elysiajs/apollo'], rows: [{ row: 'neutral-middleware', target: fn('apollo'), made: 'call' }] }),
];
