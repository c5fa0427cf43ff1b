import {
  annotated,
  called,
  constructed,
  exported,
  fn,
  type Library,
  library,
  making,
  method,
  on,
  property,
  type Row,
  redirecting,
  settingHeaders,
} from '../../libraries/index.ts';

/** Facts of @adonisjs/core 6.21 (http-server 7.8) and 7.5, @adonisjs/auth 9.6, @adonisjs/bouncer 3.1; `@ioc:` names of AdonisJS 5. */

/** Answers by their name, with the status that the framework gives them. */
const answers = {
  continue: 100,
  ok: 200,
  created: 201,
  accepted: 202,
  nonAuthoritativeInformation: 203,
  noContent: 204,
  resetContent: 205,
  partialContent: 206,
  movedPermanently: 301,
  movedTemporarily: 302,
  seeOther: 303,
  notModified: 304,
  temporaryRedirect: 307,
  badRequest: 400,
  unauthorized: 401,
  paymentRequired: 402,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  notAcceptable: 406,
  requestTimeout: 408,
  conflict: 409,
  gone: 410,
  preconditionFailed: 412,
  requestEntityTooLarge: 413,
  unsupportedMediaType: 415,
  expectationFailed: 417,
  unprocessableEntity: 422,
  tooManyRequests: 429,
  internalServerError: 500,
  notImplemented: 501,
  badGateway: 502,
  serviceUnavailable: 503,
  gatewayTimeout: 504,
};

/** Fields in which middleware of the workspace leaves the caller, where it cannot be read. */
const identityFields = ['user', 'currentUser', 'authUser', 'account', 'userId', 'admin', 'member', 'tokenPayload', 'apiKey'];

const requestRows: readonly Row[] = [
  { row: 'input', target: on('request', 'body'), part: 'body' },
  { row: 'input', target: on('request', 'raw'), part: 'body' },
  { row: 'input', target: on('request', 'qs'), part: 'query' },
  { row: 'input', target: on('request', 'get'), part: 'query' },
  { row: 'input', target: on('request', 'params'), part: 'params' },
  { row: 'input', target: on('request', 'param'), part: 'params', field: 0 },
  { row: 'input', target: on('request', 'headers'), part: 'headers' },
  { row: 'input', target: on('request', 'header'), part: 'headers', field: 0 },
  { row: 'input', target: on('request', 'hostname'), part: 'headers' },
  { row: 'input', target: on('request', 'host'), part: 'headers' },
  { row: 'input', target: on('request', 'cookie'), part: 'cookies', field: 0 },
  { row: 'input', target: on('request', 'plainCookie'), part: 'cookies', field: 0 },
  { row: 'input', target: on('request', 'encryptedCookie'), part: 'cookies', field: 0 },
  { row: 'input', target: on('request', 'file'), part: 'files', field: 0 },
  { row: 'input', target: on('request', 'files'), part: 'files', field: 0 },
  { row: 'input', target: on('request', 'allFiles'), part: 'files' },
  { row: 'guard', target: on('request', 'hasValidSignature'), as: 'call', does: 'checks' },
  ...['url', 'completeUrl', 'ip', 'ips', 'id', 'accepts', 'is', 'secure', 'protocol', 'matchesRoute', 'ajax', 'language', 'types'].map(
    (name): Row => ({ row: 'passes', target: on('request', name), from: [] }),
  ),
];

const responseRows: readonly Row[] = [
  ...['send', 'json', 'jsonp', 'stream', 'download', 'attachment', 'finish'].map(
    (name): Row => ({ row: 'response', target: on('response', name), how: 'sends', status: 'current' }),
  ),
  ...Object.entries(answers).map(([name, status]): Row => ({ row: 'response', target: on('response', name), how: 'sends', status })),
  { row: 'response', target: on('response', 'abort'), how: 'throws', status: { argument: 1, otherwise: 400 } },
  ...['status', 'safeStatus'].map((name): Row => ({ row: 'status', target: on('response', name), argument: 0 })),
  ...['header', 'safeHeader', 'append', 'removeHeader', 'type', 'vary', 'location', 'setEtag', 'setRequestId'].map(
    (name): Row => ({ row: 'transparent-receiver', target: on('response', name) }),
  ),
  ...['cookie', 'plainCookie', 'encryptedCookie', 'clearCookie', 'onFinish', 'relayHeaders'].map(
    (name): Row => ({ row: 'transparent-receiver', target: on('response', name) }),
  ),
  ...redirecting(on('response', 'redirect'), 0),
  ...redirecting(on('redirect', 'toPath'), 0),
  ...redirecting(on('response', 'location'), 0),
  ...['header', 'safeHeader'].map((name) => settingHeaders(on('response', name))),
  { row: 'response', target: on('response', 'redirect'), how: 'sends', status: { argument: 2, otherwise: 302 } },
  ...['toPath', 'toRoute', 'toSignedRoute', 'toIntended', 'back'].map(
    (name): Row => ({ row: 'response', target: on('redirect', name), how: 'sends', status: 302 }),
  ),
  ...['status', 'withQs', 'clearQs'].map((name): Row => ({ row: 'transparent-receiver', target: on('redirect', name) })),
];

