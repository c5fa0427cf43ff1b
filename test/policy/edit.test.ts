import { describe, expect, test } from 'vitest';
import type { TextEdit } from '#core';
import { addGuardEntry, addPublicEntry, findAccess, toGuardText } from '../../core/src/policy/index.ts';
import { describeAccess, readOne } from './policy-workspace.ts';

type Row = readonly [title: string, before: string, after: string];

function apply(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
}

const rows: readonly Row[] = [
  ['an empty text', '', '{\n  "access": [\n    { "route": "POST /login", "public": "Sign-in" }\n  ]\n}\n'],
  ['a blank text', '\r\n ', '{\n  "access": [\n    { "route": "POST /login", "public": "Sign-in" }\n  ]\n}\n'],
  ['an empty object', '{}', '{\n  "access": [\n    { "route": "POST /login", "public": "Sign-in" }\n  ]\n}'],
  ['an object over two lines', '{\n}\n', '{\n  "access": [\n    { "route": "POST /login", "public": "Sign-in" }\n  ]\n}\n'],
  [
    'an object with a comment only',
    '{\n  // to be written\n}\n',
    '{\n  // to be written\n  "access": [\n    { "route": "POST /login", "public": "Sign-in" }\n  ]\n}\n',
  ],
  [
    'other properties, indented by four, with CRLF',
    '{\r\n    "rules": { "sql-injection": "high" } // strict\r\n}\r\n',
    '{\r\n    "rules": { "sql-injection": "high" }, // strict\r\n    "access": [\r\n        { "route": "POST /login", "public": "Sign-in" }\r\n    ]\r\n}\r\n',
  ],
  [
    'other properties with a trailing comma',
    '{\n\t"exclude": [],\n}\n',
    '{\n\t"exclude": [],\n\t"access": [\n\t\t{ "route": "POST /login", "public": "Sign-in" }\n\t],\n}\n',
  ],
  ['one line', '{ "rules": {} }', '{ "rules": {}, "access": [\n    { "route": "POST /login", "public": "Sign-in" }\n  ] }'],
  ['an empty list', '{\n  "access": []\n}\n', '{\n  "access": [\n    { "route": "POST /login", "public": "Sign-in" }\n  ]\n}\n'],
  [
    'an empty list with a comment',
    '{\n  "access": [\n    // none\n  ]\n}\n',
    '{\n  "access": [\n    // none\n    { "route": "POST /login", "public": "Sign-in" }\n  ]\n}\n',
  ],
  [
    'an empty list with a comment on its line',
    '{\n  "access": [ /* none */ ]\n}\n',
    '{\n  "access": [ /* none */ { "route": "POST /login", "public": "Sign-in" } ]\n}\n',
  ],
  [
    'entries that do not match',
    '{\n  "access": [\n    { "route": "GET /a", "public": "x" } // a\n    // end\n  ]\n}\n',
    '{\n  "access": [\n    { "route": "GET /a", "public": "x" }, // a\n    { "route": "POST /login", "public": "Sign-in" }\n    // end\n  ]\n}\n',
  ],
  [
    'entries with a trailing comma',
    '{\n  "access": [\n    { "route": "GET /a", "public": "x" }, // a\n  ]\n}\n',
    '{\n  "access": [\n    { "route": "GET /a", "public": "x" }, // a\n    { "route": "POST /login", "public": "Sign-in" },\n  ]\n}\n',
  ],
  [
    'entries in one line',
    '{ "access": [{ "route": "GET /a", "public": "x" }] }',
    '{ "access": [{ "route": "GET /a", "public": "x" }, { "route": "POST /login", "public": "Sign-in" }] }',
  ],
  [
    'entries in one line with a trailing comma',
    '{ "access": [{ "route": "GET /a", "public": "x" },] }',
    '{ "access": [{ "route": "GET /a", "public": "x" }, { "route": "POST /login", "public": "Sign-in" },] }',
  ],
  [
    'a default at the end, with its comments',
    '{\n  "access": [\n    { "route": "GET /a", "public": "x" },\n\n    // Everything else\n    /* needs a caller. */\n    { "route": "**", "authenticated": true }, // default\n  ]\n}\n',
    '{\n  "access": [\n    { "route": "GET /a", "public": "x" },\n\n    { "route": "POST /login", "public": "Sign-in" },\n    // Everything else\n    /* needs a caller. */\n    { "route": "**", "authenticated": true }, // default\n  ]\n}\n',
  ],
  [
    'a default in one line',
    '{ "access": [{ "route": "**", "authenticated": true }] }',
    '{ "access": [{ "route": "POST /login", "public": "Sign-in" }, { "route": "**", "authenticated": true }] }',
  ],
  [
    'an entry over several lines, with CRLF and tabs',
    '{\r\n\t"access": [\r\n\t\t{\r\n\t\t\t"route": "/login",\r\n\t\t\t"authenticated": true\r\n\t\t}\r\n\t]\r\n}\r\n',
    '{\r\n\t"access": [\r\n\t\t{ "route": "POST /login", "public": "Sign-in" },\r\n\t\t{\r\n\t\t\t"route": "/login",\r\n\t\t\t"authenticated": true\r\n\t\t}\r\n\t]\r\n}\r\n',
  ],
  [
    'an entry for exactly this route',
    '{\n  "access": [\n    { "route": "POST /login", "roles": ["user"] }, // odd\n  ]\n}\n',
    '{\n  "access": [\n    { "route": "POST /login", "public": "Sign-in" }, // odd\n  ]\n}\n',
  ],
  [
    'the first of two that match',
    '{ "access": [{ "route": "GET /login", "authenticated": true }, { "route": "POST /*", "authenticated": true }, { "route": "**", "authenticated": true }] }',
    '{ "access": [{ "route": "GET /login", "authenticated": true }, { "route": "POST /login", "public": "Sign-in" }, { "route": "POST /*", "authenticated": true }, { "route": "**", "authenticated": true }] }',
  ],
  [
    'an invalid entry in front',
    '{ "access": [{ "route": "**", "public": "x", "authenticated": true }, { "route": "**", "authenticated": true }] }',
    '{ "access": [{ "route": "**", "public": "x", "authenticated": true }, { "route": "POST /login", "public": "Sign-in" }, { "route": "**", "authenticated": true }] }',
  ],
  [
    'a byte order mark',
    '\uFEFF{\n  "access": []\n}\n',
    '\uFEFF{\n  "access": [\n    { "route": "POST /login", "public": "Sign-in" }\n  ]\n}\n',
  ],
];

