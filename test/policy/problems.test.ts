import { describe, expect, test } from 'vitest';
import { describeAccess, describeProblem, readOne } from './policy-workspace.ts';

type Row = readonly [title: string, text: string, ...problems: string[]];

const sources = ['src/auth.ts', 'src/guard.js'];
const entry = (fields: string): string => `{ "access": [{ ${fields} }] }`;

const syntax: readonly Row[] = [
  ['an empty text', '', 'error ‹› The policy is empty; write an object: `{}`.'],
  ['white space and a byte order mark', '\uFEFF \r\n', 'error ‹› The policy is empty; write an object: `{}`.'],
  ['comments only', '// nothing yet', 'error ‹› A value is expected here.'],
  ['an unclosed object', '{ "access": []', 'error ‹› A closing `}` is missing.'],
  ['an unclosed list', '{ "access": [', 'error ‹› A closing `]` is missing.', 'error ‹› A closing `}` is missing.'],
  ['a missing value', '{ "access": }', 'error ‹}› A value is expected here.'],
  ['a missing colon', '{ "access" [] }', 'error ‹[› A colon is expected here.'],
  ['a missing comma', '{ "access": [] "guards": [] }', 'error ‹"guards"› A comma is expected here.'],
  [
    'a bare word',
    '{ "access": yes }',
    'error ‹yes› This word means nothing in JSON; text stands in double quotes.',
    'error ‹}› A value is expected here.',
  ],
  ['an unclosed text', '{ "$schema": "x\n}', 'error ‹"x› The text is not closed; a `"` is missing.'],
  ['something behind the object', '{} []', 'error ‹[› The policy is one object; nothing may follow it.'],
  ['a bad escape', '{ "$schema": "\\q" }', 'error ‹"\\q"› This is not a valid escape in JSON.'],
];

const shape: readonly Row[] = [
  ['a list for a policy', '[]', 'error ‹[]› A policy is an object: `{ "access": [ … ] }`.'],
  ['a text for a policy', '"access"', 'error ‹"access"› A policy is an object: `{ "access": [ … ] }`.'],
  ['null for a policy', 'null', 'error ‹null› A policy is an object: `{ "access": [ … ] }`.'],
  ['an unknown property', '{ "acces": [] }', 'error ‹"acces"› A policy has no property `acces`. Did you mean `access`?'],
  ['an unknown property like no other', '{ "plugins": [] }', 'error ‹"plugins"› A policy has no property `plugins`.'],
  ['`__proto__`', '{ "__proto__": { "access": [] } }', 'error ‹"__proto__"› A policy has no property `__proto__`.'],
  ['`constructor`', '{ "constructor": 1 }', 'error ‹"constructor"› A policy has no property `constructor`.'],
  ['a property written twice', '{ "access": [], "access": [] }', 'error ‹"access"› `access` is written twice; the first one counts.'],
  ['access of the wrong type', '{ "access": { "route": "/x" } }', 'error ‹{ "route": "/x" }› `access` must be a list of entries.'],
  ['guards of the wrong type', '{ "guards": "x" }', 'error ‹"x"› `guards` must be a list of guards.'],
  [
    'rules of the wrong type',
    '{ "rules": ["sql-injection"] }',
    'error ‹["sql-injection"]› `rules` must be an object of rule ids and severities.',
  ],
  ['hosts of the wrong type', '{ "insecureHosts": "a.test" }', 'error ‹"a.test"› `insecureHosts` must be a list of host names.'],
  ['globs of the wrong type', '{ "exclude": true }', 'error ‹true› `exclude` must be a list of globs.'],
  ['extends of the wrong type', '{ "extends": 7 }', 'error ‹7› `extends` must be a relative path or a list of relative paths.'],
  ['$schema of the wrong type', '{ "$schema": 7 }', 'error ‹7› `$schema` must be text.'],
];

