import { describe, expect, test } from 'vitest';
import { createResolver } from '../../core/src/project/create-resolver.ts';
import { type Files, resolverOf } from './virtual-workspace.ts';

function dependenciesOf(files: Files, file = 'packages/api/src/app.ts'): Readonly<Record<string, string>> {
  return Object.fromEntries(resolverOf(files).scope(file).dependencies);
}

describe('the package of a file', () => {
  test('is the nearest one', () => {
    const resolver = resolverOf({ 'package.json': { name: 'root' }, 'packages/api/package.json': { name: 'api', type: 'module' } });
    expect(resolver.scope('packages/api/src/app.ts')).toMatchObject({ folder: 'packages/api', name: 'api', moduleType: 'module' });
    expect(resolver.scope('packages/app.ts')).toMatchObject({ folder: '', name: 'root', moduleType: 'commonjs' });
  });

  test('is not one in a folder whose name starts the same', () => {
    const resolver = resolverOf({ 'packages/api/package.json': { name: 'api' } });
    expect(resolver.scope('packages/api-client/app.ts')).toEqual({ folder: undefined, moduleType: 'commonjs', dependencies: new Map() });
  });

  test('has no name without one', () => {
    const scope = resolverOf({ 'package.json': { name: 7 } }).scope('app.ts');
    expect(scope).toEqual({ folder: '', moduleType: 'commonjs', dependencies: new Map() });
  });

  test('says nothing when its text is broken, but stands', () => {
    const scope = resolverOf({ 'package.json': { name: 'root' }, 'api/package.json': 'oops' }).scope('api/app.ts');
    expect(scope).toEqual({ folder: 'api', moduleType: 'commonjs', dependencies: new Map() });
  });

  test('is read as far as it can be read', () => {
    const scope = resolverOf({ 'package.json': '{ "name": "shop", "dependencies": { "pg": "^8.0.0", ' }).scope('app.ts');
    expect(scope.name).toBe('shop');
    expect(scope.dependencies.get('pg')).toBe('^8.0.0');
  });

  test('is read again from the one above when it is listed but gone', () => {
    const text = '{"name":"root"}';
    const host = {
      paths: new Set(['package.json', 'api/package.json']),
      read: (path: string) => (path === 'package.json' ? text : undefined),
    };
    expect(createResolver(host).scope('api/app.ts').name).toBe('root');
  });
});

describe('the module type', () => {
  const commonjs = resolverOf({ 'package.json': {} });
  const esm = resolverOf({ 'package.json': { type: 'module' } });
  test.each([
    ['app.ts', 'commonjs', 'module'],
    ['app.js', 'commonjs', 'module'],
    ['app.tsx', 'commonjs', 'module'],
    ['app.mts', 'module', 'module'],
    ['app.mjs', 'module', 'module'],
    ['app.cts', 'commonjs', 'commonjs'],
    ['app.cjs', 'commonjs', 'commonjs'],
    ['app.mts.ts', 'commonjs', 'module'],
  ])('of %s', (file, inCommonjs, inEsm) => {
    expect(commonjs.scope(file).moduleType).toBe(inCommonjs);
    expect(esm.scope(file).moduleType).toBe(inEsm);
  });
});

