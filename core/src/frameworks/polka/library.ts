import { annotated, called, fn, type Library, library, on, type Row } from '../../libraries/index.ts';

/** Facts of polka 0.5 and 1.0.0-next, whose responses are Node's own. */

const identityFields = ['user', 'auth', 'userId', 'currentUser', 'account', 'principal', 'identity', 'jwt', 'admin', 'member', 'uid'];

export const polkaLibrary: Library = library({
  modules: ['polka'],
  types: {
    app: [called('default'), annotated('Polka')],
    request: [annotated('Request')],
    response: [annotated('Response')],
  },
  rows: [
    ...(['body', 'rawBody'] as const).map((name): Row => ({ row: 'input', target: on('request', name), part: 'body' })),
    { row: 'input', target: on('request', 'query'), part: 'query' },
    { row: 'input', target: on('request', 'search'), part: 'query' },
    { row: 'input', target: on('request', 'params'), part: 'params' },
    { row: 'input', target: on('request', 'headers'), part: 'headers' },
    { row: 'input', target: on('request', 'cookies'), part: 'cookies' },
    { row: 'input', target: on('request', 'file'), part: 'files' },
    { row: 'input', target: on('request', 'files'), part: 'files' },
    { row: 'method', target: on('request', 'method') },
    { row: 'response', target: on('response', 'end'), how: 'sends', status: 'current' },
    { row: 'status', target: on('response', 'writeHead'), argument: 0 },
    ...['setHeader', 'appendHeader', 'removeHeader', 'write', 'flushHeaders', 'on', 'once'].map(
      (name): Row => ({ row: 'transparent-receiver', target: on('response', name) }),
    ),
    ...identityFields.map((name): Row => ({ row: 'identity', target: on('request', name), when: 'truthy' })),
    { row: 'identity', target: on('request', 'session'), when: 'member' },
    { row: 'guard', target: on('request', 'isAuthenticated'), as: 'call', does: 'checks' },
    { row: 'passes', target: on('app', 'listen'), from: [] },
    { row: 'passes', target: on('app', 'handler'), from: [] },
  ],
});

/** `send(res, 401, { error })` */
export const polkaSend: Library = library({
  modules: ['@polka/send-type', '@polka/send'],
  rows: [
    { row: 'response', target: fn('default'), how: 'sends', status: { argument: 1, otherwise: 200 } },
    { row: 'response', target: fn('send'), how: 'sends', status: { argument: 1, otherwise: 200 } },
  ],
});
