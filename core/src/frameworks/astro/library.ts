import { annotated, arg, fn, type Library, library, making, on, property, type Row, redirecting } from '../../libraries/index.ts';

/** Facts of astro 5.18 and 6.0: the context of endpoints, middleware and actions. */

/** What middleware leaves in `locals` about the caller, where it cannot be read itself. */
const identities = ['user', 'userId', 'currentUser', 'account', 'member', 'admin', 'session'];

export const astro: Library = library({
  modules: ['astro'],
  types: {
    context: [annotated('APIContext'), annotated('ActionAPIContext')],
    cookies: [annotated('AstroCookies'), property('context', 'cookies')],
    locals: [property('context', 'locals')],
    session: [property('context', 'session')],
  },
  reexports: { '<context>.request': 'global#<request>', '<context>.url': 'global#<url>' },
  rows: [
    { row: 'input', target: on('context', 'params'), part: 'params' },
    ...redirecting(on('context', 'redirect'), 0),
    { row: 'response', target: on('context', 'redirect'), how: 'value', status: { argument: 1, otherwise: 302 } },
    { row: 'response', target: on('context', 'rewrite'), how: 'value', status: 200 },
    { row: 'input', target: on('cookies', 'get'), part: 'cookies', field: 0 },
    { row: 'input', target: on('cookies', 'has'), part: 'cookies', field: 0 },
    ...['set', 'delete', 'merge'].map((name): Row => ({ row: 'passes', target: on('cookies', name), from: [] })),
    // Kept on the server.
    { row: 'guard', target: on('session', 'get'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: on('session', 'has'), as: 'call', does: 'checks', async: true },
    ...['set', 'delete', 'destroy', 'regenerate'].map((name): Row => ({ row: 'passes', target: on('session', name), from: [] })),
    ...identities.map((name): Row => ({ row: 'identity', target: on('locals', name), when: 'truthy' })),
    { row: 'passes', target: on('context', 'getActionResult'), from: [] },
    { row: 'passes', target: on('context', 'callAction'), from: [arg(1)] },
  ],
});

/** `sequence` is read by the adapter. */
export const astroMiddleware: Library = library({
  modules: ['astro:middleware', 'astro/middleware'],
  rows: [{ row: 'transparent', target: fn('defineMiddleware'), argument: 0 }],
});

const statusOfCode: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  PAYMENT_REQUIRED: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  CONFLICT: 409,
  GONE: 410,
  PRECONDITION_FAILED: 412,
  CONTENT_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_CONTENT: 422,
  LOCKED: 423,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
};

/** `defineAction` and `getActionContext` are read by the adapter. */
export const astroActions: Library = library({
  modules: ['astro:actions'],
  rows: [
    {
      row: 'response',
      target: making('ActionError'),
      how: 'value',
      status: { argument: 0, field: 'code', otherwise: 500, names: statusOfCode },
    },
  ],
});

export const astroSchema: Library = library({ modules: ['astro:schema', 'astro/zod'], reexports: { z: 'zod#z' }, rows: [] });

/** The process's own settings. */
export const astroEnvironment: Library = library({ modules: ['astro:env/server', 'astro:env/client'], rows: [] });