const entries: readonly Row[] = [
  [
    'an entry that is a text',
    '{ "access": ["GET /x"] }',
    'error ‹"GET /x"› An access entry is an object such as { "route": "POST /login", "public": "Sign-in" }.',
  ],
  [
    'an unknown property of an entry',
    entry('"route": "/x", "authentcated": true'),
    'error ‹"authentcated"› An access entry has no property `authentcated`. Did you mean `authenticated`?',
  ],
  ['no route', entry('"public": "Sign-in"'), 'error ‹{ "public": "Sign-in" }› `route` is missing.'],
  ['a route that is a number', entry('"route": 5, "authenticated": true'), 'error ‹5› `route` must be text such as "POST /login".'],
  [
    'no decision',
    entry('"route": "/x"'),
    'error ‹{ "route": "/x" }› The entry decides nothing; add "public" with a reason, "authenticated": true, or "roles".',
  ],
  [
    'public without a reason',
    entry('"route": "/x", "public": true'),
    'error ‹true› `public` takes the reason why anyone may call the route, as text.',
  ],
  [
    'public with an empty reason',
    entry('"route": "/x", "public": " "'),
    'error ‹" "› `public` needs a reason: say why anyone may call the route.',
  ],
  [
    'authenticated: false',
    entry('"route": "/x", "authenticated": false'),
    'error ‹false› `authenticated` can only be `true`; to open a route write "public" with the reason.',
  ],
  ['roles that are a text', entry('"route": "/x", "roles": "admin"'), 'error ‹"admin"› `roles` must be a list of role names.'],
  ['no roles', entry('"route": "/x", "roles": []'), 'error ‹[]› `roles` must name at least one role.'],
  ['a role that is a number', entry('"route": "/x", "roles": ["admin", 3]'), 'error ‹3› `roles` must hold role names as text.'],
  ['an empty role', entry('"route": "/x", "roles": [""]'), 'error ‹""› `roles` must not hold an empty role name.'],
  [
    'public and roles',
    entry('"route": "/x", "public": "a", "roles": ["b"]'),
    'error ‹["b"]› The entry contradicts itself: it says `public` and `roles`; keep one of them.',
  ],
  [
    'roles and authenticated',
    entry('"route": "/x", "roles": ["b"], "authenticated": true'),
    'error ‹true› The entry contradicts itself: it says `roles` and `authenticated`; keep one of them.',
  ],
];

const route = (text: string): string => entry(`"route": "${text}", "authenticated": true`);

const routes: readonly Row[] = [
  ['an empty route', route(''), 'error ‹""› The route is empty; write a pattern such as "POST /login".'],
  ['an unknown method', route('PSOT /x'), 'error ‹PSOT› `PSOT` is not a method; did you mean `POST`?'],
  ['a method in lower case', route('get /x'), 'error ‹get› `get` is not a method; did you mean `GET`?'],
  ['one bad method of two', route('GET,FETCHY /x'), 'error ‹FETCHY› `FETCHY` is not a method.'],
  ['a method alone', route('POST'), 'error ‹POST› The route names no path; write "POST /path", or "POST **" for every path.'],
  ['two paths', route('/a /b'), 'error ‹/a› `/a` stands where a method is expected; a path pattern has no spaces or commas.'],
  ['no leading slash', route('GET login'), 'error ‹login› A path pattern starts with `/`; write "/login".'],
  ['a single star', route('*'), 'error ‹*› A path pattern starts with `/`; "**" matches every path.'],
  ['stars glued to a name', route('**admin'), 'error ‹**admin› A path pattern starts with `/`; "**" matches every path.'],
  ['an empty segment', route('/a//b'), 'error ‹/› A path pattern has no empty segments; remove one `/`.'],
  ['a dot segment', route('/a/../b'), 'error ‹..› A path pattern is absolute; `..` matches no route.'],
  ['a folder in brackets', route('/users/[id]'), 'error ‹[id]› Write `:id` instead of `[id]`.'],
  ['a catch-all in brackets', route('/docs/[...slug]'), 'error ‹[...slug]› Write `**` instead of `[...slug]`.'],
  ['an optional catch-all in brackets', route('/docs/[[...slug]]'), 'error ‹[[...slug]]› Write `**` instead of `[[...slug]]`.'],
  ['an OpenAPI parameter', route('/users/{userId}'), 'error ‹{userId}› Write `:userId` instead of `{userId}`.'],
  [
    'an optional parameter',
    route('/users/:id?'),
    'error ‹:id?› `:id?` is not a parameter; `:name` stands for a whole segment, whatever it holds.',
  ],
  [
    'a parameter with an ending',
    route('/files/:name.json'),
    'error ‹:name.json› `:name.json` is not a parameter; `:name` stands for a whole segment, whatever it holds.',
  ],
  ['a query', route('/users?all=1'), 'error ‹users?all=1› A path pattern has no query and no fragment; only the path is matched.'],
  ['part of a segment', route('/files/*.json'), 'error ‹*.json› `*` stands for a whole segment; write `*` or `**` instead of `*.json`.'],
  ['a named wildcard', route('/files/*rest'), 'error ‹*rest› `*` stands for a whole segment; write `*` or `**` instead of `*rest`.'],
  ['backslashes', route('/a\\\\b'), 'error ‹"/a\\\\b"› A path pattern has `/` between segments, not `\\`.'],
  ['endless segments', route('/a'.repeat(40)), `error ‹${'/a'.repeat(40)}› A path pattern has fewer than 30 segments.`],
];

