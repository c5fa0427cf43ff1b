import {
  annotated,
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

/** Facts of @hapi/hapi 21.4 and of the packages around it. */

const chained = [
  ...['type', 'header', 'state', 'unstate', 'etag', 'location', 'message', 'ttl', 'charset', 'bytes', 'encoding', 'vary', 'spaces'],
  ...['suffix', 'replacer', 'compressed', 'temporary', 'permanent', 'rewritable', 'passThrough'],
];

export const hapiLibrary: Library = library({
  modules: ['@hapi/hapi', 'hapi'],
  reexports: { '<toolkit>.continue': '@hapi/hapi#<continue>' },
  types: {
    server: [annotated('Server')],
    auth: [property('server', 'auth')],
    request: [annotated('Request')],
    toolkit: [annotated('ResponseToolkit')],
    'auth-state': [property('request', 'auth')],
    cookies: [property('request', 'cookieAuth')],
  },
  rows: [
    { row: 'input', target: on('request', 'payload'), part: 'body' },
    { row: 'input', target: on('request', 'query'), part: 'query' },
    { row: 'input', target: on('request', 'url'), part: 'query' },
    { row: 'input', target: on('request', 'params'), part: 'params' },
    { row: 'input', target: on('request', 'paramsArray'), part: 'params' },
    { row: 'input', target: on('request', 'headers'), part: 'headers' },
    { row: 'input', target: on('request', 'state'), part: 'cookies' },
    { row: 'method', target: on('request', 'method') },
    { row: 'identity', target: on('auth-state', 'credentials'), when: 'truthy' },
    { row: 'identity', target: on('auth-state', 'artifacts'), when: 'truthy' },
    { row: 'identity', target: on('auth-state', 'isAuthenticated'), when: 'truthy' },
    { row: 'issues-credential', target: on('cookies', 'set'), what: 'session' },
    ...redirecting(on('toolkit', 'redirect'), 0),
    ...redirecting(on('response', 'redirect'), 0),
    ...redirecting(on('response', 'location'), 0),
    settingHeaders(on('response', 'header')),
    ...chained.map((name): Row => ({ row: 'transparent-receiver', target: on('response', name) })),
    ...['state', 'unstate'].map((name): Row => ({ row: 'passes', target: on('toolkit', name), from: [] })),
    ...[
      'start',
      'stop',
      'initialize',
      'inject',
      'log',
      'dependency',
      'expose',
      'validator',
      'method',
      'bind',
      'path',
      'views',
      'state',
    ].map((name): Row => ({ row: 'passes', target: on('server', name), from: [] })),
  ],
});

export const hapiPackages: readonly Library[] = [
  library({ modules: ['@hapi/glue', 'glue'], rows: [{ row: 'passes', target: fn('compose'), from: [] }] }),
  library({
    modules: ['@hapi/confidence', 'confidence'],
    types: { store: [constructed('Store')] },
    rows: [{ row: 'passes', target: on('store', 'get'), from: [] }],
  }),
  library({
    modules: ['@hapi/jwt'],
    rows: [
      { row: 'guard', target: fn('token.verify'), as: 'call', does: 'verifies' },
      { row: 'guard', target: fn('token.decode'), as: 'call', does: 'decodes' },
      { row: 'issues-credential', target: fn('token.generate'), what: 'token' },
    ],
  }),
];

const statuses: Readonly<Record<string, number>> = {
  badRequest: 400,
  unauthorized: 401,
  paymentRequired: 402,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  notAcceptable: 406,
  proxyAuthRequired: 407,
  clientTimeout: 408,
  conflict: 409,
  resourceGone: 410,
  preconditionFailed: 412,
  entityTooLarge: 413,
  unsupportedMediaType: 415,
  teapot: 418,
  badData: 422,
  locked: 423,
  failedDependency: 424,
  tooManyRequests: 429,
  illegal: 451,
  internal: 500,
  badImplementation: 500,
  notImplemented: 501,
  badGateway: 502,
  serverUnavailable: 503,
  gatewayTimeout: 504,
};

/** Errors as answers, thrown or returned. */
export const boom: Library = library({
  modules: ['@hapi/boom', 'boom'],
  rows: [
    ...Object.entries(statuses).map(([name, status]): Row => ({ row: 'response', target: fn(name), how: 'value', status })),
    { row: 'response', target: making('Boom'), how: 'value', status: { argument: 1, field: 'statusCode', otherwise: 500 } },
    { row: 'response', target: making('default'), how: 'value', status: { argument: 1, field: 'statusCode', otherwise: 500 } },
    { row: 'response', target: fn('boomify'), how: 'value', status: { argument: 1, field: 'statusCode', otherwise: 500 } },
  ],
});