describe('dependencies', () => {
  test('come from every group', () => {
    const manifest = {
      dependencies: { a: '1' },
      devDependencies: { b: '2' },
      optionalDependencies: { c: '3' },
      peerDependencies: { d: '4' },
    };
    expect(dependenciesOf({ 'package.json': manifest })).toEqual({ a: '1', b: '2', c: '3', d: '4' });
  });

  test('of a package win over its other groups', () => {
    const manifest = { dependencies: { a: '1' }, peerDependencies: { a: '>=0' }, devDependencies: { a: '1.0.0' } };
    expect(dependenciesOf({ 'package.json': manifest })).toEqual({ a: '1' });
  });

  test('come from every package above, the nearest winning', () => {
    const files = {
      'package.json': { dependencies: { a: '1', b: '1', c: '1' } },
      'packages/package.json': { dependencies: { b: '2', c: '2' } },
      'packages/api/package.json': { dependencies: { c: '3' } },
      'packages/web/package.json': { dependencies: { d: '4' } },
    };
    expect(dependenciesOf(files)).toEqual({ a: '1', b: '2', c: '3' });
  });

  test('of a wrong type are left out', () => {
    expect(
      dependenciesOf({ 'package.json': { dependencies: { a: 1, b: null, c: '3' }, devDependencies: ['d'], peerDependencies: 'e' } }),
    ).toEqual({ c: '3' });
  });

  test('keep what a workspace protocol says', () => {
    expect(dependenciesOf({ 'package.json': { dependencies: { a: 'workspace:*' } } })).toEqual({ a: 'workspace:*' });
  });

  test('may be called like members of every object', () => {
    const dependencies = resolverOf({ 'package.json': '{"dependencies":{"constructor":"1","__proto__":"2"}}' }).scope(
      'app.ts',
    ).dependencies;
    expect([...dependencies]).toEqual([
      ['constructor', '1'],
      ['__proto__', '2'],
    ]);
    expect(resolverOf({ 'package.json': {} }).scope('app.ts').dependencies.get('constructor')).toBeUndefined();
  });
});

describe('catalogs of pnpm', () => {
  const workspace = [
    'packages: ["packages/*"]',
    'catalog:',
    '  express: ^4.18.2',
    '  # pinned',
    '  pg: 8.10',
    'catalogs:',
    '  next: &next',
    '    express: "5.0.0-beta.3"',
    '  later: *next',
  ].join('\n');
  const api = (range: string, name = 'express'): object => ({ dependencies: { [name]: range } });

  test.each([
    ['the default one', 'catalog:', 'express', '^4.18.2'],
    ['the default one by name', 'catalog:default', 'express', '^4.18.2'],
    ['a named one', 'catalog:next', 'express', '5.0.0-beta.3'],
    ['a named one by an alias of YAML', 'catalog:later', 'express', '5.0.0-beta.3'],
    ['a version that looks like a number', 'catalog:', 'pg', '8.10'],
    ['a catalog that does not exist', 'catalog:legacy', 'express', 'catalog:legacy'],
    ['a package that is not in it', 'catalog:', 'fastify', 'catalog:'],
    ['a range of its own', '^3.0.0', 'express', '^3.0.0'],
  ])('%s', (_title, range, name, resolved) => {
    expect(dependenciesOf({ 'pnpm-workspace.yaml': workspace, 'packages/api/package.json': api(range, name) })).toEqual({
      [name]: resolved,
    });
  });

  test('without a workspace file the range stays as written', () => {
    expect(dependenciesOf({ 'packages/api/package.json': api('catalog:') })).toEqual({ express: 'catalog:' });
  });

  test('the nearest workspace file counts', () => {
    const files = {
      'pnpm-workspace.yaml': workspace,
      'packages/pnpm-workspace.yaml': 'catalog: { express: ^3.0.0 }',
      'packages/api/package.json': api('catalog:'),
    };
    expect(dependenciesOf(files)).toEqual({ express: '^3.0.0' });
  });

  test('a broken workspace file leaves the range as written', () => {
    expect(dependenciesOf({ 'pnpm-workspace.yaml': '[[[: }', 'packages/api/package.json': api('catalog:') })).toEqual({
      express: 'catalog:',
    });
  });

  test('an alias bomb leaves the range as written', () => {
    const bomb = [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`),
      'catalog: { express: 1.0.0 }',
    ].join('\n');
    expect(dependenciesOf({ 'pnpm-workspace.yaml': bomb, 'packages/api/package.json': api('catalog:') })).toEqual({ express: 'catalog:' });
  });
});
