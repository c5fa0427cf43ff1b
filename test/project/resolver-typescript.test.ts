import fc from 'fast-check';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { type Files, resolverOf, toTexts } from './virtual-workspace.ts';

/**
 * TypeScript as the judge: in random workspaces both have to find the same file. Left out is what differs on purpose
 * (declarations, built output, `.mts` where nothing is written, and TypeScript's taking `a.tsx` for a written `a.ts`).
 */

const file = fc.constantFrom(
  'a.ts',
  'a.tsx',
  'a.js',
  'a/index.ts',
  'a/index.js',
  'a/b.ts',
  'a/b.jsx',
  'b.ts',
  'b/index.tsx',
  'b/a.ts',
  'b/a/index.ts',
  'index.ts',
  'a.mts',
  'b.cts',
  'b.mjs',
  'b.config.ts',
  'b.js.ts',
  'a.js/index.ts',
  'a/x/entry.ts',
  'b/x/b.ts',
  'b/x/index.ts',
);
const stem = fc.constantFrom('a', 'b', 'index', 'x', 'entry', 'a.js', 'a.jsx', 'a.mjs', 'b.cjs', 'b.config', 'x/entry', 'x/b', 'x/');
const folder = fc.constantFrom('', 'a', 'b', 'b/x');

const relative = fc
  .tuple(fc.constantFrom('./', '../', '../../', '../b/', './a/'), fc.oneof(stem, fc.constant('')))
  .map((parts) => parts.join(''));
const dots = fc.constantFrom('.', '..', './', '../', './..', './.');
const bare = fc.tuple(fc.constantFrom('', '@/', '@/x/', 'a/', 'b/', 'lib-'), stem).map((parts) => parts.join(''));

const pattern = fc.constantFrom('@/*', '@/x/*', '*', 'a', 'a/*', 'b/*/x', '@/*.js', 'lib-*', '@/a', 'b/*');
const target = fc.constantFrom('./*', './a/*', './b/*', './b/x/*', '../*', './a', './b/index', './*/index', './*/x');
const options = fc.record(
  {
    baseUrl: fc.constantFrom('.', './a', './b', '..'),
    paths: fc.dictionary(pattern, fc.array(target, { minLength: 1, maxLength: 2 }), { maxKeys: 4 }),
  },
  { requiredKeys: [] },
);

const condition = fc.constantFrom('import', 'types', 'default');
const entry = fc.constantFrom('./index.ts', './x/entry.ts', './x/*.ts', './*.ts', './*/index.ts', './x/index.ts', './gone.ts');
const exportsField = fc.oneof(
  entry,
  fc.dictionary(condition, entry, { minKeys: 1, maxKeys: 2 }),
  fc.dictionary(
    fc.constantFrom('.', './x', './*', './x/*', './b', './x/*.js'),
    fc.oneof(entry, fc.constant(null), fc.dictionary(condition, entry, { minKeys: 1 })),
    { minKeys: 1, maxKeys: 4 },
  ),
);
const manifest = fc.record(
  { exports: exportsField, main: fc.constantFrom('./x/entry.ts', 'index', './x', './gone.js', './x/b.js') },
  { requiredKeys: [] },
);

/** What TypeScript finds; `links` are the folders that `node_modules` has links to. */
function findWithTypeScript(
  files: Files,
  sources: string,
  from: string,
  imports: string,
  links: Readonly<Record<string, string>> = {},
): string | undefined {
  const texts = toTexts(files, sources);
  const toReal = (path: string): string => {
    const inside = path.replace(/^\/ws\//, '');
    const link = Object.keys(links).find((name) => inside.startsWith(`node_modules/${name}/`));
    return link === undefined ? inside : inside.replace(`node_modules/${link}`, links[link] ?? '');
  };
  const folders = new Set([...texts.keys()].flatMap((path) => path.split('/').map((_, at, parts) => parts.slice(0, at).join('/'))));
  const host: ts.ModuleResolutionHost = {
    fileExists: (path) => texts.has(toReal(path)),
    readFile: (path) => texts.get(toReal(path)),
    directoryExists: (path) => path === '/ws' || path === '/ws/node_modules' || folders.has(toReal(`${path}/`).replace(/\/+$/, '')),
    realpath: (path) => `/ws/${toReal(path)}`,
    getCurrentDirectory: () => '/ws',
  };
  const config = ts.parseJsonConfigFileContent(
    JSON.parse(texts.get('tsconfig.json') ?? '{}'),
    { useCaseSensitiveFileNames: true, readDirectory: () => [], fileExists: host.fileExists, readFile: host.readFile },
    '/ws',
    {
      allowJs: true,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      module: ts.ModuleKind.ESNext,
      resolveJsonModule: true,
      ignoreDeprecations: '6.0',
    },
  );
  const found = ts.resolveModuleName(imports, `/ws/${from}`, config.options, host).resolvedModule?.resolvedFileName;
  return found?.replace(/^\/ws\//, '');
}

function findHere(files: Files, sources: string, from: string, imports: string): string | undefined {
  const found = resolverOf(files, sources).resolve(from, imports);
  return found.kind === 'file' ? found.path : undefined;
}

const asWritten = fc.array(file, { maxLength: 8 }).map((list) => list.join(' '));

/** Endings that are added here and not there. */
const isAddedHere = (path: string | undefined): boolean => /\.[mc][tj]s$/.test(path ?? '');

test('relative imports lead where TypeScript says', () => {
  fc.assert(
    fc.property(asWritten, folder, fc.oneof(relative, dots), fc.option(manifest), (sources, at, imports, inB) => {
      const files = inB === null ? {} : { 'b/package.json': inB };
      const from = `${at === '' ? '' : `${at}/`}from.ts`;
      const here = findHere(files, `${from} ${sources}`, from, imports);
      if (!isAddedHere(here) || /\.[mc]js$/.test(imports))
        expect(here).toBe(findWithTypeScript(files, `${from} ${sources}`, from, imports));
    }),
    { numRuns: 600, seed: 1 },
  );
});

test('aliases lead where TypeScript says', () => {
  fc.assert(
    fc.property(asWritten, folder, bare, options, (sources, at, imports, compilerOptions) => {
      const files = { 'tsconfig.json': { compilerOptions } };
      const from = `${at === '' ? '' : `${at}/`}from.ts`;
      const here = findHere(files, `${from} ${sources}`, from, imports);
      if (!isAddedHere(here)) expect(here).toBe(findWithTypeScript(files, `${from} ${sources}`, from, imports));
    }),
    { numRuns: 600, seed: 1 },
  );
});

test('packages of the workspace lead where TypeScript says, wherever it finds code', () => {
  const inPackage = fc
    .subarray(['index', 'x', 'b', 'x/b', 'x/index', 'x/entry', 'index/index', 'b/index'])
    .map((stems) => stems.map((path) => `b/${path}.ts`).join(' '));
  const packageImport = fc
    .tuple(fc.constant('@acme/db'), fc.constantFrom('', '/x', '/b', '/x/b', '/x/b.js', '/x/entry', '/index', '/gone'))
    .map((parts) => parts.join(''));
  let found = 0;
  fc.assert(
    fc.property(inPackage, packageImport, manifest, (sources, imports, fields) => {
      const files = { 'b/package.json': { name: '@acme/db', ...fields } };
      const there = findWithTypeScript(files, sources, 'app/from.ts', imports, { '@acme/db': 'b' });
      if (there === undefined) return;
      found += 1;
      expect(findHere(files, sources, 'app/from.ts', imports)).toBe(there);
    }),
    { numRuns: 2000, seed: 1 },
  );
  expect(found).toBeGreaterThan(200);
});
