import { describe } from 'vitest';
import { type Case, type Files, testResolution } from './virtual-workspace.ts';

const app = 'apps/api/src/server.ts';

/** A monorepo of an application and the package `@acme/db`, which holds `sources`. */
function dbCase(title: string, manifest: object, sources: string, leadsTo: string, imports = '@acme/db', more: Files = {}): Case {
  const inDb = sources.split(' ').map((path) => `packages/db/${path}`);
  return {
    title,
    files: {
      'package.json': { workspaces: ['apps/*', 'packages/*'] },
      'apps/api/package.json': { name: '@acme/api', dependencies: { '@acme/db': 'workspace:*', pg: '^8.0.0' } },
      'packages/db/package.json': { name: '@acme/db', ...manifest },
      ...more,
    },
    sources: [app, ...inDb].join(' '),
    from: app,
    imports,
    leadsTo: /^(?:missing|package )/.test(leadsTo) ? leadsTo : `packages/db/${leadsTo}`,
  };
}

describe('entry fields', () => {
  testResolution([
    dbCase('main names the source', { main: './src/client.ts' }, 'src/client.ts src/index.ts', 'src/client.ts'),
    dbCase('main without ./', { main: 'src/client.ts' }, 'src/client.ts', 'src/client.ts'),
    dbCase('main without an ending', { main: './lib/client' }, 'lib/client.js', 'lib/client.js'),
    dbCase('no field at all means the index', {}, 'index.js', 'index.js'),
    dbCase('no field at all prefers the index at the root', {}, 'index.ts src/index.ts', 'index.ts'),
    dbCase('no field at all may mean src', {}, 'src/index.ts', 'src/index.ts'),
    dbCase('source before main', { main: './other.js', source: './src/entry.ts' }, 'other.js src/entry.ts', 'src/entry.ts'),
    dbCase('module before main', { main: './cjs.js', module: './esm.js' }, 'cjs.js esm.js', 'esm.js'),
    dbCase('types alone name the source', { types: './src/entry.ts' }, 'src/entry.ts', 'src/entry.ts'),
    dbCase('types of built output lead to the source', { types: './dist/entry.d.ts' }, 'src/entry.ts', 'src/entry.ts'),
    dbCase('a declaration only when there is no code', { main: './native.node', types: './native.d.ts' }, 'native.d.ts', 'native.d.ts'),
    dbCase('fields of a wrong type count as absent', { main: 7, module: ['a'], types: {} }, 'index.ts', 'index.ts'),
    dbCase('a package without files leads nowhere', { main: './dist/index.js' }, 'README.md', 'missing'),
  ]);
});

