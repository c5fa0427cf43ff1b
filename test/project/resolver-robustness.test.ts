import { builtinModules } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createResolver } from '../../core/src/project/create-resolver.ts';
import { type Files, resolverOf, toTexts, toWords } from './virtual-workspace.ts';

/** Specifiers made of the pieces that resolution looks for, besides arbitrary text. */
const specifier = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('.', '..', '/', '@', '#', '*', '~', 'a', 'src', 'dist', 'node:', 'name', '.js', '.ts', '?', '\\', '', '__proto__'),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

const name = fc.constantFrom('a', 'b', '@a/b', 'dist', '', '.', '..', 'constructor', '__proto__');
const pathText = fc.oneof(specifier, fc.constantFrom('./a', './dist/a.js', '*', './*', '../*', '${configDir}/a', '/', './src/*.ts'));
const conditions = fc.letrec((tie) => ({
  target: fc.oneof(
    { depthSize: 'small' },
    pathText,
    fc.constant(null),
    fc.array(tie('target'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('.', './*', './a', '#a', '#*', 'import', 'types', 'node', 'default', 'source', '1'), tie('target'), {
      maxKeys: 4,
    }),
  ),
})).target;

const manifest = fc.record(
  {
    name,
    version: pathText,
    main: pathText,
    module: pathText,
    types: pathText,
    source: pathText,
    exports: conditions,
    imports: conditions,
    dependencies: fc.dictionary(name, fc.oneof(pathText, fc.constantFrom('workspace:*', 'catalog:', 'file:../a', '^1.0.0'))),
    workspaces: fc.oneof(fc.array(pathText), fc.record({ packages: fc.array(pathText) }), fc.jsonValue()),
    publishConfig: fc.record({ directory: pathText }),
  },
  { requiredKeys: [] },
);

const tsconfig = fc.record(
  {
    extends: fc.oneof(pathText, fc.array(pathText), fc.constantFrom('./tsconfig.json', '../tsconfig.json', './a/tsconfig.json', '@a/b')),
    compilerOptions: fc.record(
      {
        baseUrl: pathText,
        paths: fc.oneof(fc.dictionary(pathText, fc.array(pathText, { maxLength: 3 })), fc.jsonValue()),
        outDir: pathText,
        rootDir: pathText,
      },
      { requiredKeys: [] },
    ),
    files: fc.array(pathText),
    include: fc.array(pathText),
    exclude: fc.array(pathText),
    references: fc.array(fc.oneof(fc.record({ path: pathText }), fc.jsonValue())),
  },
  { requiredKeys: [] },
);

/** JSON that fits, JSON that does not, JSON cut short, and no JSON. */
const textOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: value.map((json) => JSON.stringify(json)), weight: 4 },
    { arbitrary: fc.json(), weight: 1 },
    { arbitrary: fc.tuple(value, fc.nat({ max: 200 })).map(([json, length]) => JSON.stringify(json).slice(0, length)), weight: 1 },
    { arbitrary: fc.string({ unit: 'binary' }), weight: 1 },
  );

const workspace: fc.Arbitrary<Files> = fc.record(
  {
    'package.json': textOf(manifest),
    'a/package.json': textOf(manifest),
    'a/b/package.json': textOf(manifest),
    'tsconfig.json': textOf(tsconfig),
    'a/tsconfig.json': textOf(tsconfig),
    'a/b/jsconfig.json': textOf(tsconfig),
    'pnpm-workspace.yaml': fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant('packages: [a/*]\ncatalog: { a: 1 }')),
  },
  { requiredKeys: [] },
);

const sources = 'index.ts a.ts a/index.ts a/src/index.ts a/src/a.ts a/b/src/index.ts src/a.tsx src/b.d.ts a/b/dist/a.js';
const froms = ['index.ts', 'a/index.ts', 'a/b/src/index.ts', 'gone/x.ts', ''];

