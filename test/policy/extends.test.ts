import { describe, expect, test } from 'vitest';
import { describeAccess, describeProblem, readFiles } from './policy-workspace.ts';

const entry = (route: string): string => `{ "route": ${JSON.stringify(route)}, "authenticated": true }`;
const policy = (route: string, ...references: string[]): string =>
  `{ "extends": ${JSON.stringify(references)}, "access": [${entry(route)}] }`;

/** The routes of each policy, and every problem with the text it underlines. */
function read(files: Readonly<Record<string, string>>, explicit?: string, sources?: readonly string[]) {
  const { policies, problems } = readFiles(files, explicit, sources);
  return {
    policies: policies.map(
      (each) => `${each.folder || '.'} ${each.file}: ${describeAccess(each).join(', ').replaceAll(' authenticated', '')}`,
    ),
    problems: problems.map((problem) => `${problem.at.file} ${describeProblem(problem, files[problem.at.file] ?? '')}`),
  };
}

describe('which files are policies', () => {
  test('one for each folder that has one, in order', () => {
    const files = {
      'b/routewarden.json': policy('/b'),
      'routewarden.jsonc': policy('/root'),
      'a/routewarden.jsonc': policy('/a'),
      'a/other.jsonc': '{',
    };
    expect(read(files)).toEqual({
      policies: ['. routewarden.jsonc: /root', 'a a/routewarden.jsonc: /a', 'b b/routewarden.json: /b'],
      problems: [],
    });
  });

  test('of two in a folder, the one with comments in its name', () => {
    expect(read({ 'routewarden.json': policy('/json'), 'routewarden.jsonc': policy('/jsonc') })).toEqual({
      policies: ['. routewarden.jsonc: /jsonc'],
      problems: ['routewarden.json warning ‹› `routewarden.json` is ignored, because `routewarden.jsonc` stands beside it.'],
    });
  });

  test('an explicit one overrides all', () => {
    const files = {
      'routewarden.jsonc': '{',
      'a/routewarden.jsonc': '{',
      'ci/strict.jsonc': policy('/strict', '../base.jsonc'),
      'base.jsonc': policy('/base'),
    };
    expect(read(files, './ci/strict.jsonc')).toEqual({ policies: ['. ci/strict.jsonc: /strict, /base'], problems: [] });
  });

  test('an explicit one that is not there', () => {
    expect(read({ 'routewarden.jsonc': '{}' }, 'ci/strict.jsonc')).toEqual({
      policies: [],
      problems: ['ci/strict.jsonc error ‹› There is no policy file `ci/strict.jsonc`.'],
    });
  });

  test('one that cannot be read governs its folder with nothing', () => {
    expect(read({}, undefined, ['api/routewarden.jsonc'])).toEqual({
      policies: ['api api/routewarden.jsonc: '],
      problems: ['api/routewarden.jsonc error ‹› The policy file `api/routewarden.jsonc` cannot be read.'],
    });
  });

  test('none', () => {
    expect(read({ 'src/a.ts': '' })).toEqual({ policies: [], problems: [] });
  });
});

