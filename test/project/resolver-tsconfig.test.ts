import { describe } from 'vitest';
import { type Case, type Files, testResolution } from './virtual-workspace.ts';

const from = 'src/app.ts';

function aliasCase(title: string, tsconfig: object | string, sources: string, imports: string, leadsTo: string, more: Files = {}): Case {
  return { title, files: { 'tsconfig.json': tsconfig, ...more }, sources: `${from} ${sources}`, from, imports, leadsTo };
}

/** `compilerOptions` alone. */
function pathsCase(title: string, paths: unknown, sources: string, imports: string, leadsTo: string, more: Files = {}): Case {
  return aliasCase(title, { compilerOptions: { paths } }, sources, imports, leadsTo, more);
}

describe('paths', () => {
  testResolution([
    pathsCase('a pattern', { '@/*': ['./src/*'] }, 'src/db.ts', '@/db', 'src/db.ts'),
    pathsCase('a pattern without ./', { '@/*': ['src/*'] }, 'src/db.ts', '@/db', 'src/db.ts'),
    pathsCase('a pattern with ~', { '~/*': ['./src/*'] }, 'src/db.ts', '~/db', 'src/db.ts'),
    pathsCase('a pattern for src', { 'src/*': ['./src/*'] }, 'src/db.ts', 'src/db', 'src/db.ts'),
    pathsCase('a pattern that starts with a slash', { '/*': ['./src/*'] }, 'src/db.ts', '/db', 'src/db.ts'),
    pathsCase('a pattern that starts with #', { '#/*': ['./src/*'] }, 'src/db.ts', '#/db', 'src/db.ts'),
    pathsCase('a pattern with a colon', { 'app:*': ['./src/*'] }, 'src/db.ts', 'app:db', 'src/db.ts'),
    pathsCase('a folder behind a pattern', { '@/*': ['./src/*'] }, 'src/users/index.ts', '@/users', 'src/users/index.ts'),
    pathsCase('.js behind a pattern', { '@/*': ['./src/*'] }, 'src/db.ts', '@/db.js', 'src/db.ts'),
    pathsCase('an exact name', { db: ['./src/db.ts'] }, 'src/db.ts', 'db', 'src/db.ts'),
    pathsCase('an exact name is no prefix', { db: ['./src/db.ts'] }, 'src/db.ts', 'db/client', 'package db as db/client'),
    pathsCase('an exact name before a pattern', { '*': ['./a/*'], db: ['./b/db.ts'] }, 'a/db.ts b/db.ts', 'db', 'b/db.ts'),
    pathsCase('the longest prefix', { '@/*': ['./src/*'], '@/lib/*': ['./lib/*'] }, 'src/lib/db.ts lib/db.ts', '@/lib/db', 'lib/db.ts'),
    pathsCase(
      'the longest prefix alone, found or not',
      { '@/*': ['./src/*'], '@/lib/*': ['./lib/*'] },
      'src/lib/db.ts',
      '@/lib/db',
      'missing',
    ),
    pathsCase(
      'the first of two patterns of one prefix',
      { '@/*': ['./a/*'], '@/*.js': ['./b/*.ts'] },
      'a/db.ts b/db.ts',
      '@/db.js',
      'a/db.ts',
    ),
    pathsCase('a suffix', { '@/*/api': ['./src/*/routes.ts'] }, 'src/users/routes.ts', '@/users/api', 'src/users/routes.ts'),
    pathsCase('a suffix that is not there', { '@/*/api': ['./src/*/routes.ts'] }, 'src/users/routes.ts', '@/users', 'missing'),
    pathsCase('several targets', { '@/*': ['./gen/*', './src/*'] }, 'src/db.ts', '@/db', 'src/db.ts'),
    pathsCase('several targets, the first first', { '@/*': ['./gen/*', './src/*'] }, 'gen/db.ts src/db.ts', '@/db', 'gen/db.ts'),
    pathsCase('a target that does not exist', { '@/*': ['./src/*'] }, 'db.ts', '@/db', 'missing'),
    pathsCase('two stars are no pattern', { '@/*/*': ['./src/*'] }, 'src/db.ts', '@/db/db', 'missing'),
    pathsCase('no prefix, no match', { '@/*': ['./src/*'] }, 'src/db.ts', '@app/db', 'package @app/db'),
    pathsCase('an empty rest fills nothing in', { '@app/*': ['./src/*'] }, 'src/index.ts', '@app/', 'missing'),
    pathsCase('a relative import is never an alias', { '*': ['./src/*'] }, 'src/db.ts', './lib/db', 'missing'),
    pathsCase("Node's modules stay", { '*': ['./src/*'], 'node:*': ['./src/*'] }, 'src/crypto.ts', 'crypto', 'package crypto'),
    pathsCase(
      "Node's modules stay with node:",
      { '*': ['./src/*'], 'node:*': ['./src/*'] },
      'src/crypto.ts',
      'node:crypto',
      'package crypto',
    ),
    pathsCase('a star for everything leaves packages', { '*': ['./src/*'] }, 'src/db.ts', 'express', 'package express'),
    pathsCase(
      'a target among installed packages',
      { pg: ['./node_modules/@types/pg'] },
      'node_modules/@types/pg/index.d.ts',
      'pg',
      'package pg',
    ),
    pathsCase('a declaration of a dependency', { pg: ['./types/pg.d.ts'] }, 'types/pg.d.ts', 'pg', 'package pg', {
      'package.json': { dependencies: { pg: '^8.0.0' } },
    }),
    pathsCase("a declaration of one's own", { '@/*': ['./src/*'] }, 'src/env.d.ts', '@/env', 'src/env.d.ts'),
    pathsCase('a dependency beside an alias', { '@acme/*': ['./libs/*'] }, 'libs/db.ts', '@acme/sdk', 'package @acme/sdk', {
      'package.json': { dependencies: { '@acme/sdk': '1.0.0' } },
    }),
    pathsCase(
      'a source folder of a package',
      { '@acme/db': ['./libs/db/src'] },
      'libs/db/src/index.ts',
      '@acme/db',
      'libs/db/src/index.ts',
    ),
    pathsCase('built output of a package', { '@acme/db': ['./libs/db/dist'] }, 'libs/db/src/index.ts', '@acme/db', 'libs/db/src/index.ts', {
      'libs/db/package.json': {},
    }),
    pathsCase('a package folder', { '@acme/*': ['./libs/*'] }, 'libs/db/main.ts', '@acme/db', 'libs/db/main.ts', {
      'libs/db/package.json': { main: 'main.ts' },
    }),
    pathsCase(
      'an alias before a package of the workspace',
      { '@acme/db': ['./src/fake.ts'] },
      'src/fake.ts libs/db/index.ts',
      '@acme/db',
      'src/fake.ts',
      { 'libs/db/package.json': { name: '@acme/db' } },
    ),
    pathsCase(
      'a broken alias leaves a package of the workspace',
      { '@acme/*': ['./gone/*'] },
      'libs/db/index.ts',
      '@acme/db',
      'libs/db/index.ts',
      { 'libs/db/package.json': { name: '@acme/db' } },
    ),
    pathsCase('targets above the root', { '@/*': ['../../*'] }, 'db.ts', '@/db', 'missing'),
    pathsCase('an absolute target', { '@/*': ['/src/*'] }, 'src/db.ts', '@/db', 'missing'),
    pathsCase('a target in Windows notation', { '@/*': ['.\\src\\*'] }, 'src/db.ts', '@/db', 'src/db.ts'),
    pathsCase('a target that is no list', { '@/*': './src/*' }, 'src/db.ts', '@/db', 'missing'),
    pathsCase('paths that are no object', ['src'], 'src/db.ts', '@/db', 'missing'),
  ]);
});

