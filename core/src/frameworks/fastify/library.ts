import {
  annotated,
  answeringMarkup,
  arg,
  fn,
  type Library,
  library,
  method,
  on,
  property,
  type Row,
  redirecting,
  settingHeaders,
  type Target,
} from '../../libraries/index.ts';

/**
 * Facts of fastify 5.12, and of what its own plugins add to instance, request and reply: @fastify/jwt 10.2,
 * @fastify/basic-auth 6.3, @fastify/bearer-auth 10.1, @fastify/cookie 11.1, @fastify/session 11.1, @fastify/passport 4.0,
 * @fastify/multipart 10.1, @fastify/sensible 6.0, @fastify/oauth2 8.3.
 */

/** Fields that decorators leave on the request for the caller's identity, when what sets them cannot be read. */
const identityFields = ['user', 'auth', 'userId', 'currentUser', 'account', 'principal', 'identity', 'admin', 'member', 'apiKey', 'uid'];

const inputs: readonly Row[] = [
  ...(['body', 'query', 'params', 'headers', 'cookies'] as const).map((part): Row => ({ row: 'input', target: on('request', part), part })),
  { row: 'input', target: on('request', 'hostname'), part: 'headers' },
  { row: 'input', target: on('request', 'host'), part: 'headers' },
  { row: 'input', target: on('request', 'rawBody'), part: 'body' },
  ...['file', 'files', 'parts', 'saveRequestFiles'].map((name): Row => ({ row: 'input', target: on('request', name), part: 'files' })),
  { row: 'input', target: on('request', 'formData'), part: 'body' },
  { row: 'input', target: on('incoming', 'headers'), part: 'headers' },
  { row: 'input', target: on('incoming', 'url'), part: 'query' },
];

const errors = {
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
  payloadTooLarge: 413,
  unsupportedMediaType: 415,
  expectationFailed: 417,
  imateapot: 418,
  misdirectedRequest: 421,
  unprocessableEntity: 422,
  locked: 423,
  failedDependency: 424,
  tooEarly: 425,
  upgradeRequired: 426,
  preconditionRequired: 428,
  tooManyRequests: 429,
  unavailableForLegalReasons: 451,
  internalServerError: 500,
  notImplemented: 501,
  badGateway: 502,
  serviceUnavailable: 503,
  gatewayTimeout: 504,
} as const;

const answers: readonly Row[] = [
  { row: 'content-type', target: on('reply', 'type'), argument: 0 },
  answeringMarkup(on('reply', 'send'), 0, 'typed'),
  answeringMarkup(on('raw', 'end'), 0, 'sniffed'),
  ...['send', 'view', 'viewAsync', 'sendFile', 'download', 'html', 'render'].map(
    (name): Row => ({ row: 'response', target: on('reply', name), how: 'sends', status: 'current' }),
  ),
  ...redirecting(on('reply', 'redirect'), 0, 1),
  ...['header', 'headers'].map((name) => settingHeaders(on('reply', name))),
  settingHeaders(on('raw', 'setHeader')),
  settingHeaders(on('raw', 'writeHead'), 1),
  { row: 'response', target: on('reply', 'redirect'), how: 'sends', status: { argument: 1, otherwise: 302 } },
  { row: 'response', target: on('reply', 'callNotFound'), how: 'sends', status: 404 },
  { row: 'response', target: on('raw', 'end'), how: 'sends', status: 'current' },
  { row: 'status', target: on('raw', 'writeHead'), argument: 0 },
  { row: 'status', target: on('raw', 'statusCode'), argument: 0 },
  { row: 'status', target: on('reply', 'code'), argument: 0 },
  { row: 'status', target: on('reply', 'status'), argument: 0 },
  { row: 'status', target: on('reply', 'statusCode'), argument: 0 },
  ...[
    'header',
    'headers',
    'removeHeader',
    'type',
    'serializer',
    'setCookie',
    'cookie',
    'clearCookie',
    'trailer',
    'vary',
    'cacheControl',
    'preventCache',
    'noCache',
    'maxAge',
    'staticCache',
    'revalidate',
    'hijack',
    'writeEarlyHints',
  ].map((name): Row => ({ row: 'transparent-receiver', target: on('reply', name) })),
  ...Object.entries(errors).flatMap(([name, status]): Row[] => [
    { row: 'response', target: on('reply', name), how: 'sends', status },
    { row: 'response', target: on('errors', name), how: 'value', status },
  ]),
  { row: 'response', target: on('reply', 'getHttpError'), how: 'sends', status: { argument: 0, otherwise: 500 } },
  ...['getHttpError', 'createError'].map(
    (name): Row => ({ row: 'response', target: on('errors', name), how: 'value', status: { argument: 0, otherwise: 500 } }),
  ),
];

