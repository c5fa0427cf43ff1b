import {
  annotated,
  answeringMarkup,
  called,
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
import type { InputPart } from '../../model/index.ts';

/** Facts of h3 1.15 and 2.0, and of the helpers of Nitro 2.13 that come with them. */

/** Functions that read a part of the event's request; a second argument may name a field. */
const reads: Readonly<Record<string, InputPart>> = {
  readBody: 'body',
  readRawBody: 'body',
  readFormData: 'body',
  readFormDataBody: 'body',
  readMultipartFormData: 'files',
  getQuery: 'query',
  getRouterParam: 'params',
  getRouterParams: 'params',
  getHeader: 'headers',
  getHeaders: 'headers',
  getRequestHeader: 'headers',
  getRequestHeaders: 'headers',
  getCookie: 'cookies',
  getChunkedCookie: 'cookies',
  parseCookies: 'cookies',
};

/** They give the handler as it is, or one that does the same. */
const wrappers = [
  'defineEventHandler',
  'eventHandler',
  'defineHandler',
  'defineValidatedHandler',
  'defineRoute',
  'defineMiddleware',
  'defineRequestMiddleware',
  'defineCachedEventHandler',
  'cachedEventHandler',
  'defineCachedHandler',
  'toEventHandler',
  'fromWebHandler',
  'onRequest',
];

/** Helpers that neither answer nor read input. */
const harmless = [
  'setCookie',
  'setChunkedCookie',
  'deleteCookie',
  'setHeader',
  'setHeaders',
  'setResponseHeader',
  'setResponseHeaders',
  'appendHeader',
  'appendHeaders',
  'appendResponseHeader',
  'appendResponseHeaders',
  'removeResponseHeader',
  'appendCorsHeaders',
  'getResponseStatus',
  'getRequestIP',
  'getRequestProtocol',
  'handleCors',
  'isPreflightRequest',
  'defineRouteMeta',
  'defineNitroPlugin',
  'useRuntimeConfig',
  'useAppConfig',
  'useStorage',
  'useNitroApp',
  'clearSession',
];

/** What middleware leaves for the caller's identity on `event.context`, where the middleware itself cannot be read. */
const identityFields = ['user', 'userId', 'currentUser', 'account', 'jwtPayload', 'auth', 'identity', 'principal', 'member', 'admin'];

export const h3Library: Library = library({
  modules: ['h3', 'h3-nightly', 'nitro/h3', 'nitro', 'nitropack/runtime', '#imports', '#nitro'],
  types: {
    app: [annotated('App')],
    router: [annotated('Router')],
    h3: [annotated('H3')],
    event: [annotated('H3Event')],
    bag: [property('event', 'context')],
    node: [property('event', 'node')],
    nodeRequest: [property('node', 'req')],
    nodeResponse: [property('node', 'res')],
    response: [property('event', 'res')],
    session: [called('useSession'), called('getSession')],
    url: [called('getRequestURL')],
  },
  // A request that only an annotation tells of is one of the web platform.
  reexports: { '<event>.req': 'global#<request>' },
  rows: [
    ...Object.entries(reads).map(([name, part]): Row => ({ row: 'input', target: fn(name), part, field: 1 })),
    ...wrappers.map((name): Row => ({ row: 'transparent', target: fn(name), argument: 0 })),
    ...harmless.map((name): Row => ({ row: 'passes', target: fn(name), from: [] })),
    ...['event', 'nodeRequest'].map((type): Row => ({ row: 'method', target: on(type, 'method') })),
    ...identityFields.map((name): Row => ({ row: 'identity', target: on('bag', name), when: 'truthy' })),
    { row: 'identity', target: on('bag', 'session'), when: 'member' },
    { row: 'input', target: on('bag', 'params'), part: 'params' },
    { row: 'input', target: on('event', 'headers'), part: 'headers' },
    { row: 'input', target: on('nodeRequest', 'headers'), part: 'headers' },
    { row: 'status', target: on('response', 'status'), argument: 0 },
    { row: 'status', target: on('nodeResponse', 'statusCode'), argument: 0 },
    { row: 'identity', target: on('session', 'data'), when: 'member' },
    { row: 'issues-credential', target: on('session', 'update'), what: 'session' },
    { row: 'issues-credential', target: fn('updateSession'), what: 'session' },
    ...redirecting(fn('redirect'), 0),
    ...redirecting(fn('sendRedirect'), 1),
    ...['setHeader', 'setResponseHeader', 'appendHeader', 'appendResponseHeader', 'setHeaders', 'setResponseHeaders'].map((name) =>
      settingHeaders(fn(name), 1),
    ),
    answeringMarkup(fn('html'), 0),
    answeringMarkup(fn('send'), 1, 'sniffed'),
    { row: 'response', target: fn('redirect'), how: 'value', status: { argument: 1, otherwise: 302 } },
    { row: 'response', target: fn('redirectBack'), how: 'value', status: 302 },
    ...['html', 'raw', 'iterable', 'noContent', 'serveStatic'].map(
      (name): Row => ({ row: 'response', target: fn(name), how: 'value', status: 200 }),
    ),
    { row: 'response', target: making('HTTPResponse'), how: 'value', status: { argument: 1, field: 'status', otherwise: 200 } },
    { row: 'guard', target: fn('basicAuth'), as: 'middleware-factory', does: 'enforces' },
    { row: 'guard', target: fn('requireBasicAuth'), as: 'call', does: 'enforces', async: true },
    { row: 'neutral-middleware', target: fn('bodyLimit'), made: 'call' },
  ],
});

/** `$fetch` of ofetch 1.4, which Nitro and Nuxt put on the global object. */
export const nitroGlobals: Library = library({
  modules: ['global'],
  rows: [
    { row: 'address', target: fn('$fetch'), at: { argument: 0 } },
    { row: 'address', target: fn('$fetch.raw'), at: { argument: 0 } },
  ],
});

/** The sign-in handlers of nuxt-auth-utils 0.5.30. */
const providers =
  'Apple Atlassian Auth0 Authentik AzureB2C Battledotnet Bluesky Box Cognito Discord Dropbox Facebook GitHub GitLab Gitea Google ' +
  'Heroku Hubspot Instagram Keycloak Kick Line Linear LinkedIn LiveChat Microsoft Oidc Okta Ory Osu Paypal Polar RiotGames Roblox ' +
  'Salesforce Seznam ShopifyCustomer Slack Spotify Steam Strava TikTok Twitch VK WorkOS X XSUAA Yandex Zitadel';

const signIns = [
  ...providers.split(' ').map((name) => `defineOAuth${name}EventHandler`),
  'defineWebAuthnAuthenticateEventHandler',
  'defineWebAuthnRegisterEventHandler',
];

export const nuxtAuthUtils: Library = library({
  modules: ['nuxt-auth-utils', 'nuxt-auth-utils/server'],
  rows: [
    { row: 'guard', target: fn('requireUserSession'), as: 'call', does: 'enforces', async: true },
    {
      row: 'guard',
      target: fn('getUserSession'),
      as: 'call',
      does: 'attaches',
      async: true,
      identity: ['user', 'secure', 'loggedInAt'],
    },
    { row: 'issues-credential', target: fn('setUserSession'), what: 'session' },
    { row: 'issues-credential', target: fn('replaceUserSession'), what: 'session' },
    { row: 'issues-credential', target: fn('verifyPassword'), what: 'password-check' },
    { row: 'issues-credential', target: fn('hashPassword'), what: 'password-hash' },
    ...['clearUserSession', 'passwordNeedsReHash'].map((name): Row => ({ row: 'passes', target: fn(name), from: [] })),
    ...signIns.map((name): Row => ({ row: 'guard', target: fn(name), as: 'middleware-factory', does: 'signs-in' })),
  ],
});

/** @sidebase/nuxt-auth 1.3, whose server half is `#auth`. */
export const nuxtAuth: Library = library({
  modules: ['#auth', '@sidebase/nuxt-auth'],
  rows: [
    { row: 'guard', target: fn('getServerSession'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: fn('getToken'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: fn('NuxtAuthHandler'), as: 'middleware-factory', does: 'signs-in' },
  ],
});

/** @nuxtjs/supabase 2.0, whose server half is `#supabase/server`: `serverSupabaseUser` gives verified claims or null. */
export const nuxtSupabase: Library = library({
  modules: ['#supabase/server', '@nuxtjs/supabase'],
  reexports: {
    'serverSupabaseClient()': '@supabase/supabase-js#<client>',
    'serverSupabaseServiceRole()': '@supabase/supabase-js#<client>',
  },
  rows: [
    { row: 'guard', target: fn('serverSupabaseUser'), as: 'call', does: 'attaches', async: true },
    { row: 'guard', target: fn('serverSupabaseSession'), as: 'call', does: 'decodes', async: true },
  ],
});

/** Other helpers that files have without an import. */
const further = [
  ...['readValidatedBody', 'getValidatedQuery', 'getValidatedRouterParams', 'createError', 'isError', 'setResponseStatus', 'assertMethod'],
  ...['sendRedirect', 'sendNoContent', 'send', 'sendStream', 'sendProxy', 'proxyRequest', 'sendError', 'sendIterable', 'serveStatic'],
  ...['sendWebResponse', 'getRequestURL', 'getRequestPath', 'getRequestHost', 'getMethod', 'isMethod', 'toWebRequest', 'useSession'],
  ...['getSession', 'updateSession', 'lazyEventHandler', 'defineLazyEventHandler', 'fromNodeMiddleware', 'createRouter', 'createApp'],
  ...[
    'useEvent',
    'fetchWithEvent',
    'useBase',
    'createEventStream',
    'defineWebSocketHandler',
    'defineWebSocket',
    'sanitizeStatusCode',
    'getRequestWebStream',
  ],
];

/** What h3 and Nitro put into scope of every file of the server. */
export const helpers: ReadonlySet<string> = new Set([...Object.keys(reads), ...wrappers, ...harmless, ...further]);

/** What nuxt-auth-utils does. */
export const sessionHelpers: ReadonlySet<string> = new Set(
  nuxtAuthUtils.rows.flatMap((row) => (row.row !== 'tls-switch' && 'export' in row.target ? [row.target.export] : [])),
);