const http: Library = library({
  modules: ['@adonisjs/core/http', '@adonisjs/http-server', '@ioc:Adonis/Core/HttpContext'],
  reexports: {
    '<context>.auth': '@adonisjs/auth#<authenticator>',
    '<context>.bouncer': '@adonisjs/bouncer#<bouncer>',
    '<context>.session': '@adonisjs/session#<session>',
    '<context>.ally': '@adonisjs/ally#<ally>',
  },
  types: {
    context: [annotated('HttpContext'), annotated('HttpContextContract'), called('HttpContext.getOrFail'), called('HttpContext.get')],
    request: [annotated('Request'), annotated('HttpRequest'), annotated('RequestContract'), property('context', 'request')],
    response: [annotated('Response'), annotated('HttpResponse'), annotated('ResponseContract'), property('context', 'response')],
    container: [property('context', 'containerResolver')],
  },
  rows: [
    { row: 'input', target: on('context', 'params'), part: 'params' },
    { row: 'instance-of', target: on('container', 'make'), argument: 0 },
    ...identityFields.map((name): Row => ({ row: 'identity', target: on('context', name), when: 'truthy' })),
    ...requestRows,
    ...responseRows,
  ],
});

const services: readonly Library[] = [
  library({
    modules: ['@adonisjs/core/services/router', '@ioc:Adonis/Core/Route'],
    types: { router: [exported('default')] },
    rows: ['where', 'makeUrl', 'makeSignedUrl', 'builder', 'commit'].map(
      (name): Row => ({ row: 'passes', target: on('router', name), from: [] }),
    ),
  }),
  library({
    modules: ['@adonisjs/core/services/server', '@ioc:Adonis/Core/Server'],
    types: { server: [exported('default')] },
    rows: ['errorHandler', 'use'].map((name): Row => ({ row: 'passes', target: on('server', name), from: [] })),
  }),
  library({
    modules: ['@adonisjs/core/services/app'],
    types: { container: [exported('container')] },
    rows: [{ row: 'instance-of', target: on('container', 'make'), argument: 0 }],
  }),
  library({
    modules: ['@adonisjs/core/services/hash', '@ioc:Adonis/Core/Hash'],
    types: { hash: [exported('default'), method('hash', 'use')] },
    rows: [
      { row: 'issues-credential', target: on('hash', 'verify'), what: 'password-check' },
      { row: 'issues-credential', target: on('hash', 'make'), what: 'password-hash' },
    ],
  }),
  library({
    modules: ['@adonisjs/core/helpers', '@poppinss/utils', '@ioc:Adonis/Core/Helpers'],
    rows: [
      // A class with mixins is that class, as far as what it stores is concerned.
      { row: 'transparent', target: fn('compose'), argument: 0 },
      { row: 'response', target: making('Exception'), how: 'value', status: { argument: 1, field: 'status', otherwise: 500 } },
    ],
  }),
  library({
    modules: ['@adonisjs/core/exceptions'],
    rows: [{ row: 'response', target: making('Exception'), how: 'value', status: { argument: 1, field: 'status', otherwise: 500 } }],
  }),
];

/** Methods by which the guards of the authenticator, and the authenticator itself, tell callers. */
const telling = (type: string): readonly Row[] => [
  ...['authenticate', 'authenticateUsing'].map(
    (name): Row => ({ row: 'guard', target: on(type, name), as: 'call', does: 'verifies', async: true }),
  ),
  ...['check', 'checkUsing'].map((name): Row => ({ row: 'guard', target: on(type, name), as: 'call', does: 'checks', async: true })),
  { row: 'guard', target: on(type, 'getUserOrFail'), as: 'call', does: 'verifies' },
  ...['user', 'isAuthenticated', 'isLoggedIn'].map((name): Row => ({ row: 'identity', target: on(type, name), when: 'truthy' })),
  ...['login', 'loginViaId', 'attempt', 'verifyCredentials', 'generate', 'createToken'].map(
    (name): Row => ({ row: 'issues-credential', target: on(type, name), what: 'session' }),
  ),
  ...['logout', 'revoke', 'invalidateToken'].map((name): Row => ({ row: 'passes', target: on(type, name), from: [] })),
];

