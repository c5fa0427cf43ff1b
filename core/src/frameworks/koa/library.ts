import {
  annotated,
  answeringMarkup,
  arg,
  called,
  constructed,
  extending,
  fn,
  type Library,
  library,
  on,
  property,
  type Row,
  redirecting,
  settingHeaders,
} from '../../libraries/index.ts';

/** Facts of koa 2.16 and 3.3 and of @koa/router 7 to 15: the context, the request, what the packages around them do. */

/** Fields that middleware leaves for the caller's identity, when the middleware itself cannot be read. */
const identityFields = [
  'user',
  'auth',
  'userId',
  'currentUser',
  'account',
  'principal',
  'identity',
  'tokenPayload',
  'jwt',
  'jwtPayload',
  'admin',
  'member',
  'uid',
];

/** What `ctx` takes over from `ctx.request`. */
const requestRows = (type: string): readonly Row[] => [
  { row: 'input', target: on(type, 'query'), part: 'query' },
  { row: 'input', target: on(type, 'querystring'), part: 'query' },
  { row: 'input', target: on(type, 'search'), part: 'query' },
  { row: 'input', target: on(type, 'params'), part: 'params' },
  { row: 'input', target: on(type, 'captures'), part: 'params' },
  { row: 'input', target: on(type, 'headers'), part: 'headers' },
  { row: 'input', target: on(type, 'header'), part: 'headers' },
  { row: 'input', target: on(type, 'host'), part: 'headers' },
  { row: 'input', target: on(type, 'hostname'), part: 'headers' },
  { row: 'input', target: on(type, 'get'), part: 'headers', field: 0 },
  { row: 'input', target: on(type, 'file'), part: 'files' },
  { row: 'input', target: on(type, 'files'), part: 'files' },
  { row: 'method', target: on(type, 'method') },
];

export const koaLibrary: Library = library({
  modules: ['koa'],
  types: {
    app: [extending('default'), annotated('default'), annotated('Application')],
    context: [annotated('Context'), annotated('ParameterizedContext'), annotated('ExtendableContext'), annotated('DefaultContext')],
    request: [annotated('Request'), property('context', 'request')],
    state: [property('context', 'state')],
    cookies: [property('context', 'cookies'), property('request', 'cookies')],
    raw: [property('context', 'req'), property('request', 'req')],
  },
  rows: [
    ...requestRows('context'),
    ...requestRows('request'),
    { row: 'input', target: on('request', 'body'), part: 'body' },
    { row: 'input', target: on('request', 'rawBody'), part: 'body' },
    { row: 'input', target: on('raw', 'headers'), part: 'headers' },
    { row: 'input', target: on('cookies', 'get'), part: 'cookies', field: 0 },
    { row: 'passes', target: on('cookies', 'set'), from: [] },
    { row: 'response', target: on('context', 'throw'), how: 'throws', status: { argument: 0, otherwise: 500 } },
    ...redirecting(on('context', 'redirect'), 0),
    ...['set', 'append'].map((name) => settingHeaders(on('context', name))),
    answeringMarkup(on('raw-response', 'end'), 0, 'sniffed'),
    settingHeaders(on('raw-response', 'setHeader')),
    settingHeaders(on('raw-response', 'writeHead'), 1),
    ...['end', 'send'].map((name): Row => ({ row: 'response', target: on('raw-response', name), how: 'sends', status: 'current' })),
    { row: 'status', target: on('raw-response', 'writeHead'), argument: 0 },
    ...identityFields.flatMap((name): Row[] => [
      { row: 'identity', target: on('context', name), when: 'truthy' },
      { row: 'identity', target: on('state', name), when: 'truthy' },
    ]),
    { row: 'identity', target: on('context', 'session'), when: 'member' },
    { row: 'identity', target: on('state', 'session'), when: 'member' },
    { row: 'guard', target: on('context', 'isAuthenticated'), as: 'call', does: 'checks' },
    ...['login', 'logIn'].map((name): Row => ({ row: 'issues-credential', target: on('context', name), what: 'session' })),
    ...['set', 'append', 'attachment', 'remove', 'vary', 'flushHeaders', 'logout', 'logOut'].map(
      (name): Row => ({ row: 'passes', target: on('context', name), from: [] }),
    ),
    ...['callback', 'listen', 'on', 'once', 'emit'].map((name): Row => ({ row: 'passes', target: on('app', name), from: [] })),
  ],
});

export const koaRouter: Library = library({
  modules: ['@koa/router', 'koa-router'],
  reexports: { RouterContext: 'koa#Context', 'default.RouterContext': 'koa#Context', IRouterContext: 'koa#Context' },
  types: { router: [called('default'), constructed('default'), annotated('default'), annotated('Router'), annotated('KoaRouter')] },
  rows: [{ row: 'neutral-middleware', target: on('router', 'allowedMethods'), made: 'call' }],
});

/** Packages that put middleware together; the adapter says what comes of it. */
export const koaCombinators: readonly Library[] = [
  library({
    modules: ['koa-compose'],
    types: { composed: [called('default')] },
    rows: [{ row: 'passes', target: fn('<composed>'), from: [] }],
  }),
  library({
    modules: ['koa-mount'],
    types: { mounted: [called('default')] },
    rows: [],
  }),
  library({ modules: ['koa-convert'], rows: [{ row: 'transparent', target: fn('default'), argument: 0 }] }),
  library({
    modules: ['koa-send'],
    rows: [{ row: 'response', target: fn('default'), how: 'sends', status: 'current' }],
  }),
];

const guards = (name: string, row: Omit<Extract<Row, { row: 'guard' }>, 'row' | 'target' | 'as'>): Library =>
  library({ modules: [name], rows: [{ row: 'guard', target: fn('default'), as: 'middleware-factory', ...row }] });

/** Packages that authenticate callers, and those that keep sessions: everybody has one. */
export const koaGuards: readonly Library[] = [
  // koa-jwt 4.0: with `passthrough`, bad and missing tokens alike leave `ctx.state.user` undefined.
  guards('koa-jwt', {
    does: 'enforces',
    except: [{ when: { argument: 0, field: 'passthrough', is: true }, does: 'attaches' }],
    unless: 'unless',
  }),
  guards('koa-basic-auth', { does: 'enforces' }),
  ...['koa-session', 'koa-generic-session', 'koa-session2', 'koa-session-minimal'].map((name) => guards(name, { does: 'attaches' })),
];

const neutral = (module: string, ...names: readonly string[]): Library =>
  library({ modules: [module], rows: names.map((name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'call' })) });

/** Middleware around Koa that has no say in who may call. */
export const koaNeutral: readonly Library[] = [
  neutral('@koa/bodyparser', 'default', 'bodyParser'),
  neutral('@koa/cors', 'default'),
  library({ modules: ['koa-useragent'], rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'self' }] }),
  library({
    modules: ['koa-static'],
    rows: [
      { row: 'neutral-middleware', target: fn('default'), made: 'call' },
      { row: 'serves-folder', target: fn('default'), at: arg(0) },
    ],
  }),
  ...['koa-bodyparser', 'koa-body', 'koa-cors', 'koa2-cors', 'koa-logger', 'koa-csrf'].map((name) => neutral(name, 'default', 'koaBody')),
];