describe('built output', () => {
  testResolution([
    dbCase('dist', { main: './dist/index.js' }, 'src/index.ts', 'src/index.ts'),
    dbCase('build', { main: './build/main.js' }, 'src/main.ts', 'src/main.ts'),
    dbCase('lib', { main: './lib/main.js' }, 'src/main.ts', 'src/main.ts'),
    dbCase('out', { main: './out/main.js' }, 'src/main.tsx', 'src/main.tsx'),
    dbCase('esm', { main: './esm/main.js' }, 'src/main.ts', 'src/main.ts'),
    dbCase('cjs', { main: './cjs/main.js' }, 'src/main.ts', 'src/main.ts'),
    dbCase('a folder of a folder', { main: './dist/cjs/main.js' }, 'src/main.ts', 'src/main.ts'),
    dbCase('a format of the same name inside src', { main: './dist/esm/main.js' }, 'src/esm/main.ts src/main.ts', 'src/main.ts'),
    dbCase('an ending that the build changed', { main: './dist/main.mjs' }, 'src/main.ts', 'src/main.ts'),
    dbCase('sources at the root', { main: './dist/main.js' }, 'main.ts', 'main.ts'),
    dbCase('src kept below the output', { main: './dist/src/main.js' }, 'src/main.ts', 'src/main.ts'),
    dbCase('sources in JavaScript', { main: './dist/main.js' }, 'src/main.js', 'src/main.js'),
    dbCase('the output folder itself', { main: './dist' }, 'src/index.ts', 'src/index.ts'),
    dbCase('a folder of the output', { main: './dist/client' }, 'src/client/index.ts', 'src/client/index.ts'),
    dbCase('the source wins over output in the tree', { main: './dist/index.js' }, 'dist/index.js src/index.ts', 'src/index.ts'),
    dbCase('lib may be written by hand', { main: './lib/main.js' }, 'lib/main.js main.js', 'lib/main.js'),
    dbCase('lib may hold TypeScript of its own', { main: './lib/main.js' }, 'lib/main.ts src/main.ts', 'lib/main.ts'),
    dbCase('output without a source stays', { main: './dist/main.js' }, 'dist/main.js src/other.ts', 'dist/main.js'),
    dbCase('a bundle stands for the usual entry', { main: './dist/acme-db.cjs.js' }, 'src/index.ts', 'src/index.ts'),
    dbCase('a name that only starts like an output folder', { main: './distribution/main.js' }, 'src/main.ts', 'missing'),
    dbCase(
      "a folder of one's own, by the compiler's settings",
      { main: './compiled/main.js' },
      'source/main.ts',
      'source/main.ts',
      '@acme/db',
      {
        'packages/db/tsconfig.json': { compilerOptions: { outDir: './compiled', rootDir: './source' } },
      },
    ),
    dbCase('the same through extends', { main: './compiled/main.js' }, 'src/main.ts', 'src/main.ts', '@acme/db', {
      'packages/db/tsconfig.json': { extends: '../../tsconfig.base.json' },
      'tsconfig.base.json': { compilerOptions: { outDir: '${configDir}/compiled' } },
    }),
    dbCase('sources compiled into the package folder', { main: './main.js' }, 'main.js src/main.ts', 'src/main.ts', '@acme/db', {
      'packages/db/tsconfig.json': { compilerOptions: { outDir: '.', rootDir: 'src' } },
    }),
    dbCase('an output folder elsewhere', { main: './main.js' }, 'main.js src/main.ts', 'main.js', '@acme/db', {
      'packages/db/tsconfig.json': { compilerOptions: { outDir: '../../dist' } },
    }),
    dbCase('the same without the settings', { main: './compiled/main.js' }, 'source/main.ts', 'missing'),
  ]);
});

