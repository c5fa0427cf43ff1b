import type { Finding, PlacedLocation, Position, Report, Route, RuleMeta } from '#core';

/** The files that the sample report is about. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'src/app.ts': "import { users } from './users.ts';\n\napp.use('/api', users);\n",
  'src/users.ts': [
    "users.get('/users', async (req, res) => {",
    '\tconst name = req.query.name;',
    "\tconst sql = 'SELECT * FROM users WHERE name=' + name;",
    '\tawait pool.query(sql);',
    '});',
    "users.get('/me', requireUser, me);",
    '',
  ].join('\n'),
  'routewarden.jsonc': '{ "rules": { "sql-inject": "off" } }\n',
};

export function sampleText(file: string): string | undefined {
  return sampleFiles[file];
}

/** The place of the `nth` (from 0) occurrence of `needle` in a sample file. */
export function at(file: string, needle: string, nth = 0): PlacedLocation {
  const text = sampleFiles[file] ?? '';
  let start = text.indexOf(needle);
  for (let index = 0; index < nth; index += 1) start = text.indexOf(needle, start + 1);
  if (start < 0) throw new Error(`'${needle}' is not in ${file}`);
  return { file, start, end: start + needle.length, from: toPosition(text, start), to: toPosition(text, start + needle.length) };
}

export const listUsers: Route = {
  id: 'GET /api/users@src/users.ts:0',
  method: 'GET',
  path: '/api/users',
  framework: 'express',
  at: at('src/users.ts', "users.get('/users'"),
  handler: at('src/users.ts', sampleHandler()),
  chain: [],
  auth: {
    verdict: 'none',
    evidence: [{ at: at('src/app.ts', "app.use('/api', users)"), what: 'no guard is mounted here' }],
    reason: 'nothing between the app and the handler rejects a caller',
  },
  roles: [],
  validation: { verdict: 'no', reason: '`query.name` is read as it comes' },
  inputs: [{ part: 'query', path: 'name', at: at('src/users.ts', 'req.query.name'), validated: false }],
  certainty: 'full',
};

export const me: Route = {
  id: 'GET /me@src/users.ts:140',
  method: 'GET',
  path: '/me',
  framework: 'express',
  at: at('src/users.ts', "users.get('/me'"),
  chain: [{ name: 'requireUser', at: at('src/users.ts', 'requireUser'), role: 'guard', why: 'rejects with 401 without `req.user`' }],
  auth: {
    verdict: 'required',
    evidence: [{ at: at('src/users.ts', 'requireUser'), what: '`requireUser` rejects with 401' }],
    reason: 'a guard runs first',
  },
  roles: ['member', 'admin'],
  validation: { verdict: 'none', reason: 'it reads no input' },
  inputs: [],
  certainty: 'partial',
};

export const injection: Finding = {
  rule: 'sql-injection',
  severity: 'critical',
  precision: 'certain',
  message: '`req.query.name` reaches `pool.query` as SQL text.',
  at: at('src/users.ts', 'pool.query'),
  route: listUsers.id,
  trace: [
    { kind: 'source', at: at('src/users.ts', 'req.query.name'), message: '`req.query.name` is chosen by the caller' },
    { kind: 'step', at: at('src/users.ts', 'sql'), message: 'it becomes part of a string' },
    { kind: 'sink', at: at('src/users.ts', 'pool.query'), message: 'the string is run as SQL' },
    { kind: 'route', at: at('src/app.ts', "app.use('/api', users)"), message: 'mounted here' },
  ],
  fingerprint: '0123456789abcdef',
  fixable: true,
};

export const unguarded: Finding = {
  rule: 'missing-authentication',
  severity: 'high',
  precision: 'likely',
  message: 'Anyone may call GET /api/users: no guard runs before its handler.',
  at: at('src/users.ts', "'/users'"),
  route: listUsers.id,
  trace: [],
  fingerprint: 'fedcba9876543210',
  fixable: false,
};

export const silenced: Report['suppressed'][number] = {
  finding: {
    rule: 'unvalidated-input',
    severity: 'low',
    precision: 'certain',
    message: '`req.query.name` is not validated.',
    at: at('src/users.ts', 'req.query.name'),
    trace: [],
    fingerprint: '00000000000000aa',
    fixable: false,
  },
  reason: 'the proxy validates it',
};

export const sampleReport: Report = {
  // Out of order on purpose: reporters sort.
  routes: [me, listUsers],
  findings: [injection, unguarded],
  suppressed: [silenced],
  policyProblems: [{ at: at('routewarden.jsonc', '"sql-inject"'), severity: 'error', message: 'There is no rule "sql-inject".' }],
  skipped: [{ file: 'src/huge.ts', reason: 'it is longer than 2,000,000 characters' }],
  internalErrors: [{ where: 'rule unvalidated-input', file: 'src/odd.ts', message: 'unexpected node' }],
  files: { seen: 4, analysed: 2 },
};

export const emptyReport: Report = {
  routes: [],
  findings: [],
  suppressed: [],
  policyProblems: [],
  skipped: [],
  internalErrors: [],
  files: { seen: 1, analysed: 0 },
};

export const sampleRules: readonly RuleMeta[] = [
  {
    id: 'sql-injection',
    title: 'SQL built from input',
    summary: 'Input of a request becomes part of the text of an SQL statement.',
    severity: 'critical',
    precision: 'very-high',
    cwe: [89],
    owasp: ['API8'],
    practice: 'input',
    since: '0.1.0',
    fix: 'sometimes',
  },
  {
    id: 'missing-authentication',
    title: 'Route without authentication',
    summary: 'A route can be called without an identity, and no policy says that it is public.',
    severity: 'high',
    precision: 'high',
    cwe: [306, 1390],
    owasp: ['API2'],
    practice: 'authentication',
    since: '0.1.0',
    fix: 'sometimes',
  },
];

function sampleHandler(): string {
  const text = sampleFiles['src/users.ts'] ?? '';
  return text.slice(text.indexOf('async'), text.indexOf('});') + 1);
}

function toPosition(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}
