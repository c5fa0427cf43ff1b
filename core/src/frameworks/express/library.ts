import {
  annotated,
  answeringMarkup,
  arg,
  called,
  constructed,
  fn,
  library,
  on,
  type Row,
  redirecting,
  settingHeaders,
} from '../../libraries/index.ts';

/** Facts of express 4.22 and 5.3, and of the standalone `router` 2.3. */

/** Fields that middleware leaves on the request for the caller's identity, when the middleware itself cannot be read. */
const identityFields = [
  'user',
  'auth',
  'userId',
  'currentUser',
  'account',
  'principal',
  'identity',
  'tokenPayload',
  'oidc',
  'admin',
  'member',
  'jwt',
  'apiKey',
  'uid',
];

/** Fields of uploaded files that multer 2 and express-fileupload 1.5 make up; names and content are the caller's. */
const madeUp = ['path', 'filename', 'destination', 'tempFilePath', 'size', 'md5', 'truncated'];

const inputs: readonly Row[] = [
  { row: 'input', target: on('request', 'body'), part: 'body' },
  { row: 'input', target: on('request', 'rawBody'), part: 'body' },
  { row: 'input', target: on('request', 'query'), part: 'query', nested: true },
  { row: 'input', target: on('request', 'params'), part: 'params' },
  { row: 'input', target: on('request', 'headers'), part: 'headers' },
  { row: 'input', target: on('request', 'rawHeaders'), part: 'headers' },
  { row: 'input', target: on('request', 'hostname'), part: 'headers' },
  { row: 'input', target: on('request', 'cookies'), part: 'cookies' },
  { row: 'input', target: on('request', 'signedCookies'), part: 'cookies' },
  { row: 'input', target: on('request', 'file'), part: 'files', own: madeUp },
  { row: 'input', target: on('request', 'files'), part: 'files', own: madeUp },
  { row: 'input', target: on('request', 'get'), part: 'headers', field: 0 },
  { row: 'input', target: on('request', 'header'), part: 'headers', field: 0 },
  { row: 'input', target: on('request', 'param'), part: 'query', field: 0, nested: true },
];

/** Without `root`, `..` in the text is refused with 403; a path that was worked out before has none left. */
const files: readonly Row[] = [
  ...['sendFile', 'sendfile'].map(
    (name): Row => ({
      row: 'sink',
      target: on('response', name),
      danger: 'path',
      at: arg(0),
      only: { argument: 1, field: 'root', is: 'absent' },
      refusesDots: true,
    }),
  ),
  { row: 'sink', target: on('response', 'download'), danger: 'path', at: arg(0), refusesDots: true },
];

const answers: readonly Row[] = [
  ...['type', 'contentType'].map((name): Row => ({ row: 'content-type', target: on('response', name), argument: 0 })),
  answeringMarkup(on('response', 'send'), 0, 'text'),
  ...['write', 'end'].map((name) => answeringMarkup(on('response', name), 0, 'sniffed')),
  // Engines take their options from what a template is given: `settings['view options']`, `layout`.
  {
    row: 'sink',
    target: on('response', 'render'),
    danger: 'template',
    at: arg(1),
    whole: true,
    as: 'what a template is given, options of its engine included',
  },
  ...['json', 'jsonp', 'send', 'end', 'render', 'sendFile', 'sendfile', 'download'].map(
    (name): Row => ({ row: 'response', target: on('response', name), how: 'sends', status: 'current' }),
  ),
  ...redirecting(on('response', 'redirect'), 0, 1),
  ...redirecting(on('response', 'location'), 0),
  ...['set', 'header', 'setHeader', 'append'].map((name) => settingHeaders(on('response', name))),
  settingHeaders(on('response', 'writeHead'), 1),
  { row: 'response', target: on('response', 'redirect'), how: 'sends', status: 302 },
  { row: 'response', target: on('response', 'sendStatus'), how: 'sends', status: { argument: 0, otherwise: 200 } },
  { row: 'status', target: on('response', 'status'), argument: 0 },
  ...[
    'set',
    'header',
    'setHeader',
    'append',
    'type',
    'contentType',
    'cookie',
    'clearCookie',
    'attachment',
    'links',
    'vary',
    'location',
    'format',
    'write',
    'removeHeader',
    'on',
    'once',
    'flushHeaders',
  ].map((name): Row => ({ row: 'transparent-receiver', target: on('response', name) })),
];

export const expressLibrary = library({
  modules: ['express', 'router', 'express-serve-static-core', 'express-promise-router', '@types/express'],
  types: {
    app: [called('default'), annotated('Express'), annotated('Application'), annotated('core.Express')],
    router: [called('Router'), constructed('Router'), annotated('Router'), annotated('IRouter')],
    request: [annotated('Request')],
    response: [annotated('Response')],
  },
  rows: [
    ...inputs,
    ...files,
    ...answers,
    ...identityFields.map((name): Row => ({ row: 'identity', target: on('request', name), when: 'truthy' })),
    { row: 'identity', target: on('request', 'session'), when: 'member' },
    { row: 'method', target: on('request', 'method') },
    { row: 'guard', target: on('request', 'isAuthenticated'), as: 'call', does: 'checks' },
    ...['json', 'urlencoded', 'raw', 'text', 'static', 'query'].map(
      (name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'call' }),
    ),
    { row: 'serves-folder', target: fn('static'), at: arg(0) },
  ],
});