const rest: readonly Row[] = [
  [
    'an unknown rule',
    '{ "rules": { "sql-injecton": "off" } }',
    'error ‹"sql-injecton"› There is no rule `sql-injecton`. Did you mean `sql-injection`?',
  ],
  ['a rule called __proto__', '{ "rules": { "__proto__": "off" } }', 'error ‹"__proto__"› There is no rule `__proto__`.'],
  [
    'an unknown level',
    '{ "rules": { "sql-injection": "hihg" } }',
    'error ‹"hihg"› `sql-injection` must be one of "info", "low", "medium", "high", "critical", "off". Did you mean "high"?',
  ],
  [
    'a level that is a number',
    '{ "rules": { "sql-injection": 2 } }',
    'error ‹2› `sql-injection` must be one of "info", "low", "medium", "high", "critical", "off".',
  ],
  [
    'a guard that is a text',
    '{ "guards": ["src/auth.ts#requireUser"] }',
    'error ‹"src/auth.ts#requireUser"› A guard is an object such as { "function": "src/auth.ts#requireUser", "kind": "middleware" }.',
  ],
  [
    'a guard without a kind',
    '{ "guards": [{ "function": "src/auth.ts#requireUser" }] }',
    'error ‹{ "function": "src/auth.ts#requireUser" }› `kind` is missing.',
  ],
  [
    'a guard of an unknown kind',
    '{ "guards": [{ "function": "src/auth.ts#a", "kind": "midleware" }] }',
    'error ‹"midleware"› `kind` must be one of "middleware", "wrapper", "call", "identity". Did you mean "middleware"?',
  ],
  [
    'a guard without a name',
    '{ "guards": [{ "function": "src/auth.ts", "kind": "call" }] }',
    'error ‹"src/auth.ts"› `src/auth.ts` names no function; write a file or a package, `#` and an exported name: "src/auth.ts#requireUser".',
  ],
  [
    'a guard in a missing file',
    '{ "guards": [{ "function": "src/gone.ts#a", "kind": "call" }] }',
    'error ‹"src/gone.ts#a"› `src/gone.ts` is no file of the workspace; write its path, relative to this policy, with the ending.',
  ],
  [
    'a guard in a file without its ending',
    '{ "guards": [{ "function": "./src/auth#a", "kind": "call" }] }',
    'error ‹"./src/auth#a"› `./src/auth` is no file of the workspace; write its path, relative to this policy, with the ending.',
  ],
  [
    'a guard outside the workspace',
    '{ "guards": [{ "function": "../auth.ts#a", "kind": "call" }] }',
    'error ‹"../auth.ts#a"› `../auth.ts` is no file of the workspace; write its path, relative to this policy, with the ending.',
  ],
  [
    'a guard listed twice',
    '{ "guards": [{ "function": "src/auth.ts#a", "kind": "call" }, { "function": "./src/auth.ts#a", "kind": "call" }] }',
    'warning ‹"./src/auth.ts#a"› `src/auth.ts#a` is listed twice; the first one counts.',
  ],
  [
    'an address for a host',
    '{ "insecureHosts": ["http://a.test"] }',
    'error ‹"http://a.test"› `http://a.test` is not a host; write the name alone, such as "legacy.partner.test".',
  ],
  ['a host that is a number', '{ "insecureHosts": [1] }', 'error ‹1› `insecureHosts` must hold host names as text.'],
  [
    'a negated glob',
    '{ "exclude": ["!src/**"] }',
    'error ‹"!src/**"› `!src/**` is not a glob below the policy\'s folder, such as "**/generated/**".',
  ],
  [
    'a glob that climbs',
    '{ "exclude": ["../other/**"] }',
    'error ‹"../other/**"› `../other/**` is not a glob below the policy\'s folder, such as "**/generated/**".',
  ],
  ['an empty glob', '{ "exclude": [""] }', 'error ‹""› `exclude` must not hold an empty glob.'],
];

