import {
  annotated,
  answeringMarkup,
  called,
  constructed,
  fn,
  type Library,
  library,
  making,
  on,
  property,
  type Row,
  redirecting,
  settingHeaders,
} from '../../libraries/index.ts';

/** Facts of restify 11.1, restify-errors 8.1 and of the packages around them. */

const identityFields = ['user', 'auth', 'userId', 'currentUser', 'account', 'principal', 'identity', 'jwt', 'admin', 'member', 'uid'];

const status = { argument: 0, otherwise: 'current' } as const;

export const restifyLibrary: Library = library({
  modules: ['restify'],
  types: {
    server: [called('createServer'), annotated('Server')],
    request: [annotated('Request')],
    response: [annotated('Response')],
    raw: [property('request', 'raw')],
  },
  rows: [
    ...(['body', 'rawBody'] as const).map((name): Row => ({ row: 'input', target: on('request', name), part: 'body' })),
    { row: 'input', target: on('request', 'query'), part: 'query' },
    { row: 'input', target: on('request', 'getQuery'), part: 'query' },
    { row: 'input', target: on('request', 'params'), part: 'params' },
    { row: 'input', target: on('request', 'headers'), part: 'headers' },
    { row: 'input', target: on('request', 'files'), part: 'files' },
    // Parsed from the header, and tested by nobody.
    { row: 'input', target: on('request', 'authorization'), part: 'headers' },
    { row: 'input', target: on('request', 'username'), part: 'headers' },
    { row: 'input', target: on('request', 'header'), part: 'headers', field: 0 },
    { row: 'input', target: on('request', 'cookies'), part: 'cookies' },
    { row: 'method', target: on('request', 'method') },
    ...['send', 'json', 'sendRaw'].map((name): Row => ({ row: 'response', target: on('response', name), how: 'sends', status })),
    { row: 'response', target: on('response', 'end'), how: 'sends', status: 'current' },
    ...redirecting(on('response', 'redirect'), 0, 1),
    ...['header', 'set', 'setHeader'].map((name) => settingHeaders(on('response', name))),
    settingHeaders(on('response', 'writeHead'), 1),
    ...['write', 'end'].map((name) => answeringMarkup(on('response', name), 0, 'sniffed')),
    { row: 'response', target: on('response', 'redirect'), how: 'sends', status: 302 },
    { row: 'status', target: on('response', 'writeHead'), argument: 0 },
    ...['header', 'set', 'setHeader', 'cache', 'noCache', 'charSet', 'link', 'setCookie', 'clearCookie', 'once', 'on', 'write'].map(
      (name): Row => ({ row: 'transparent-receiver', target: on('response', name) }),
    ),
    ...identityFields.map((name): Row => ({ row: 'identity', target: on('request', name), when: 'truthy' })),
    { row: 'identity', target: on('request', 'session'), when: 'member' },
    { row: 'guard', target: on('request', 'isAuthenticated'), as: 'call', does: 'checks' },
    ...['listen', 'on', 'once', 'close', 'address'].map((name): Row => ({ row: 'passes', target: on('server', name), from: [] })),
    ...[
      ...['acceptParser', 'auditLogger', 'authorizationParser', 'bodyParser', 'bodyReader', 'conditionalRequest', 'cpuUsageThrottle'],
      ...['dateParser', 'fieldedTextBodyParser', 'fullResponse', 'gzipResponse', 'inflightRequestThrottle', 'jsonBodyParser', 'jsonp'],
      ...['metrics', 'multipartBodyParser', 'oauth2TokenParser', 'queryParser', 'requestExpiry', 'requestLogger', 'serveStatic'],
      ...['serveStaticFiles', 'throttle', 'urlEncodedBodyParser', 'pre.context', 'pre.dedupeSlashes', 'pre.pause', 'pre.reqIdHeaders'],
      ...['pre.sanitizePath', 'pre.userAgentConnection', 'pre.strictQueryParams'],
    ].flatMap((name): Row[] => [
      { row: 'neutral-middleware', target: fn(`plugins.${name}`), made: 'call' },
      { row: 'neutral-middleware', target: fn(name), made: 'call' },
    ]),
  ],
});

export const restifyRouter: Library = library({
  modules: ['restify-router'],
  types: { router: [constructed('Router')] },
  rows: [{ row: 'passes', target: on('router', 'applyRoutes'), from: [] }],
});

export const restifyJwt: Library = library({
  modules: ['restify-jwt-community', 'restify-jwt'],
  rows: [
    {
      row: 'guard',
      target: fn('default'),
      as: 'middleware-factory',
      does: 'enforces',
      except: [{ when: { argument: 0, field: 'credentialsRequired', is: false }, does: 'optional' }],
      unless: 'unless',
    },
  ],
});

const errors: Readonly<Record<string, number>> = {
  BadRequest: 400,
  Unauthorized: 401,
  InvalidCredentials: 401,
  PaymentRequired: 402,
  Forbidden: 403,
  NotAuthorized: 403,
  NotFound: 404,
  ResourceNotFound: 404,
  MethodNotAllowed: 405,
  BadMethod: 405,
  NotAcceptable: 406,
  WrongAccept: 406,
  RequestTimeout: 408,
  Conflict: 409,
  InvalidArgument: 409,
  MissingParameter: 409,
  Gone: 410,
  PreconditionFailed: 412,
  PayloadTooLarge: 413,
  UnsupportedMediaType: 415,
  UnprocessableEntity: 422,
  TooManyRequests: 429,
  RequestThrottled: 429,
  InvalidContent: 400,
  InvalidHeader: 400,
  BadDigest: 400,
  InternalServer: 500,
  Internal: 500,
  NotImplemented: 501,
  BadGateway: 502,
  ServiceUnavailable: 503,
  GatewayTimeout: 504,
};

/** Errors as answers: sent, handed to `next`, or thrown. */
export const restifyErrors: Library = library({
  modules: ['restify-errors'],
  rows: Object.entries(errors).flatMap(([name, code]): Row[] =>
    [name, `${name}Error`].map((error): Row => ({ row: 'response', target: making(error), how: 'value', status: code })),
  ),
});