describe('extends', () => {
  test('takes a text, and comes after what the file says itself', () => {
    const files = {
      'app/routewarden.jsonc': `{ "extends": "../base.jsonc", "access": [${entry('/own')}] }`,
      'base.jsonc': policy('/base'),
    };
    expect(read(files)).toEqual({ policies: ['app app/routewarden.jsonc: /own, /base'], problems: [] });
  });

  test('takes several in order, each followed by what it extends, each once', () => {
    const files = {
      'routewarden.jsonc': policy('/own', './p/one.jsonc', 'p/two.jsonc'),
      'p/one.jsonc': policy('/one', './common.jsonc'),
      'p/two.jsonc': policy('/two', './common.jsonc'),
      'p/common.jsonc': policy('/common'),
    };
    expect(read(files)).toEqual({ policies: ['. routewarden.jsonc: /own, /one, /common, /two'], problems: [] });
  });

  test('an own entry may come before an extended one that it replaces', () => {
    const files = {
      'routewarden.jsonc': '{ "extends": "./base.jsonc", "access": [{ "route": "/a", "public": "Ours is open" }] }',
      'base.jsonc': policy('/a'),
    };
    expect(read(files)).toEqual({ policies: ['. routewarden.jsonc: /a public: Ours is open, /a'], problems: [] });
  });

  test('merges everything else, the nearer one first', () => {
    const { policies, problems } = readFiles(
      {
        'app/routewarden.jsonc': `{ "extends": "../base/base.jsonc", "rules": { "sql-injection": "critical" }, "insecureHosts": ["a.test"], "exclude": ["x/**"],
          "guards": [{ "function": "auth.ts#own", "kind": "call" }, { "function": "@acme/auth#guard", "kind": "call" }] }`,
        'base/base.jsonc': `{ "rules": { "sql-injection": "low", "insecure-http-url": "off" }, "insecureHosts": ["b.test", "a.test"], "exclude": ["y/**"],
          "guards": [{ "function": "auth.ts#base", "kind": "wrapper" }, { "function": "@acme/auth#guard", "kind": "wrapper" }] }`,
      },
      undefined,
      ['app/auth.ts', 'base/auth.ts'],
    );
    expect(problems).toEqual([]);
    expect(policies.map(({ rules, insecureHosts, exclude }) => ({ rules, insecureHosts, exclude }))).toEqual([
      {
        rules: { 'sql-injection': 'critical', 'insecure-http-url': 'off' },
        insecureHosts: ['a.test', 'b.test'],
        exclude: ['x/**', 'y/**'],
      },
    ]);
    expect(
      policies.flatMap(({ guards }) => guards.map((guard) => `${guard.module}#${guard.name} ${guard.kind} in ${guard.at.file}`)),
    ).toEqual([
      'app/auth.ts#own call in app/routewarden.jsonc',
      '@acme/auth#guard call in app/routewarden.jsonc',
      'base/auth.ts#base wrapper in base/base.jsonc',
    ]);
  });

  test('a missing file', () => {
    expect(read({ 'a/routewarden.jsonc': policy('/a', './gone.jsonc') })).toEqual({
      policies: ['a a/routewarden.jsonc: /a'],
      problems: ['a/routewarden.jsonc error ‹"./gone.jsonc"› There is no file `a/gone.jsonc`.'],
    });
  });

  test('a file outside the workspace', () => {
    expect(read({ 'a/routewarden.jsonc': policy('/a', '../../gone.jsonc') }).problems).toEqual([
      'a/routewarden.jsonc error ‹"../../gone.jsonc"› A policy cannot extend a file outside the workspace.',
    ]);
  });

  test.each(['/etc/policy.jsonc', 'C:/policy.jsonc', 'https://a.test/policy.jsonc', '..\\\\policy.jsonc', ''])(
    'what is no relative path: %j',
    (reference) => {
      const text = `{ "extends": "${reference}" }`;
      expect(read({ 'routewarden.jsonc': text }).problems).toEqual([
        `routewarden.jsonc error ‹"${reference}"› \`${reference.replace('\\\\', '\\')}\` is not a relative path with \`/\` between folders.`,
      ]);
    },
  );

  test('a circle', () => {
    const files = {
      'routewarden.jsonc': policy('/a', './b.jsonc'),
      'b.jsonc': policy('/b', './c.jsonc'),
      'c.jsonc': policy('/c', './b.jsonc'),
    };
    expect(read(files)).toEqual({
      policies: ['. routewarden.jsonc: /a, /b, /c'],
      problems: ['c.jsonc error ‹"./b.jsonc"› `extends` runs in a circle: b.jsonc → c.jsonc → b.jsonc.'],
    });
  });

  test('a file that extends itself', () => {
    expect(read({ 'routewarden.jsonc': policy('/a', './routewarden.jsonc') }).problems).toEqual([
      'routewarden.jsonc error ‹"./routewarden.jsonc"› `extends` runs in a circle: routewarden.jsonc → routewarden.jsonc.',
    ]);
  });

  test('a chain without end', () => {
    const files = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => [`${index}.jsonc`, policy(`/${index}`, `./${index + 1}.jsonc`)]),
    );
    const { policies, problems } = read(files, '0.jsonc');
    expect(policies[0]?.split(', ')).toHaveLength(16);
    expect(problems).toEqual(['15.jsonc error ‹"./16.jsonc"› `extends` goes through more than 16 files; this one is not read.']);
  });

  test('a problem of a shared file is reported once, in that file', () => {
    const files = {
      'a/routewarden.jsonc': policy('/a', '../base.jsonc'),
      'b/routewarden.jsonc': policy('/b', '../base.jsonc'),
      'base.jsonc': '[]',
    };
    expect(read(files)).toEqual({
      policies: ['a a/routewarden.jsonc: /a', 'b b/routewarden.jsonc: /b'],
      problems: ['base.jsonc error ‹[]› A policy is an object: `{ "access": [ … ] }`.'],
    });
  });
});