const identity: readonly Library[] = [
  library({
    modules: ['@adonisjs/auth', '@ioc:Adonis/Addons/Auth'],
    types: {
      authenticator: [annotated('Authenticator'), annotated('AuthContract')],
      guard: [method('authenticator', 'use')],
      'session-guard': [property('authenticator', 'session')],
    },
    rows: [
      ...telling('authenticator'),
      ...telling('guard'),
      { row: 'response', target: making('errors.E_UNAUTHORIZED_ACCESS'), how: 'value', status: 401 },
      { row: 'response', target: making('errors.E_INVALID_CREDENTIALS'), how: 'value', status: 400 },
    ],
  }),
  library({
    modules: ['@adonisjs/auth/access_tokens'],
    types: { tokens: [called('DbAccessTokensProvider.forModel')] },
    rows: [
      { row: 'issues-credential', target: on('tokens', 'create'), what: 'token' },
      { row: 'guard', target: on('tokens', 'verify'), as: 'call', does: 'attaches', async: true },
    ],
  }),
  library({
    modules: ['@adonisjs/bouncer', '@ioc:Adonis/Addons/Bouncer'],
    types: { bouncer: [constructed('Bouncer'), annotated('Bouncer')], policy: [method('bouncer', 'with'), method('bouncer', 'forUser')] },
    rows: [
      ...['bouncer', 'policy'].flatMap((type): readonly Row[] => [
        { row: 'guard', target: on(type, 'authorize'), as: 'call', does: 'verifies', async: true },
        { row: 'guard', target: on(type, 'allows'), as: 'call', does: 'checks', async: true },
      ]),
      ...['setContainerResolver', 'setEmitter'].map((name): Row => ({ row: 'transparent-receiver', target: on('bouncer', name) })),
      { row: 'response', target: making('errors.E_AUTHORIZATION_FAILURE'), how: 'value', status: 403 },
    ],
  }),
  library({
    modules: ['@adonisjs/session', '@ioc:Adonis/Addons/Session'],
    types: { session: [annotated('Session')] },
    rows: [
      { row: 'identity', target: on('session', 'get'), when: 'member' },
      ...['put', 'flash', 'flashAll', 'forget', 'pull', 'has', 'all', 'clear', 'regenerate', 'reflash', 'commit', 'initiate'].map(
        (name): Row => ({ row: 'passes', target: on('session', name), from: [] }),
      ),
    ],
  }),
  library({
    modules: ['@adonisjs/ally'],
    types: { driver: [method('ally', 'use')] },
    rows: [
      { row: 'response', target: on('driver', 'redirect'), how: 'sends', status: 302 },
      // The callers are on their way to sign in, or back from it.
      ...['redirect', 'user', 'userFromToken'].map(
        (name): Row => ({ row: 'issues-credential', target: on('driver', name), what: 'session' }),
      ),
      { row: 'transparent-receiver', target: on('driver', 'stateless') },
    ],
  }),
];

/** Middleware of the framework that has no say in who may call; it comes as the default export of a module of its own. */
const neutral: readonly Library[] = [
  '@adonisjs/core/bodyparser_middleware',
  '@adonisjs/auth/initialize_auth_middleware',
  '@adonisjs/session/session_middleware',
  '@adonisjs/shield/shield_middleware',
  '@adonisjs/cors/cors_middleware',
  '@adonisjs/static/static_middleware',
  '@adonisjs/vite/vite_middleware',
  '@adonisjs/inertia/inertia_middleware',
  '@ioc:Adonis/Core/BodyParser',
  '@rlanz/sentry/middleware',
  '@izzyjs/route/izzy_middleware',
  '@monocle/agent/adonisjs',
  '@tuyau/inertia/inertia_middleware',
].map((module) => library({ modules: [module], rows: [{ row: 'neutral-middleware', target: fn('default'), made: 'self' }] }));

export const libraries: readonly Library[] = [http, ...services, ...identity, ...neutral];