describe('baseUrl', () => {
  const base = (baseUrl: string, paths?: object): object => ({ compilerOptions: { baseUrl, ...(paths && { paths }) } });
  testResolution([
    aliasCase('the root', base('.'), 'src/db.ts', 'src/db', 'src/db.ts'),
    aliasCase('a folder', base('./src'), 'src/users/db.ts', 'users/db', 'src/users/db.ts'),
    aliasCase('a folder with an index', base('src'), 'src/users/index.ts', 'users', 'src/users/index.ts'),
    aliasCase('a file before a package', base('src'), 'src/logger.ts', 'logger', 'src/logger.ts', {
      'package.json': { dependencies: { logger: '1.0.0' } },
    }),
    aliasCase('a package where there is no file', base('src'), 'src/db.ts', 'express', 'package express'),
    aliasCase('a package of the workspace where there is no file', base('.'), 'libs/db/src/index.ts', '@acme/db', 'libs/db/src/index.ts', {
      'libs/db/package.json': { name: '@acme/db', main: 'dist/index.js' },
    }),
    aliasCase('does not guess output folders', base('.'), 'src/db.ts', 'lib/db', 'package lib as lib/db'),
    aliasCase('where paths count from', base('./src', { '@/*': ['lib/*'] }), 'src/lib/db.ts', '@/db', 'src/lib/db.ts'),
    aliasCase('not when an entry of paths matches', base('./src', { 'lib/*': ['gen/*'] }), 'src/lib/db.ts', 'lib/db', 'missing'),
    aliasCase('no sense for an absolute specifier', base('.'), 'src/db.ts', '/src/db', 'missing'),
    aliasCase('an absolute folder', base('/src'), 'src/db.ts', 'db', 'package db'),
    aliasCase('a declaration only', base('.'), 'types/env.d.ts', 'types/env', 'types/env.d.ts'),
  ]);
});