const order = (...lines: readonly string[]): string => `{ "access": [\n${lines.map((line) => `  { ${line} },`).join('\n')}\n] }`;

const shadowed: readonly Row[] = [
  [
    'a repeated entry',
    order('"route": "GET /a", "public": "x"', '"route": "GET /a", "public": "x"'),
    'warning ‹"GET /a"› `GET /a` stands in line 2 already.',
  ],
  [
    'a repeated entry with another parameter name',
    order('"route": "/a/:id", "authenticated": true', '"route": "/a/:key", "authenticated": true'),
    'warning ‹"/a/:key"› `/a/:key` stands in line 2 already.',
  ],
  [
    'a contradiction',
    order('"route": "GET /a", "public": "x"', '"route": "GET /a", "roles": ["admin"]'),
    'error ‹"GET /a"› `GET /a` contradicts line 2, which says `public` and decides.',
  ],
  [
    'a contradiction about roles',
    order('"route": "/a", "roles": ["admin", "ops"]', '"route": "/a", "authenticated": true'),
    'error ‹"/a"› `/a` contradicts line 2, which says `roles: admin, ops` and decides.',
  ],
  [
    'methods in another order',
    order('"route": "GET,POST /a", "public": "x"', '"route": "POST,GET /a", "public": "x"'),
    'warning ‹"POST,GET /a"› `POST,GET /a` stands in line 2 already.',
  ],
  [
    'an entry after the default',
    order('"route": "**", "authenticated": true', '"route": "POST /login", "public": "x"'),
    'warning ‹"POST /login"› `POST /login` can never decide, because `**` in line 2 always matches first.',
  ],
  [
    'a narrower path',
    order('"route": "/admin/**", "roles": ["admin"]', '"route": "GET /admin/users/:id", "public": "x"'),
    'warning ‹"GET /admin/users/:id"› `GET /admin/users/:id` can never decide, because `/admin/**` in line 2 always matches first.',
  ],
  [
    'two entries together',
    order('"route": "GET /a/*", "public": "x"', '"route": "POST /a/:id", "public": "y"', '"route": "GET,POST /a/b", "authenticated": true'),
    'warning ‹"GET,POST /a/b"› `GET,POST /a/b` can never decide, because `GET /a/*` in line 2 and `POST /a/:id` in line 3 always match first.',
  ],
  ['one method left over', order('"route": "GET /a", "public": "x"', '"route": "GET,POST /a", "authenticated": true')],
  ['a wider path afterwards', order('"route": "/admin/login", "public": "x"', '"route": "/admin/**", "roles": ["admin"]')],
  ['a sibling path', order('"route": "/admin/**", "roles": ["admin"]', '"route": "/administration", "public": "x"')],
  ['every method after one', order('"route": "GET /a", "public": "x"', '"route": "/a", "authenticated": true')],
  ['one segment before any number', order('"route": "/a/*", "public": "x"', '"route": "/a/**", "authenticated": true')],
  [
    'an invalid entry before',
    order('"route": "**", "authenticated": false', '"route": "POST /login", "public": "x"'),
    'error ‹false› `authenticated` can only be `true`; to open a route write "public" with the reason.',
  ],
];