const logs: readonly Row[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'child'].map(
  (name): Row => ({ row: 'passes', target: on('log', name), from: [] }),
);

const verifying = (target: Target, isAsync = false): Row => ({
  row: 'guard',
  target,
  as: 'call',
  does: 'verifies',
  callback: 0,
  ...(isAsync && { async: true }),
});

const identities: readonly Row[] = [
  ...identityFields.map((name): Row => ({ row: 'identity', target: on('request', name), when: 'truthy' })),
  { row: 'identity', target: on('request', 'session'), when: 'member' },
  verifying(on('request', 'jwtVerify'), true),
  { row: 'guard', target: on('request', 'jwtDecode'), as: 'call', does: 'decodes', async: true },
  { row: 'issues-credential', target: on('reply', 'jwtSign'), what: 'token' },
  { row: 'guard', target: on('jwt', 'verify'), as: 'call', does: 'verifies', callback: 1 },
  { row: 'guard', target: on('jwt', 'decode'), as: 'call', does: 'decodes' },
  { row: 'issues-credential', target: on('jwt', 'sign'), what: 'token' },
  { row: 'issues-credential', target: on('oauth2', 'getAccessTokenFromAuthorizationCodeFlow'), what: 'session' },
  { row: 'guard', target: on('request', 'isAuthenticated'), as: 'call', does: 'checks' },
  ...['login', 'logIn'].map((name): Row => ({ row: 'issues-credential', target: on('request', name), what: 'session' })),
  ...(['request', 'reply', 'app'] as const).map(
    (type): Row => ({ row: 'guard', target: on(type, 'unsignCookie'), as: 'call', does: 'attaches', identity: ['valid', 'value'] }),
  ),
  { row: 'guard', target: on('app', 'basicAuth'), as: 'middleware', does: 'enforces' },
  { row: 'guard', target: on('app', 'verifyBearerAuth'), as: 'middleware', does: 'enforces' },
  { row: 'guard', target: on('app', 'verifyBearerAuthFactory'), as: 'middleware-factory', does: 'enforces' },
];

const others: readonly Row[] = [
  { row: 'neutral-middleware', target: on('app', 'csrfProtection'), made: 'self' },
  ...['rateLimit', 'createRateLimit'].map((name): Row => ({ row: 'neutral-middleware', target: on('app', name), made: 'call' })),
  { row: 'validator', target: on('request', 'validateInput'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
  { row: 'method', target: on('request', 'method') },
  ...['withTypeProvider', 'setErrorHandler', 'setNotFoundHandler', 'setValidatorCompiler', 'setSerializerCompiler', 'addSchema'].map(
    (name): Row => ({ row: 'transparent-receiver', target: on('app', name) }),
  ),
  ...['listen', 'inject', 'close', 'printRoutes', 'hasRoute', 'findRoute', 'routing'].map(
    (name): Row => ({ row: 'passes', target: on('app', name), from: [] }),
  ),
];

export const fastifyLibrary: Library = library({
  modules: ['fastify'],
  types: {
    app: [annotated('FastifyInstance'), method('app', 'withTypeProvider')],
    request: [annotated('FastifyRequest')],
    reply: [annotated('FastifyReply')],
    incoming: [property('request', 'raw')],
    errors: [property('app', 'httpErrors'), property('request', 'httpErrors')],
    jwt: [property('app', 'jwt')],
    log: [property('app', 'log'), property('request', 'log'), property('reply', 'log')],
  },
  rows: [...inputs, ...answers, ...logs, ...identities, ...others],
});

/** Errors with a status, as `fastify.httpErrors` gives them. */
export const fastifySensible: Library = library({
  modules: ['@fastify/sensible'],
  reexports: { httpErrors: 'fastify#<errors>' },
  rows: [],
});

/** @fastify/http-proxy 11.6: a route whose answers come from another server. */
export const fastifyProxy: Library = library({
  modules: ['@fastify/http-proxy'],
  rows: [{ row: 'delegates', target: fn('upstream'), to: 'upstream servers' }],
});

/** The schemas of @fastify/type-provider-typebox 6.3 are those of TypeBox. */
export const fastifyTypebox: Library = library({
  modules: ['@fastify/type-provider-typebox'],
  reexports: { Type: '@sinclair/typebox#Type' },
  rows: [],
});