describe('which configuration', () => {
  const to = (folder: string): object => ({ compilerOptions: { paths: { '@/*': [`./${folder}/*`] } } });
  const choose = (title: string, files: Files, leadsTo: string, asking = 'apps/api/src/app.ts'): Case => ({
    title,
    files,
    sources: `a/x.ts apps/a/x.ts apps/api/a/x.ts apps/api/b/x.ts ${asking}`,
    from: asking,
    imports: '@/x',
    leadsTo,
  });
  testResolution([
    choose('the nearest', { 'tsconfig.json': to('a'), 'apps/api/tsconfig.json': to('a') }, 'apps/api/a/x.ts'),
    choose('not one beside', { 'tsconfig.json': to('a'), 'apps/web/tsconfig.json': to('b') }, 'a/x.ts'),
    choose('the nearest alone', { 'tsconfig.json': to('a'), 'apps/api/tsconfig.json': {} }, 'missing'),
    choose('a jsconfig', { 'apps/jsconfig.json': to('a') }, 'apps/a/x.ts'),
    choose(
      'a tsconfig before a jsconfig beside it',
      { 'apps/api/jsconfig.json': to('b'), 'apps/api/tsconfig.json': to('a') },
      'apps/api/a/x.ts',
    ),
    choose('a jsconfig before a tsconfig above', { 'apps/api/jsconfig.json': to('b'), 'apps/tsconfig.json': to('a') }, 'apps/api/b/x.ts'),
    choose('no tsconfig of another name', { 'apps/api/tsconfig.app.json': to('a') }, 'missing'),
    choose('the nearest even for a file it leaves out', { 'apps/api/tsconfig.json': { ...to('a'), include: ['lib'] } }, 'apps/api/a/x.ts'),
    choose('none', {}, 'missing'),
  ]);

  const solution = (references: readonly string[], more: object = {}): object => ({
    files: [],
    references: references.map((path) => ({ path })),
    ...more,
  });
  testResolution([
    choose(
      'the one referred to',
      { 'apps/api/tsconfig.json': solution(['./tsconfig.app.json']), 'apps/api/tsconfig.app.json': to('a') },
      'apps/api/a/x.ts',
    ),
    choose(
      'the one referred to by its folder',
      { 'tsconfig.json': solution(['./apps/api/config']), 'apps/api/config/tsconfig.json': { ...to('../a'), include: ['../src'] } },
      'apps/api/a/x.ts',
    ),
    choose(
      'the one that covers the file',
      {
        'apps/api/tsconfig.json': solution(['./tsconfig.test.json', './tsconfig.app.json']),
        'apps/api/tsconfig.test.json': { ...to('b'), include: ['test/**/*'] },
        'apps/api/tsconfig.app.json': { ...to('a'), include: ['src'] },
      },
      'apps/api/a/x.ts',
    ),
    choose(
      'the one that does not exclude the file',
      {
        'apps/api/tsconfig.json': solution(['./tsconfig.app.json', './tsconfig.test.json']),
        'apps/api/tsconfig.app.json': { ...to('a'), exclude: ['src/**/*.test.ts'] },
        'apps/api/tsconfig.test.json': { ...to('b'), include: ['**/*.test.ts'] },
      },
      'apps/api/b/x.ts',
      'apps/api/src/app.test.ts',
    ),
    choose(
      'the one that lists the file',
      {
        'apps/api/tsconfig.json': solution(['./tsconfig.a.json', './tsconfig.b.json']),
        'apps/api/tsconfig.a.json': { ...to('a'), files: ['src/other.ts'] },
        'apps/api/tsconfig.b.json': { ...to('b'), files: ['src/app.ts'] },
      },
      'apps/api/b/x.ts',
    ),
    choose(
      'the first of two that cover the file',
      {
        'apps/api/tsconfig.json': solution(['./tsconfig.a.json', './tsconfig.b.json']),
        'apps/api/tsconfig.a.json': to('a'),
        'apps/api/tsconfig.b.json': to('b'),
      },
      'apps/api/a/x.ts',
    ),
    choose(
      'the one at the end of a chain',
      {
        'tsconfig.json': solution(['./apps/solution.json']),
        'apps/solution.json': solution(['./api/tsconfig.app.json']),
        'apps/api/tsconfig.app.json': to('a'),
      },
      'apps/api/a/x.ts',
    ),
    choose(
      'itself before the one referred to',
      {
        'apps/api/tsconfig.json': { ...to('a'), references: [{ path: './tsconfig.lib.json' }] },
        'apps/api/tsconfig.lib.json': to('b'),
      },
      'apps/api/a/x.ts',
    ),
    choose(
      'itself when none covers the file',
      {
        'apps/api/tsconfig.json': solution(['./tsconfig.lib.json'], to('a')),
        'apps/api/tsconfig.lib.json': { ...to('b'), include: ['lib'] },
      },
      'apps/api/a/x.ts',
    ),
    choose(
      'despite a reference to itself and one to nothing',
      {
        'apps/api/tsconfig.json': solution(['.', './gone.json', './tsconfig.app.json']),
        'apps/api/tsconfig.app.json': to('a'),
      },
      'apps/api/a/x.ts',
    ),
    choose(
      'despite references of a wrong type',
      {
        'apps/api/tsconfig.json': { ...to('a'), files: [], references: [7, null, { path: 7 }, 'x'] },
      },
      'apps/api/a/x.ts',
    ),
    choose(
      'not by references of a base',
      {
        'apps/api/tsconfig.json': { ...to('a'), files: [], extends: './tsconfig.base.json' },
        'apps/api/tsconfig.base.json': { references: [{ path: './tsconfig.app.json' }] },
        'apps/api/tsconfig.app.json': to('b'),
      },
      'apps/api/a/x.ts',
    ),
  ]);
});

