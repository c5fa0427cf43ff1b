import { describe, expect, test } from 'vitest';
import { defaultPolicy, findAccess, findUnusedEntries, policyFor } from '../../core/src/policy/index.ts';
import { describeProblem, readOne } from './policy-workspace.ts';

const text = `{
  "access": [
    { "route": "POST /login", "public": "Sign-in" },
    { "route": "GET,HEAD /docs/**", "public": "Documentation" },
    { "route": "GET /users/:id/avatar", "public": "Avatars are public" },
    { "route": "GET /files/*", "public": "Downloads" },
    { "route": "/hooks/stripe", "public": "Checked by signature" },
    { "route": "GET /partial", "public": "Only reading" },
    { "route": "ACTION subscribe", "public": "Newsletter" },
    { "route": "QUERY public.**", "public": "Shop window" },
    { "route": "/admin/**", "roles": ["admin"] },
    { "route": "**", "authenticated": true },
  ],
}`;

describe('the entry that decides about', () => {
  test.each([
    ['POST', '/login', 'POST /login'],
    ['post', '/login', 'POST /login'],
    ['POST', '/login/', 'POST /login'],
    ['GET', '/login', '**'],
    ['POST', '/Login', '**'],
    ['GET', '/docs', 'GET,HEAD /docs/**'],
    ['HEAD', '/docs/a/b', 'GET,HEAD /docs/**'],
    ['GET', '/docs/*path', 'GET,HEAD /docs/**'],
    ['GET', '/docsearch', '**'],
    ['GET', '/users/:userId/avatar', 'GET /users/:id/avatar'],
    ['GET', '/users/me/avatar', 'GET /users/:id/avatar'],
    ['GET', '/users/:id?/avatar', '**'],
    ['GET', '/files/:name', 'GET /files/*'],
    ['GET', '/files?/name', '**'],
    ['POST', '/admin?/erase', '/admin/**'],
    ['POST', '/login?/reset', '**'],
    ['GET', '/files/*', '**'],
    ['GET', '/files/*path', '**'],
    ['ALL', '/hooks/stripe', '/hooks/stripe'],
    ['ALL', '/partial', '**'],
    ['ACTION', 'subscribe', 'ACTION subscribe'],
    ['ACTION', 'unsubscribe', '**'],
    ['QUERY', 'public.products.list', 'QUERY public.**'],
    ['MUTATION', 'public.products.list', '**'],
    ['DELETE', '/admin', '/admin/**'],
    ['DELETE', '/admin/users/:id', '/admin/**'],
    ['GET', '/', '**'],
    ['GET', '', '**'],
    ['GET', '/:wild', '**'],
  ])('%s %s', (method, path, expected) => {
    const entry = findAccess(readOne(text).policy, method, path);
    expect(entry && (entry.methods === '*' ? entry.pattern : `${entry.methods.join(',')} ${entry.pattern}`)).toBe(expected);
  });

  test('no route, without an entry that matches', () => {
    expect(findAccess(defaultPolicy, 'GET', '/users')).toBeUndefined();
    expect(findAccess(readOne('{ "access": [{ "route": "/a", "authenticated": true }] }').policy, 'GET', '/b')).toBeUndefined();
  });
});

test('an entry that no route matches is a problem', () => {
  const routes = [
    { method: 'POST', path: '/login' },
    { method: 'GET', path: '/docs/*path' },
    { method: 'GET', path: '/users/:id/:image' },
    { method: 'ALL', path: '/partial' },
    { method: 'ACTION', path: 'subscribe' },
    { method: 'GET', path: '/admin/users' },
  ];
  const { policy } = readOne(text);
  expect(findUnusedEntries(policy, routes).map((problem) => describeProblem(problem, text))).toEqual([
    'warning ‹"GET /users/:id/avatar"› `GET /users/:id/avatar` is narrower than the route `GET /users/:id/:image`; an entry decides about whole routes.',
    'warning ‹"GET /files/*"› No route matches `GET /files/*`.',
    'warning ‹"/hooks/stripe"› No route matches `/hooks/stripe`.',
    'warning ‹"GET /partial"› `GET /partial` is narrower than the route `ALL /partial`; an entry decides about whole routes.',
    'warning ‹"QUERY public.**"› No route matches `QUERY public.**`.',
  ]);
});

test('the nearest policy governs a file', () => {
  const policies = ['', 'apps', 'apps/api'].map((folder) => ({ ...defaultPolicy, folder, file: `${folder}/routewarden.jsonc` }));
  expect(policyFor(policies, 'src/a.ts').folder).toBe('');
  expect(policyFor(policies, 'apps/web/a.ts').folder).toBe('apps');
  expect(policyFor(policies, 'apps/api/src/a.ts').folder).toBe('apps/api');
  expect(policyFor(policies, 'apps/api-client/a.ts').folder).toBe('apps');
  expect(policyFor(policies.slice(1), 'src/a.ts')).toBe(defaultPolicy);
  expect(policyFor([], 'src/a.ts')).toBe(defaultPolicy);
});
