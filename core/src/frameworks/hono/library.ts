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
  making,
  on,
  property,
  type Row,
  redirecting,
  settingHeaders,
  type Target,
} from '../../libraries/index.ts';
import { parts } from './context.ts';

/** Facts of hono 4.13 and @hono/zod-openapi 1.2: the context, the request, what comes in the package itself. */

/** Variables in which middleware leaves the caller's identity, where the middleware itself cannot be read. */
const identityVariables = ['user', 'userId', 'currentUser', 'account', 'jwtPayload', 'auth', 'identity', 'principal', 'member', 'admin'];

const status = { argument: 1, otherwise: 'current' } as const;

const contextRows: readonly Row[] = [
  answeringMarkup(on('context', 'html'), 0),
  ...['body', 'newResponse'].map((name) => answeringMarkup(on('context', name), 0, 'typed', arg(2))),
  ...['json', 'text', 'html', 'body', 'newResponse'].map(
    (name): Row => ({ row: 'response', target: on('context', name), how: 'value', status }),
  ),
  { row: 'response', target: on('context', 'render'), how: 'value', status: 'current' },
  ...redirecting(on('context', 'redirect'), 0),
  settingHeaders(on('context', 'header')),
  ...['body', 'newResponse'].map((name) => settingHeaders(on('context', name), 2)),
  { row: 'response', target: on('context', 'redirect'), how: 'value', status: { argument: 1, otherwise: 302 } },
  { row: 'response', target: on('context', 'notFound'), how: 'value', status: 404 },
  { row: 'status', target: on('context', 'status'), argument: 0 },
  { row: 'passes', target: on('context', 'header'), from: [] },
  ...identityVariables.map((name): Row => ({ row: 'identity', target: on('vars', name), when: 'truthy' })),
  { row: 'identity', target: on('vars', 'session'), when: 'member' },
];

const requestRows: readonly Row[] = [
  ...['json', 'text', 'formData', 'arrayBuffer', 'blob', 'bytes', 'parseBody'].map(
    // Some take options, none a name.
    (name): Row => ({ row: 'input', target: on('request', name), part: 'body', field: 0 }),
  ),
  { row: 'input', target: on('request', 'query'), part: 'query', field: 0 },
  { row: 'input', target: on('request', 'queries'), part: 'query', field: 0 },
  { row: 'input', target: on('request', 'param'), part: 'params', field: 0 },
  { row: 'input', target: on('request', 'header'), part: 'headers', field: 0 },
  { row: 'input', target: on('request', 'url'), part: 'query' },
];

export const honoLibrary: Library = library({
  modules: ['hono', 'hono/quick', 'hono/tiny'],
  reexports: { '<request>.raw': 'global#<request>' },
  types: {
    app: [constructed('Hono'), extending('Hono'), annotated('Hono')],
    context: [annotated('Context')],
    request: [annotated('HonoRequest'), property('context', 'req')],
    vars: [property('context', 'var')],
  },
  rows: [
    ...contextRows,
    ...requestRows,
    { row: 'passes', target: on('app', 'fetch'), from: [] },
    ...['onError', 'notFound'].map((name): Row => ({ row: 'transparent-receiver', target: on('app', name) })),
  ],
});

export const honoOpenApi: Library = library({
  modules: ['@hono/zod-openapi'],
  reexports: { z: 'zod#z', OpenAPIHono: 'hono#Hono' },
  rows: ['createRoute', 'defineOpenAPIRoute'].map((name): Row => ({ row: 'transparent', target: fn(name), argument: 0 })),
});

export const honoEndpoints: Library = library({
  modules: ['chanfana'],
  types: { endpoint: [extending('OpenAPIRoute')] },
  rows: [
    { row: 'passes', target: fn('fromHono'), from: [] },
    { row: 'passes', target: on('endpoint', 'getValidatedData'), from: [] },
  ],
});

export const honoException: Library = library({
  modules: ['hono/http-exception'],
  rows: [{ row: 'response', target: making('HTTPException'), how: 'value', status: { argument: 0, otherwise: 500 } }],
});

export const honoFactory: Library = library({
  modules: ['hono/factory'],
  types: { factory: [called('createFactory'), constructed('Factory')] },
  rows: [fn('createMiddleware'), on('factory', 'createMiddleware')].map((target): Row => ({ row: 'transparent', target, argument: 0 })),
});

export const honoCookie: Library = library({
  modules: ['hono/cookie'],
  rows: [
    { row: 'input', target: fn('getCookie'), part: 'cookies', field: 1 },
    { row: 'guard', target: fn('getSignedCookie'), as: 'call', does: 'attaches', async: true },
    ...['setCookie', 'setSignedCookie', 'deleteCookie'].map((name): Row => ({ row: 'passes', target: fn(name), from: [] })),
  ],
});

