import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addGuardEntry, addPublicEntry, findAccess } from '../../core/src/policy/index.ts';
import { describeProblem, readFiles, readOne } from './policy-workspace.ts';

function seconds(action: () => void): number {
  const started = performance.now();
  action();
  return (performance.now() - started) / 1_000;
}

describe('hostile policies end with a clear problem, soon', () => {
  const deep = 100_000;
  test.each([
    [
      'five megabytes of entries',
      `{ "access": [${'{ "route": "/a", "authenticated": true },'.repeat(125_000)}] }`,
      'has more than 1,000,000 characters',
    ],
    ['five megabytes of nothing', ' '.repeat(5_000_000), 'has more than 1,000,000 characters'],
    ['lists in lists', `{ "access": ${'['.repeat(deep)}${']'.repeat(deep)} }`, 'nested more than 50 levels deep'],
    ['objects in objects', `${'{"access":'.repeat(deep / 2)}`, 'nested more than 50 levels deep'],
    ['a million brackets too many', ']'.repeat(999_999), 'A value is expected here.'],
    ['a comment that never ends', `{ "access": [] /* ${'x'.repeat(900_000)}`, 'The comment is not closed.'],
    ['a text that never ends', `{ "access": "${'x'.repeat(900_000)}`, 'The text is not closed'],
    ['a key of 900,000 letters', `{ "${'x'.repeat(900_000)}": 1 }`, 'A policy has no property `xxxxxx'],
    [
      '100,000 unknown rules',
      `{ "rules": { ${Array.from({ length: 60_000 }, (_, index) => `"r${index}": 1`).join(',')} } }`,
      'more problems, which are not listed.',
    ],
    ['a number beyond all bounds', '{ "access": 1e999999 }', '`access` must be a list of entries.'],
  ])('%s', (_, text, expected) => {
    const taken = seconds(() => {
      const { problems } = readOne(text);
      expect(problems.length).toBeLessThanOrEqual(101);
      const messages = problems.map(({ message }) => message).join('\n');
      expect(messages).toContain(expected);
      expect(messages.length).toBeLessThan(20_000);
    });
    expect(taken).toBeLessThan(5);
  });

  test('a list of thousands of entries is cut, and says so', () => {
    const entries = Array.from({ length: 12_000 }, (_, index) => `{ "route": "/api/v1/${index}/:id", "authenticated": true }`);
    const text = `{ "access": [${entries.join(',')}] }`;
    const taken = seconds(() => {
      const { policy, problems } = readOne(text);
      expect(policy.access).toHaveLength(2_000);
      expect(problems.map((problem) => describeProblem(problem, text))).toEqual([
        'error ‹{ "route": "/api/v1/2000/:id", "authenticated": true }› An access list has at most 2,000 entries; this one and those after it are ignored.',
      ]);
      expect(findAccess(policy, 'GET', '/api/v1/1999/x')?.pattern).toBe('/api/v1/1999/:id');
    });
    expect(taken).toBeLessThan(5);
  });
});

test('`__proto__` and its like stay what they are: unknown names', () => {
  const text =
    '{ "__proto__": { "rules": {} }, "rules": { "__proto__": "off", "constructor": "off", "toString": "off" }, "access": [{ "__proto__": { "public": "x" }, "route": "/a" }] }';
  const { policy, problems } = readOne(text);
  expect(policy.rules).toEqual({});
  expect(policy.access).toEqual([]);
  expect(problems.map((problem) => describeProblem(problem, text))).toEqual([
    'error ‹"__proto__"› A policy has no property `__proto__`.',
    'error ‹"__proto__"› There is no rule `__proto__`.',
    'error ‹"constructor"› There is no rule `constructor`.',
    'error ‹"toString"› There is no rule `toString`.',
    'error ‹"__proto__"› An access entry has no property `__proto__`.',
  ]);
  expect(Object.hasOwn(Object.prototype, 'public')).toBe(false);
});

test('file names of any kind are only names', () => {
  const { policies, problems } = readFiles({
    '__proto__/routewarden.jsonc': '{ "extends": "./constructor" }',
    'toString/routewarden.json': '[]',
  });
  expect(policies.map(({ folder }) => folder)).toEqual(['__proto__', 'toString']);
  expect(problems.map(({ at, message }) => `${at.file}: ${message}`)).toEqual([
    '__proto__/routewarden.jsonc: There is no file `__proto__/constructor`.',
    'toString/routewarden.json: A policy is an object: `{ "access": [ … ] }`.',
  ]);
});

describe('whatever the text is', () => {
  const valid = `{
  // Who may call what
  "access": [
    { "route": "POST /login", "public": "Sign-in" }, // open
    { "route": "/admin/**", "roles": ["admin"] },
    { "route": "**", "authenticated": true },
  ],
  "guards": [{ "function": "@acme/auth#a", "kind": "call" }],
  "rules": { "sql-injection": "high" },
}`;
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '//',
    '/*',
    '*/',
    '\n',
    '\r\n',
    '\\',
    '\u0000',
    '"route"',
    '"**"',
    'null',
    '1',
    '"access":',
    '"__proto__":',
  );
  const broken = fc
    .tuple(fc.nat(valid.length), fc.nat(40), fc.array(piece, { maxLength: 4 }))
    .map(([start, length, pieces]) => valid.slice(0, start) + pieces.join('') + valid.slice(start + length));

  test('reading and editing never throw, and problems stay inside it', () => {
    fc.assert(
      fc.property(broken, (text) => {
        for (const { at } of readOne(text).problems) {
          expect(at.start >= 0 && at.start <= at.end && at.end <= text.length).toBe(true);
        }
        addGuardEntry(text, { function: 'src/auth.ts#b', kind: 'call' });
        const edits = addPublicEntry(text, 'GET', '/health', 'Liveness probe');
        const edited = edits.reduceRight((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
        if (edits.length > 0) expect(findAccess(readOne(edited).policy, 'GET', '/health')?.access.kind).toBe('public');
      }),
      { numRuns: 1_000 },
    );
  });
});