describe('whatever a workspace says', () => {
  test('no question throws, and a file that is found exists', () => {
    fc.assert(
      fc.property(workspace, fc.constantFrom(...froms), fc.array(specifier, { minLength: 1, maxLength: 6 }), (files, from, specifiers) => {
        const texts = toTexts(files, sources);
        const resolver = createResolver({ paths: new Set(texts.keys()), read: (path) => texts.get(path) });
        for (const written of [...specifiers, 'a', '@a/b', '@a/b/a', '#a', './a', '@/a']) {
          const found = resolver.resolve(from, written);
          if (found.kind === 'file') expect(texts.has(found.path)).toBe(true);
          if (found.kind === 'package') {
            expect(found.module.startsWith(found.name)).toBe(true);
            if (!written.startsWith('#')) expect(found.module).toBe(written.replace(/^node:/, ''));
          }
        }
        expect(resolver.scope(from).dependencies).toBeInstanceOf(Map);
      }),
      { numRuns: 500 },
    );
  });

  test('the order of questions and of files changes no answer', () => {
    fc.assert(
      fc.property(workspace, fc.array(specifier, { minLength: 1, maxLength: 6 }), (files, specifiers) => {
        const texts = toTexts(files, sources);
        const read = (path: string): string | undefined => texts.get(path);
        const questions = froms.flatMap((from) => [...specifiers, 'a', '@a/b', '#a'].map((written) => ({ from, written })));
        const warm = createResolver({ paths: new Set(texts.keys()), read });
        const backwards = createResolver({ paths: new Set([...texts.keys()].reverse()), read });
        const there = questions.map(({ from, written }) => toWords(warm.resolve(from, written)));
        const back = questions.toReversed().map(({ from, written }) => toWords(backwards.resolve(from, written)));
        const alone = questions.map(({ from, written }) =>
          toWords(createResolver({ paths: new Set(texts.keys()), read }).resolve(from, written)),
        );
        expect(back.reverse()).toEqual(there);
        expect(alone).toEqual(there);
      }),
      { numRuns: 150 },
    );
  });
});