describe('exports', () => {
  testResolution([
    dbCase('a string', { exports: './src/client.ts' }, 'src/client.ts', 'src/client.ts'),
    dbCase('beats main', { exports: './a.js', main: './b.js' }, 'a.js b.js', 'a.js'),
    dbCase('null counts as none', { exports: null, main: './b.js' }, 'b.js', 'b.js'),
    dbCase('conditions without subpaths', { exports: { import: './a.mjs', require: './a.cjs' } }, 'a.mjs a.cjs', 'a.mjs'),
    dbCase('conditions of an entry', { exports: { '.': { types: './dist/a.d.ts', default: './dist/a.js' } } }, 'src/a.ts', 'src/a.ts'),
    dbCase(
      'nested conditions',
      { exports: { '.': { node: { import: { types: './t.d.ts', default: './a.js' } } } } },
      'a.js t.d.ts',
      'a.js',
    ),
    dbCase('the order written decides', { exports: { require: './a.cjs', import: './a.mjs' } }, 'a.mjs a.cjs', 'a.cjs'),
    dbCase('a condition without a file gives way to the next', { exports: { import: './gone/a.js', default: './b.js' } }, 'b.js', 'b.js'),
    dbCase(
      'the condition source comes first',
      { exports: { import: './dist/a.js', source: './src/b.ts' } },
      'src/a.ts src/b.ts',
      'src/b.ts',
    ),
    dbCase('the condition development', { exports: { development: './src/b.ts', default: './dist/bundle.js' } }, 'src/b.ts', 'src/b.ts'),
    dbCase(
      "a condition of one's own that names TypeScript",
      { exports: { import: './dist/a.js', '@acme/source': './src/b.ts' } },
      'src/a.ts src/b.ts',
      'src/b.ts',
    ),
    dbCase(
      "a condition of one's own that names output",
      { exports: { '@acme/legacy': './dist/b.js', import: './dist/a.js' } },
      'src/a.ts src/b.ts',
      'src/a.ts',
    ),
    dbCase('a server is no browser', { exports: { browser: './b.js', default: './a.js' } }, 'a.js b.js', 'a.js'),
    dbCase('a browser is better than nothing', { exports: { browser: './b.js', default: './gone.js' } }, 'b.js', 'b.js'),
    dbCase('a list of fallbacks', { exports: { '.': ['./gone.js', { import: './a.js' }] } }, 'a.js', 'a.js'),
    dbCase('a declaration before the code is passed over', { exports: { types: './a.d.ts', default: './a.js' } }, 'a.js a.d.ts', 'a.js'),
    dbCase('a bundle stands for the usual entry', { exports: { '.': './dist/bundle.js' } }, 'src/index.ts', 'src/index.ts'),
    dbCase('a subpath', { exports: { './client': './dist/client.js' } }, 'src/client.ts', 'src/client.ts', '@acme/db/client'),
    dbCase('a subpath is not the entry', { exports: { './client': './dist/bundle.js' } }, 'src/index.ts', 'missing', '@acme/db/client'),
    dbCase(
      'a subpath that is not exported',
      { exports: { '.': './src/index.ts' } },
      'src/index.ts src/client.ts',
      'missing',
      '@acme/db/src/client',
    ),
    dbCase('an entry that is not exported', { exports: { './client': './src/client.ts' } }, 'src/index.ts src/client.ts', 'missing'),
    dbCase('a pattern', { exports: { './*': './src/*.ts' } }, 'src/client.ts', 'src/client.ts', '@acme/db/client'),
    dbCase(
      'a pattern over folders',
      { exports: { './*': './dist/*.js' } },
      'src/users/client.ts',
      'src/users/client.ts',
      '@acme/db/users/client',
    ),
    dbCase('a pattern with an ending', { exports: { './*.js': './dist/*.js' } }, 'src/client.ts', 'src/client.ts', '@acme/db/client.js'),
    dbCase(
      'a pattern with an ending that is not there',
      { exports: { './*.js': './dist/*.js' } },
      'src/client.ts',
      'missing',
      '@acme/db/client',
    ),
    dbCase('a pattern that repeats the match', { exports: { './*': './src/*/*.ts' } }, 'src/db/db.ts', 'src/db/db.ts', '@acme/db/db'),
    dbCase('a pattern matches no empty text', { exports: { './*': './src/index*.ts' } }, 'src/index.ts', 'missing', '@acme/db/'),
    dbCase('a match that looks like a replacement pattern', { exports: { './*': './src/*.ts' } }, 'src/$&.ts', 'src/$&.ts', '@acme/db/$&'),
    dbCase(
      'the longest pattern',
      { exports: { './*': './src/*.ts', './sql/*': './queries/*.ts' } },
      'queries/a.ts src/sql/a.ts',
      'queries/a.ts',
      '@acme/db/sql/a',
    ),
    dbCase(
      'an exact entry before any pattern',
      { exports: { './*': './src/*.ts', './a': './b.ts' } },
      'src/a.ts b.ts',
      'b.ts',
      '@acme/db/a',
    ),
    dbCase(
      'null closes a subpath',
      { exports: { './*': './src/*.ts', './internal/*': null } },
      'src/internal/a.ts',
      'missing',
      '@acme/db/internal/a',
    ),
    dbCase(
      'null closes no neighbour',
      { exports: { './*': './src/*.ts', './internal/*': null } },
      'src/external/a.ts',
      'src/external/a.ts',
      '@acme/db/external/a',
    ),
    dbCase('a folder in the older notation', { exports: { './lib/': './dist/' } }, 'src/a.ts', 'src/a.ts', '@acme/db/lib/a.js'),
    dbCase(
      'a target outside the package is refused',
      { exports: { './*': './*.ts' } },
      'index.ts',
      'missing',
      '@acme/db/../../apps/api/src/server',
    ),
    dbCase('a target without ./ is refused', { exports: { './a': 'src/a.ts' } }, 'src/a.ts', 'missing', '@acme/db/a'),
    dbCase(
      'the own package.json where it is exported',
      { exports: { './package.json': './package.json' } },
      'src/a.ts',
      'package.json',
      '@acme/db/package.json',
    ),
    dbCase('the own package.json where it is not exported', { exports: './src/a.ts' }, 'src/a.ts', 'missing', '@acme/db/package.json'),
  ]);
});