describe('extends', () => {
  const src = { compilerOptions: { paths: { '@/*': ['./src/*'] } } };
  const lib = { compilerOptions: { paths: { '@/*': ['./lib/*'] } } };
  const sources = 'src/db.ts lib/db.ts config/src/db.ts';
  const extended = (title: string, files: Files, leadsTo: string): Case => ({
    title,
    files,
    sources: `${from} ${sources}`,
    from,
    imports: '@/db',
    leadsTo,
  });
  testResolution([
    extended('a file', { 'tsconfig.json': { extends: './base.json' }, 'base.json': src }, 'src/db.ts'),
    extended('a file without .json', { 'tsconfig.json': { extends: './tsconfig.base' }, 'tsconfig.base.json': src }, 'src/db.ts'),
    extended(
      'paths of a base count from the base',
      { 'tsconfig.json': { extends: './config/base.json' }, 'config/base.json': src },
      'config/src/db.ts',
    ),
    extended(
      '${configDir} counts from the heir',
      {
        'tsconfig.json': { extends: './config/base.json' },
        'config/base.json': { compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } } },
      },
      'src/db.ts',
    ),
    extended(
      'baseUrl of a base counts from the base',
      {
        'tsconfig.json': { extends: './config/base.json' },
        'config/base.json': { compilerOptions: { baseUrl: '..', paths: { '@/*': ['src/*'] } } },
      },
      'src/db.ts',
    ),
    extended(
      'paths of the heir count from the baseUrl of the base',
      {
        'tsconfig.json': { extends: './config/base.json', ...src },
        'config/base.json': { compilerOptions: { baseUrl: '.' } },
      },
      'config/src/db.ts',
    ),
    extended(
      'paths of the heir replace those of the base',
      { 'tsconfig.json': { extends: './base.json', compilerOptions: { paths: {} } }, 'base.json': src },
      'missing',
    ),
    extended(
      'several, the last wins',
      { 'tsconfig.json': { extends: ['./a.json', './b.json'] }, 'a.json': src, 'b.json': lib },
      'lib/db.ts',
    ),
    extended(
      'several, one of them without paths',
      { 'tsconfig.json': { extends: ['./a.json', './b.json'] }, 'a.json': src, 'b.json': {} },
      'src/db.ts',
    ),
    extended('a chain', { 'tsconfig.json': { extends: './a.json' }, 'a.json': { extends: './b.json' }, 'b.json': src }, 'src/db.ts'),
    extended(
      'a base twice',
      {
        'tsconfig.json': { extends: ['./a.json', './b.json'] },
        'a.json': { ...lib, extends: './c.json' },
        'b.json': { extends: './c.json' },
        'c.json': src,
      },
      'src/db.ts',
    ),
    extended('a base that is gone', { 'tsconfig.json': { extends: './gone.json', ...src } }, 'src/db.ts'),
    extended('itself', { 'tsconfig.json': { extends: './tsconfig.json', ...src } }, 'src/db.ts'),
    extended('a circle', { 'tsconfig.json': { extends: './a.json' }, 'a.json': { extends: './tsconfig.json', ...src } }, 'src/db.ts'),
    extended('a value of a wrong type', { 'tsconfig.json': { extends: { a: 1 }, ...src } }, 'src/db.ts'),
    extended(
      'an installed package is not read',
      { 'tsconfig.json': { extends: '@tsconfig/node20/tsconfig.json', ...src }, 'node_modules/@tsconfig/node20/tsconfig.json': lib },
      'src/db.ts',
    ),
  ]);

  const shared = (title: string, specifier: string, manifest: object, config: string, leadsTo = 'src/db.ts'): Case =>
    extended(
      title,
      {
        'tsconfig.json': { extends: specifier },
        'config/package.json': { name: '@acme/tsconfig', ...manifest },
        [config]: { compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } } },
      },
      leadsTo,
    );
  testResolution([
    shared('a file of a package', '@acme/tsconfig/base.json', {}, 'config/base.json'),
    shared('a file of a package without .json', '@acme/tsconfig/base', {}, 'config/base.json'),
    shared('a package', '@acme/tsconfig', {}, 'config/tsconfig.json'),
    shared('a package that says which file', '@acme/tsconfig', { tsconfig: './base.json' }, 'config/base.json'),
    shared('a file that a package exports', '@acme/tsconfig/base', { exports: { './base': './src/node.json' } }, 'config/src/node.json'),
    shared(
      'a file that a package exports with .json',
      '@acme/tsconfig/base',
      { exports: { './*.json': './src/*.json' } },
      'config/src/base.json',
    ),
    shared(
      'a file that a package does not export',
      '@acme/tsconfig/base.json',
      { exports: { './node.json': './node.json' } },
      'config/base.json',
      'missing',
    ),
    shared('a package of another name', '@acme/tsconfigs', {}, 'config/tsconfig.json', 'missing'),
  ]);
});

describe('the text of a configuration', () => {
  const target = `"compilerOptions": { "paths": { "@/*": ["./src/*"] } }`;
  const written = (title: string, text: string, leadsTo = 'src/db.ts'): Case => aliasCase(title, text, 'src/db.ts', '@/db', leadsTo);
  testResolution([
    written(
      'comments',
      `{ // see "paths"
 /* { */ ${target} }`,
    ),
    written('a comment sign inside a string', `{ "extends": "http://x", ${target} }`),
    written('trailing commas', `{ "include": ["src",], ${target}, }`),
    written('a byte order mark', `﻿{ ${target} }`),
    written('a missing brace', `{ ${target}`),
    written('no text', '', 'missing'),
    written('no object', '[]', 'missing'),
    written('null', 'null', 'missing'),
    written('something else', '<<<<<<< HEAD', 'missing'),
    written('members of the prototype', `{ "__proto__": { ${target} } }`, 'missing'),
    written('members of the prototype, with a comment', `{ /**/ "__proto__": { ${target} } }`, 'missing'),
  ]);
});