describe('texts made to harm', () => {
  const deep = '['.repeat(200_000);
  const longName = `./${'a/'.repeat(500_000)}b`;

  test('brackets without end', () => {
    const resolver = resolverOf(
      { 'package.json': deep, 'tsconfig.json': deep, 'pnpm-workspace.yaml': '['.repeat(20_000) },
      'src/app.ts src/db.ts',
    );
    expect(toWords(resolver.resolve('src/app.ts', './db'))).toBe('src/db.ts');
    expect(toWords(resolver.resolve('src/app.ts', '@/db'))).toBe('missing');
    expect(toWords(resolver.resolve('src/app.ts', 'pg'))).toBe('package pg');
  });

  test('conditions nested without end', () => {
    let exports: object = { default: './src/db.ts' };
    for (let depth = 0; depth < 3_000; depth += 1) exports = { node: exports };
    const resolver = resolverOf({ 'db/package.json': { name: 'db', exports } }, 'app.ts db/src/db.ts');
    expect(toWords(resolver.resolve('app.ts', 'db'))).toBe('missing');
  });

  test('specifiers and paths of a megabyte', () => {
    const resolver = resolverOf({ 'tsconfig.json': { compilerOptions: { baseUrl: longName, paths: { '@/*': [longName] } } } }, 'app.ts');
    for (const written of [longName, longName.slice(2), `@/${longName}`, `@a/b/${'dist/'.repeat(200_000)}`, `#${longName}`]) {
      expect(resolver.resolve('app.ts', written)).toEqual({ kind: 'missing' });
    }
    expect(toWords(resolver.resolve('app.ts', '@/db'))).toBe('missing');
  });

  test('patterns that would keep a regular expression busy', () => {
    const stars = `${'*a'.repeat(400)}b`;
    const folder = 'a'.repeat(2_000);
    const resolver = resolverOf(
      {
        'package.json': { workspaces: [stars, `${'**/'.repeat(400)}b`, '{a,b}'.repeat(90), '{'.repeat(400)] },
        [`${folder}/package.json`]: { name: 'db' },
        'tsconfig.json': { files: [], references: [{ path: './x.json' }] },
        'x.json': { include: [stars, `${'**/x'.repeat(400)}b`], exclude: [stars] },
      },
      `app.ts ${folder}/index.ts`,
    );
    expect(toWords(resolver.resolve('app.ts', 'db'))).toBe(`${folder}/index.ts`);
  });

  test('configurations that extend each other twice at every level', () => {
    const files: Record<string, object> = { 'tsconfig.json': { extends: ['./c0.json', './c0.json'] } };
    for (let level = 0; level < 25; level += 1) files[`c${level}.json`] = { extends: [`./c${level + 1}.json`, `./c${level + 1}.json`] };
    files['c25.json'] = { compilerOptions: { paths: { '@/*': ['./src/*'] } } };
    expect(toWords(resolverOf(files, 'app.ts src/db.ts').resolve('app.ts', '@/db'))).toBe('src/db.ts');
  });

  test('a chain of configurations longer than anybody writes is cut', () => {
    const files: Record<string, object> = { 'tsconfig.json': { extends: './c0.json' } };
    for (let level = 0; level < 5_000; level += 1) files[`c${level}.json`] = { extends: `./c${level + 1}.json` };
    files['c5000.json'] = { compilerOptions: { paths: { '@/*': ['./src/*'] } } };
    expect(toWords(resolverOf(files, 'app.ts src/db.ts').resolve('app.ts', '@/db'))).toBe('missing');
  });

  test('manifests that lead into each other', () => {
    const entries = { source: './a', module: './a/', main: 'a/.', types: './a//', typings: 'a' };
    const files: Record<string, object> = { 'package.json': entries };
    for (let depth = 1; depth <= 40; depth += 1) files[`${'a/'.repeat(depth)}package.json`] = entries;
    expect(toWords(resolverOf(files, 'src/app.ts').resolve('src/app.ts', '..'))).toBe('missing');
  });
});

describe('reading', () => {
  const texts = toTexts(
    {
      'package.json': { workspaces: ['*'] },
      'pnpm-workspace.yaml': '',
      'db/package.json': { name: 'db', dependencies: { pg: 'catalog:' } },
      'tsconfig.json': { extends: ['./base.json', './gone.json'] },
      'db/tsconfig.json': { extends: ['../base.json', '../gone.json'] },
      'base.json': {},
    },
    'app.ts db/index.ts',
  );

  test('nothing is read before the first question, and nothing for a relative one', () => {
    const asked: string[] = [];
    const resolver = createResolver({
      paths: new Set(texts.keys()),
      read(path) {
        asked.push(path);
        return texts.get(path);
      },
    });
    expect(asked).toEqual([]);
    resolver.resolve('app.ts', './db/index');
    resolver.resolve('app.ts', './gone');
    expect(asked).toEqual([]);
  });

  test('no file is read twice', () => {
    const asked: string[] = [];
    const resolver = createResolver({
      paths: new Set(texts.keys()),
      read(path) {
        asked.push(path);
        return texts.get(path);
      },
    });
    for (const from of ['app.ts', 'db/index.ts', 'app.ts']) {
      for (const written of ['db', 'pg', '@/x', './db', '#x', '.']) resolver.resolve(from, written);
      resolver.scope(from);
    }
    expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
    expect(asked).toEqual(expect.arrayContaining(['base.json', 'gone.json', 'pnpm-workspace.yaml', 'db/tsconfig.json']));
  });
});

test('every module of Node that needs no node: is known', () => {
  const resolver = resolverOf(
    { 'tsconfig.json': { compilerOptions: { paths: { '*': ['./*'] } } } },
    builtinModules.map((name) => `${name}.ts`).join(' '),
  );
  const plain = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));
  for (const name of plain) expect(resolver.resolve('app.ts', name)).toEqual({ kind: 'package', name: name.split('/')[0], module: name });
});
