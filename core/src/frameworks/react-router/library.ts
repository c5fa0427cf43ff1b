import { annotated, arg, called, fn, type Library, library, method, on, type Row, redirecting } from '../../libraries/index.ts';

/** Facts of react-router 7.18 and the runtime packages of Remix 2.17: answers, sessions, cookies. */

const init = { argument: 1, otherwise: 200 } as const;
const storages = [
  'createCookieSessionStorage',
  'createSessionStorage',
  'createMemorySessionStorage',
  'createFileSessionStorage',
  'createWorkersKVSessionStorage',
  'createArcTableSessionStorage',
];

export const routerRuntime: Library = library({
  modules: [
    'react-router',
    '@remix-run/node',
    '@remix-run/server-runtime',
    '@remix-run/cloudflare',
    '@remix-run/deno',
    '@remix-run/react',
    '@remix-run/router',
    '@react-router/node',
    '@react-router/cloudflare',
    '@vercel/remix',
    '@shopify/remix-oxygen',
  ],
  types: {
    storage: storages.map(called),
    session: [method('storage', 'getSession'), annotated('Session')],
    cookie: [called('createCookie')],
  },
  rows: [
    { row: 'response', target: fn('json'), how: 'value', status: init },
    { row: 'response', target: fn('data'), how: 'value', status: init },
    { row: 'response', target: fn('defer'), how: 'value', status: init },
    ...['redirect', 'redirectDocument', 'replace'].flatMap((name) => redirecting(fn(name), 0)),
    ...['redirect', 'redirectDocument', 'replace'].map(
      (name): Row => ({ row: 'response', target: fn(name), how: 'value', status: { argument: 1, otherwise: 302 } }),
    ),
    // Signed with the storage's secrets, or kept on the server.
    { row: 'guard', target: on('storage', 'getSession'), as: 'call', does: 'optional', async: true },
    { row: 'guard', target: on('session', 'get'), as: 'call', does: 'attaches' },
    { row: 'guard', target: on('session', 'has'), as: 'call', does: 'checks' },
    { row: 'identity', target: on('session', 'data'), when: 'member' },
    ...['set', 'unset', 'flash'].map((name): Row => ({ row: 'passes', target: on('session', name), from: [] })),
    ...['commitSession', 'destroySession'].map((name): Row => ({ row: 'passes', target: on('storage', name), from: [] })),
    { row: 'guard', target: on('cookie', 'parse'), as: 'call', does: 'attaches', async: true },
    { row: 'sanitizer', target: on('cookie', 'serialize'), input: arg(0), removes: ['header'] },
  ],
});

/** The application as a function of a server's. */
export const routerServers: readonly Library[] = ['express', 'architect', 'netlify'].flatMap((name) =>
  ['@react-router', '@remix-run'].map((scope) =>
    library({ modules: [`${scope}/${name}`], rows: [{ row: 'delegates', target: fn('createRequestHandler'), to: 'routes' }] }),
  ),
);

/** What lists routes; read by the adapter. */
export const routeLists: readonly Library[] = [
  ['@react-router/dev/routes', '@remix-run/route-config'],
  ['@react-router/fs-routes', '@remix-run/fs-routes'],
  ['@react-router/remix-routes-option-adapter', '@remix-run/routes-option-adapter'],
  ['remix-flat-routes'],
  ['react-router-auto-routes'],
].map((modules) => library({ modules, rows: [] }));