describe('subpaths without exports', () => {
  testResolution([
    dbCase('a file', {}, 'src/client.ts', 'src/client.ts', '@acme/db/src/client'),
    dbCase('a built file', {}, 'src/client.ts', 'src/client.ts', '@acme/db/dist/client.js'),
    dbCase('a folder', {}, 'sql/index.ts', 'sql/index.ts', '@acme/db/sql'),
    dbCase('a folder with its own manifest', {}, 'sql/run.ts', 'sql/run.ts', '@acme/db/sql', {
      'packages/db/sql/package.json': { main: './run.js' },
    }),
    dbCase('a folder whose manifest names output of the package', {}, 'sql/src/run.ts', 'sql/src/run.ts', '@acme/db/sql', {
      'packages/db/sql/package.json': { main: './dist/run.js' },
    }),
    dbCase(
      'the folder that is published stands for the package',
      { publishConfig: { directory: 'dist' } },
      'src/client.ts',
      'src/client.ts',
      '@acme/db/client',
    ),
    dbCase('no such file', {}, 'src/client.ts', 'missing', '@acme/db/client'),
    dbCase('a declaration', {}, 'types.d.ts', 'types.d.ts', '@acme/db/types'),
  ]);
});

/** A single package at the root, asked from `src/app.ts`. */
function ownCase(title: string, manifest: object, sources: string, imports: string, leadsTo: string, more: Files = {}): Case {
  return { title, files: { 'package.json': manifest, ...more }, sources: `src/app.ts ${sources}`, from: 'src/app.ts', imports, leadsTo };
}

describe('self-reference', () => {
  testResolution([
    ownCase('through exports', { name: 'shop', exports: { './db': './dist/db.js' } }, 'src/db.ts', 'shop/db', 'src/db.ts'),
    ownCase('not beyond exports', { name: 'shop', exports: { './db': './dist/db.js' } }, 'src/db.ts src/x.ts', 'shop/src/x', 'missing'),
    ownCase(
      'of a package that shares its name with a dependency',
      { name: 'express', dependencies: { express: '^4.0.0' } },
      'index.ts',
      'express',
      'package express',
    ),
    ownCase(
      'of a package that shares its name and version with a dependency',
      { name: 'express', version: '4.1.0', dependencies: { express: '^4.0.0' } },
      'index.ts',
      'express',
      'package express',
    ),
    ownCase('without exports nor such a dependency', { name: 'shop' }, 'src/db.ts', 'shop/src/db', 'src/db.ts'),
    ownCase('of another name', { name: 'shop', exports: './src/app.ts' }, '', 'shop-db', 'package shop-db'),
  ]);
});

