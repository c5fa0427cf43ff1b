import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { policyJsonSchema } from '../../core/src/policy/index.ts';
import { knownRules, readOne } from './policy-workspace.ts';

const schema = policyJsonSchema(knownRules);
const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

const sample = {
  $schema: './policy.schema.json',
  extends: './security/base.routewarden.jsonc',
  access: [
    { route: 'POST /login', public: 'Sign-in' },
    { route: 'GET, HEAD /docs/**', public: 'Documentation' },
    { route: '/admin/**', roles: ['admin'] },
    { route: '**', authenticated: true },
  ],
  guards: [
    { function: 'src/auth.ts#requireUser', kind: 'middleware' },
    { function: '@acme/auth#withSession', kind: 'wrapper' },
  ],
  rules: { 'sql-injection': 'critical', 'insecure-http-url': 'off' },
  insecureHosts: ['legacy.partner.test'],
  exclude: ['**/generated/**'],
};

test('a complete policy is valid, for the schema and for the reader', () => {
  expect(validate(sample) ? [] : validate.errors).toEqual([]);
  const { policy, problems } = readOne(JSON.stringify({ ...sample, extends: [] }), ['src/auth.ts']);
  expect(problems).toEqual([]);
  expect([policy.access.length, policy.guards.length]).toEqual([4, 2]);
});

describe('what the schema refuses, the reader refuses as well', () => {
  test.each<[string, unknown]>([
    ['a list', []],
    ['an unknown property', { acces: [] }],
    ['an unknown rule', { rules: { 'sql-injecton': 'off' } }],
    ['an unknown level', { rules: { 'sql-injection': 'loud' } }],
    ['an entry without a decision', { access: [{ route: '/a' }] }],
    ['an entry with two decisions', { access: [{ route: '/a', public: 'x', authenticated: true }] }],
    ['an empty reason', { access: [{ route: '/a', public: '' }] }],
    ['a public entry without a reason', { access: [{ route: '/a', public: true }] }],
    ['authenticated: false', { access: [{ route: '/a', authenticated: false }] }],
    ['no roles', { access: [{ route: '/a', roles: [] }] }],
    ['an unknown property of an entry', { access: [{ route: '/a', public: 'x', owner: 'me' }] }],
    ['an empty route', { access: [{ route: '', public: 'x' }] }],
    ['a lower-case method', { access: [{ route: 'get /x', public: 'x' }] }],
    ['a guard without a name', { guards: [{ function: '@acme/auth', kind: 'call' }] }],
    ['an unknown kind of guard', { guards: [{ function: '@acme/auth#a', kind: 'magic' }] }],
    ['an empty glob', { exclude: [''] }],
    ['extends of the wrong type', { extends: [1] }],
  ])('%s', (_, policy) => {
    expect(validate(policy)).toBe(false);
    expect(readOne(JSON.stringify(policy)).problems.length).toBeGreaterThan(0);
  });
});

test('completion has a description for every property, and the snippets are valid entries', () => {
  const missing: string[] = [];
  const snippets: unknown[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('properties' in node && typeof node.properties === 'object' && node.properties !== null && path !== '/rules') {
      for (const [name, property] of Object.entries(node.properties)) {
        if (!Object.hasOwn(property, 'description')) missing.push(`${path}/${name}`);
        visit(property, `${path}/${name}`);
      }
    }
    if ('items' in node) visit(node.items, `${path}[]`);
    if ('defaultSnippets' in node && Array.isArray(node.defaultSnippets)) snippets.push(...node.defaultSnippets);
  };
  visit(schema, '');
  expect(missing).toEqual([]);
  const bodies = snippets.map((snippet) => JSON.stringify(snippet)).filter((snippet) => snippet.includes('route'));
  expect(bodies).toHaveLength(4);
  for (const body of bodies) {
    const filled = JSON.parse(body.replace(/\$\{\d:([^}]*)\}/g, '$1')).body;
    expect(validate('access' in filled ? filled : { access: [filled] })).toBe(true);
  }
});

test('the examples of every property are valid', () => {
  const properties = new Map(Object.entries(schema['properties'] ?? {}));
  for (const [name, property] of properties) {
    for (const example of property.examples ?? []) expect([name, validate({ [name]: example })]).toEqual([name, true]);
  }
  const access = properties.get('access');
  for (const example of access.items.properties.route.examples) {
    expect([example, readOne(JSON.stringify({ access: [{ route: example, authenticated: true }] })).problems]).toEqual([example, []]);
  }
});

test('a rule given with its metadata is described and has its severity as default; the order of the rules does not matter', () => {
  const rules = [
    { id: 'sql-injection', summary: 'Input reaches SQL text.', severity: 'critical' },
    { id: 'insecure-http-url', summary: 'A URL without TLS.', severity: 'low' },
  ] as const;
  const text = JSON.stringify(policyJsonSchema(rules));
  expect(text).toContain('"sql-injection":{"description":"Input reaches SQL text.","default":"critical"');
  expect(JSON.stringify(policyJsonSchema([...rules].reverse()))).toBe(text);
  expect(JSON.stringify(policyJsonSchema([]))).toContain('"rules"');
});