const enforcing = (module: string, name: string): Library =>
  library({ modules: [module], rows: [{ row: 'guard', target: fn(name), as: 'middleware-factory', does: 'enforces' }] });

const allowsAnonymous = [{ when: { argument: 0, field: 'allow_anon', is: true }, does: 'optional' }] as const;

export const honoGuards: readonly Library[] = [
  enforcing('hono/bearer-auth', 'bearerAuth'),
  enforcing('hono/basic-auth', 'basicAuth'),
  library({
    modules: ['hono/jwt', 'hono/utils/jwt/jwt', 'hono/utils/jwt'],
    rows: [
      { row: 'guard', target: fn('jwt'), as: 'middleware-factory', does: 'enforces' },
      { row: 'guard', target: fn('verify'), as: 'call', does: 'verifies', async: true },
      { row: 'guard', target: fn('verifyWithJwks'), as: 'call', does: 'verifies', async: true },
      { row: 'guard', target: fn('Jwt.verify'), as: 'call', does: 'verifies', async: true },
      { row: 'guard', target: fn('decode'), as: 'call', does: 'decodes' },
      { row: 'issues-credential', target: fn('sign'), what: 'token' },
      { row: 'issues-credential', target: fn('Jwt.sign'), what: 'token' },
    ],
  }),
  library({
    modules: ['hono/jwk'],
    rows: [{ row: 'guard', target: fn('jwk'), as: 'middleware-factory', does: 'enforces', except: allowsAnonymous }],
  }),
];

/** An application as a function of another framework or platform. */
export const honoAdapters: readonly Library[] = ['vercel', 'aws-lambda', 'netlify', 'cloudflare-pages', 'lambda-edge'].map((name) =>
  library({ modules: [`hono/${name}`], rows: [{ row: 'delegates', target: fn('handle'), to: 'routes' }] }),
);

const neutral = (module: string, ...names: readonly string[]): Library =>
  library({ modules: [module], rows: names.map((name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'call' })) });

/** Middleware of the package that has no say in who may call. */
export const honoNeutral: readonly Library[] = [
  neutral('hono/body-limit', 'bodyLimit'),
  neutral('hono/cache', 'cache'),
  neutral('hono/compress', 'compress'),
  neutral('hono/context-storage', 'contextStorage'),
  neutral('hono/cors', 'cors'),
  neutral('hono/csrf', 'csrf'),
  neutral('hono/etag', 'etag'),
  neutral('hono/ip-restriction', 'ipRestriction'),
  neutral('hono/jsx-renderer', 'jsxRenderer'),
  neutral('hono/language', 'languageDetector'),
  neutral('hono/logger', 'logger'),
  neutral('hono/method-override', 'methodOverride'),
  neutral('hono/powered-by', 'poweredBy'),
  neutral('hono/pretty-json', 'prettyJSON'),
  neutral('hono/request-id', 'requestId'),
  neutral('hono/secure-headers', 'secureHeaders'),
  neutral('hono/timeout', 'timeout'),
  neutral('hono/timing', 'timing'),
  neutral('hono/trailing-slash', 'appendTrailingSlash', 'trimTrailingSlash'),
  neutral('hono/bun', 'serveStatic'),
  neutral('hono/deno', 'serveStatic'),
  neutral('hono/cloudflare-workers', 'serveStatic'),
  neutral('@hono/node-server/serve-static', 'serveStatic'),
];

const validating = (target: Target): Row => ({ row: 'validating-middleware', target, parts: { named: 0, map: parts }, made: 'call' });

/** Validators for one part of the request, all alike: the target first, the schema second. */
export const honoValidators: readonly Library[] = [
  ['@hono/zod-validator', 'zValidator'],
  ['@hono/standard-validator', 'sValidator'],
  ['@hono/valibot-validator', 'vValidator'],
  ['@hono/arktype-validator', 'arktypeValidator'],
  ['@hono/typebox-validator', 'tbValidator'],
  ['@hono/typia-validator', 'typiaValidator'],
  ['@hono/effect-validator', 'effectValidator'],
  ['@hono/ajv-validator', 'ajvValidator'],
  ['@hono/conform-validator', 'conformValidator'],
  ['hono-openapi', 'validator'],
  ['hono-openapi/zod', 'validator'],
  ['hono-openapi/valibot', 'validator'],
].map(([module = '', name = '']) =>
  library({
    modules: [module],
    rows: [
      validating(fn(name)),
      ...(module === 'hono-openapi' ? (['describeRoute', 'openAPISpecs', 'openAPIRouteHandler'] as const) : []).map(
        (other): Row => ({ row: 'neutral-middleware', target: fn(other), made: 'call' }),
      ),
    ],
  }),
);