describe.each([
  ['syntax', syntax],
  ['shape', shape],
  ['access entries', entries],
  ['route patterns', routes],
  ['rules, guards, hosts and globs', rest],
  ['entries in the wrong order', shadowed],
])('problems of %s', (_, rows) => {
  test.each(rows)('%s', (_title, text, ...problems) => {
    expect(readOne(text, sources).problems.map((problem) => describeProblem(problem, text))).toEqual(problems);
  });
});

test('an invalid part disables only itself', () => {
  const { policy, problems } = readOne(
    `{
      "extnds": "./x.jsonc",
      "access": [
        { "route": "POST /login", "public": "" },
        { "route": "GET /health", "public": "Liveness probe", "owner": "ops" },
        { "route": "nowhere", "authenticated": true },
        { "route": "/admin/**", "roles": ["admin", "admin"] }
      ],
      "guards": [{ "function": "nothing" }, { "function": "src/auth.ts#requireUser", "kind": "call" }, { "function": "@acme/auth#withSession", "kind": "wrapper" }],
      "rules": { "sql-injection": "loud", "insecure-http-url": "off", "made-up": "high" },
      "insecureHosts": ["http://x", "Legacy.Partner.test", "10.0.0.1:8080", "[::1]:80"],
      "exclude": ["!a", "**/generated/**"],
    }`,
    sources,
  );
  expect(problems).toHaveLength(9);
  expect(describeAccess(policy)).toEqual(['GET /health public: Liveness probe', '/admin/** roles: admin']);
  expect(policy.guards.map(({ module, name, kind }) => `${module}#${name} ${kind}`)).toEqual([
    'src/auth.ts#requireUser call',
    '@acme/auth#withSession wrapper',
  ]);
  expect(policy.rules).toEqual({ 'insecure-http-url': 'off' });
  expect(policy.insecureHosts).toEqual(['legacy.partner.test', '10.0.0.1:8080', '[::1]:80']);
  expect(policy.exclude).toEqual(['**/generated/**']);
});

test('what can be read of a text with syntax errors counts', () => {
  const { policy, problems } = readOne('{ "access": [{ "route": "GET /a", "public": "x" }, { "route": "GET /b" "public": "y" } }');
  expect(problems.length).toBeGreaterThan(0);
  expect(describeAccess(policy)).toContain('GET /a public: x');
});

test.each([
  ['LF', '{\n  "access": [\n    { "route": "get /x", "authenticated": true }\n  ]\n}\n'],
  ['CRLF', '{\r\n  "access": [\r\n    { "route": "get /x", "authenticated": true }\r\n  ]\r\n}\r\n'],
  ['CR', '{\r  "access": [\r    { "route": "get /x", "authenticated": true }\r  ]\r}\r'],
  ['a byte order mark', '\uFEFF{\n  "access": [\n    { "route": "get /x", "authenticated": true }\n  ]\n}\n'],
])('places a problem in a text with %s', (_, text) => {
  const { problems } = readOne(text);
  expect(problems.map(({ at }) => [text.slice(at.start, at.end), at.from, at.to])).toEqual([
    ['get', { line: 2, column: 16 }, { line: 2, column: 19 }],
  ]);
});