describe('imports', () => {
  testResolution([
    ownCase('an exact name', { imports: { '#db': './src/db.ts' } }, 'src/db.ts', '#db', 'src/db.ts'),
    ownCase('a pattern', { imports: { '#lib/*': './src/lib/*.js' } }, 'src/lib/db.ts', '#lib/db', 'src/lib/db.ts'),
    ownCase('a pattern that keeps the ending', { imports: { '#*': './src/*' } }, 'src/db.ts', '#db.js', 'src/db.ts'),
    ownCase('built output', { imports: { '#*': './dist/*.js' } }, 'src/db.ts', '#db', 'src/db.ts'),
    ownCase(
      'conditions',
      { imports: { '#db': { node: './src/pg.ts', default: './src/idb.ts' } } },
      'src/pg.ts src/idb.ts',
      '#db',
      'src/pg.ts',
    ),
    ownCase('a package', { imports: { '#db': 'pg' } }, '', '#db', 'package pg'),
    ownCase('a file of a package', { imports: { '#db': '@scope/pg/pool' } }, '', '#db', 'package @scope/pg as @scope/pg/pool'),
    ownCase('a package of the workspace', { imports: { '#db': 'acme-db' } }, 'db/index.ts', '#db', 'db/index.ts', {
      'db/package.json': { name: 'acme-db' },
    }),
    ownCase("one of Node's modules", { imports: { '#fs': 'node:fs/promises' } }, '', '#fs', 'package fs as fs/promises'),
    ownCase(
      'a package for Node before a file for others',
      { imports: { '#db': { node: 'pg', default: './src/idb.ts' } } },
      'src/idb.ts',
      '#db',
      'package pg',
    ),
    ownCase('null closes a name', { imports: { '#*': './src/*.ts', '#app': null } }, 'src/db.ts', '#app', 'missing'),
    ownCase('an unknown name', { imports: { '#db': './src/db.ts' } }, 'src/db.ts', '#database', 'missing'),
    ownCase('a target that does not exist', { imports: { '#db': './src/gone.ts' } }, '', '#db', 'missing'),
    ownCase('no chain of internal names', { imports: { '#a': '#b', '#b': './src/b.ts' } }, 'src/b.ts', '#a', 'missing'),
    ownCase('no target outside the package', { imports: { '#a': './../x.ts' } }, 'x.ts', '#a', 'missing'),
    ownCase('a declaration only', { imports: { '#a': './src/a.js' } }, 'src/a.d.ts', '#a', 'src/a.d.ts'),
    ownCase('no imports at all', { name: 'shop' }, '', '#db', 'missing'),
    {
      title: 'the nearest package.json decides alone',
      files: { 'package.json': { imports: { '#db': './db.ts' } }, 'src/package.json': { type: 'module' } },
      sources: 'db.ts',
      from: 'src/app.ts',
      imports: '#db',
      leadsTo: 'missing',
    },
  ]);
});

describe('packages from outside', () => {
  testResolution([
    ownCase('a dependency', { dependencies: { express: '^4.0.0' } }, '', 'express', 'package express'),
    ownCase('a file of it', { dependencies: { express: '^4.0.0' } }, '', 'express/lib/router', 'package express as express/lib/router'),
    ownCase('a scoped one', {}, '', '@clerk/nextjs/server', 'package @clerk/nextjs as @clerk/nextjs/server'),
    ownCase('one that nobody lists', {}, 'src/express.ts', 'express', 'package express'),
    ownCase("one of Node's modules", {}, '', 'fs/promises', 'package fs as fs/promises'),
    ownCase('the same with node:', {}, '', 'node:fs/promises', 'package fs as fs/promises'),
    ownCase('one that exists with node: only', {}, '', 'node:test', 'package test'),
    ownCase('a module of another runtime', {}, '', 'bun:sqlite', 'package bun:sqlite'),
    ownCase('an address', {}, '', 'https://esm.sh/hono', 'package https://esm.sh/hono'),
    ownCase('a drive is no package', {}, '', 'C:/app/db', 'missing'),
    ownCase('a file address is no package', {}, '', 'file:///app/db.ts', 'missing'),
    ownCase('a scope alone is no package', {}, '', '@clerk', 'missing'),
    ownCase('an unknown @/ is a broken alias', {}, 'src/db.ts db.ts', '@/db', 'missing'),
    ownCase('an unknown ~/ is a broken alias', {}, 'src/db.ts db.ts', '~/db', 'missing'),
    ownCase('an unknown src/ is a broken alias', {}, 'src/db.ts', 'src/db', 'missing'),
    ownCase('src may be a dependency', { dependencies: { src: '1.0.0' } }, 'src/db.ts', 'src/db', 'package src as src/db'),
    ownCase('what npm could not name so', {}, '', '$lib/db', 'missing'),
  ]);
});
