import { annotated, arg, fn, type Library, library, on, property, type Row, redirecting } from '../../libraries/index.ts';

/** Facts of @sveltejs/kit 2.70.4: the event, what answers, and the modules that the framework makes up. */

const given = { argument: 0, otherwise: 200 } as const;
const init = { argument: 1, field: 'status', otherwise: 200 } as const;

/** What hooks leave in `locals` about the caller, where they cannot be read themselves. */
const identities = ['user', 'userId', 'currentUser', 'account', 'member', 'admin'];
const sessions = ['auth', 'getSession', 'getUser', 'safeGetSession', 'validate', 'validateUser'];

export const kit: Library = library({
  modules: ['@sveltejs/kit'],
  types: {
    event: [annotated('RequestEvent'), annotated('ServerLoadEvent'), annotated('PageServerLoadEvent'), annotated('LayoutServerLoadEvent')],
    cookies: [annotated('Cookies'), property('event', 'cookies')],
    locals: [property('event', 'locals')],
  },
  reexports: { '<event>.request': 'global#<request>', '<event>.url': 'global#<url>' },
  rows: [
    { row: 'response', target: fn('json'), how: 'value', status: init },
    { row: 'response', target: fn('text'), how: 'value', status: init },
    { row: 'response', target: fn('error'), how: 'throws', status: given },
    ...redirecting(fn('redirect'), 1),
    { row: 'response', target: fn('redirect'), how: 'throws', status: given },
    { row: 'response', target: fn('fail'), how: 'value', status: given },
    { row: 'response', target: fn('invalid'), how: 'throws', status: 400 },
    { row: 'input', target: on('cookies', 'get'), part: 'cookies', field: 0 },
    { row: 'input', target: on('cookies', 'getAll'), part: 'cookies' },
    ...['set', 'delete', 'serialize'].map((name): Row => ({ row: 'passes', target: on('cookies', name), from: [] })),
    { row: 'input', target: on('event', 'params'), part: 'params' },
    ...['setHeaders', 'getClientAddress', 'depends', 'untrack'].map(
      (name): Row => ({ row: 'passes', target: on('event', name), from: [] }),
    ),
    ...identities.map((name): Row => ({ row: 'identity', target: on('locals', name), when: 'truthy' })),
    { row: 'identity', target: on('locals', 'session'), when: 'truthy' },
    ...sessions.map((name): Row => ({ row: 'guard', target: on('locals', name), as: 'call', does: 'attaches', async: true })),
    { row: 'address', target: on('event', 'fetch'), at: arg(0) },
  ],
});

/** Read by the adapter; the rows say that the module is there. */
export const kitHooks: Library = library({ modules: ['@sveltejs/kit/hooks'], rows: [] });

/** A server that runs is neither being built nor a browser; nobody develops on it. */
export const kitEnvironment: Library = library({
  modules: ['$app/environment', '$app/env'],
  rows: ['browser', 'building', 'dev'].map((name): Row => ({ row: 'constant', target: fn(name), value: false })),
});

export const kitServer: Library = library({
  modules: ['$app/server'],
  rows: [{ row: 'passes', target: fn('read'), from: [] }],
});

/** The process's own settings, under the names that the framework gives them. */
export const kitSettings: Library = library({
  modules: ['$env/static/private', '$env/dynamic/private', '$env/static/public', '$env/dynamic/public'],
  rows: [],
});

export const kitPaths: Library = library({
  modules: ['$app/paths'],
  rows: ['resolve', 'asset', 'resolveRoute'].map((name): Row => ({ row: 'passes', target: fn(name), from: [arg(0)] })),
});