describe('a public entry is added to', () => {
  test.each(rows)('%s', (_, before, after) => {
    const edits = addPublicEntry(before, 'POST', '/login', 'Sign-in');
    expect(apply(before, edits)).toBe(after);
    const { policy } = readOne(after);
    expect(findAccess(policy, 'POST', '/login')?.access).toEqual({ kind: 'public', reason: 'Sign-in' });
    expect(addPublicEntry(after, 'POST', '/login', 'Sign-in')).toEqual([]);
  });

  test('no text at all', () => {
    expect(addPublicEntry(undefined, 'GET', '/health', 'Liveness probe')).toEqual([
      { start: 0, end: 0, text: '{\n  "access": [\n    { "route": "GET /health", "public": "Liveness probe" }\n  ]\n}\n' },
    ]);
  });
});

describe('the entry written for', () => {
  test.each([
    ['GET', '/users/:id', 'GET /users/:id'],
    ['GET', '/users/:id(\\d+)', 'GET /users/:id'],
    ['GET', '/users/:id?', 'GET /users/**'],
    ['GET', '/files/*path', 'GET /files/**'],
    ['GET', '/files/*', 'GET /files/**'],
    ['ALL', '/x', '/x'],
    ['POST', '/orders?/remove', 'POST /orders?/remove'],
    ['POST', '/orders/:id?/remove', 'POST /orders/:id?/remove'],
    ['get', '/', 'GET /'],
    ['ACTION', 'subscribe', 'ACTION subscribe'],
    ['QUERY', 'products.list', 'QUERY products.list'],
  ])('%s %s', (method, path, route) => {
    const text = apply('{}', addPublicEntry('{}', method, path, 'say "why" \\ \n'));
    const { policy, problems } = readOne(text);
    expect(problems).toEqual([]);
    expect(describeAccess(policy)).toEqual([`${route} public: say "why" \\`]);
    expect(findAccess(policy, method, path)).toBe(policy.access[0]);
  });
});

describe('nothing is edited', () => {
  const entry = '{ "route": "POST /login", "public": "Sign-in" }';
  test.each([
    ['where the entry stands already', `{ "access": [${entry}] }`],
    ['where a wider public entry stands', '{ "access": [{ "route": "POST /**", "public": "x" }] }'],
    ['in a list', '[]'],
    ['in broken text', '{ "access": [ '],
    ['where access is no list', '{ "access": {} }'],
    ['in a comment only', '// policy'],
    [
      'where the last entry is followed by a comment over several lines',
      '{\n  "access": [\n    { "route": "GET /a", "public": "x" } /* one\n two */\n  ]\n}',
    ],
  ])('%s', (_, text) => {
    expect(addPublicEntry(text, 'POST', '/login', 'Sign-in')).toEqual([]);
  });

  test.each([
    ['a blank reason', 'POST', '/login', ' '],
    ['a path that no pattern can be', 'POST', '/a b', 'x'],
    ['an unknown method', 'FETCHY', '/a', 'x'],
  ])('for %s', (_, method, path, reason) => {
    expect(addPublicEntry('{}', method, path, reason)).toEqual([]);
  });
});

describe('a guard is added to', () => {
  const guard = { function: 'src/auth.ts#requireUser', kind: 'middleware' } as const;
  const item = '{ "function": "src/auth.ts#requireUser", "kind": "middleware" }';
  test.each([
    ['no text', undefined, `{\n  "guards": [\n    ${item}\n  ]\n}\n`],
    ['a policy without guards', '{\n  "access": []\n}\n', `{\n  "access": [],\n  "guards": [\n    ${item}\n  ]\n}\n`],
    [
      'a policy with guards',
      '{\n  "guards": [\n    { "function": "@acme/auth#withSession", "kind": "wrapper" },\n  ],\n}\n',
      `{\n  "guards": [\n    { "function": "@acme/auth#withSession", "kind": "wrapper" },\n    ${item},\n  ],\n}\n`,
    ],
  ])('%s', (_, before, after) => {
    expect(apply(before ?? '', addGuardEntry(before, guard))).toBe(after);
    expect(readOne(after, ['src/auth.ts']).policy.guards.map(({ module, name }) => `${module}#${name}`)).toContain(guard.function);
    expect(addGuardEntry(after, guard)).toEqual([]);
  });

  test.each([
    ['routewarden.jsonc', 'file', 'src/auth.ts', 'src/auth.ts#requireUser'],
    ['apps/api/routewarden.jsonc', 'file', 'apps/api/src/auth.ts', 'src/auth.ts#requireUser'],
    ['apps/api/routewarden.jsonc', 'file', 'packages/auth/index.ts', '../../packages/auth/index.ts#requireUser'],
    ['apps/api/routewarden.jsonc', 'package', '@acme/auth', '@acme/auth#requireUser'],
  ] as const)('%s, for the %s %s', (policyFile, kind, name, expected) => {
    expect(toGuardText(policyFile, { kind, name }, 'requireUser')).toBe(expected);
  });
});
