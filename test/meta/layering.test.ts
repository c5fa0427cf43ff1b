import { builtinModules } from 'node:module';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { nodesOf, parsedFilesBelow, placeOf, type SourceFile, sourceFolders, specifiersOf } from './source-files.ts';

type Folder = (typeof sourceFolders)[number];

/** Which package imports (`#core` …) each folder may use. */
const mayImport: Readonly<Record<Folder, readonly string[]>> = {
  core: [],
  protocol: [],
  workspace: ['#core'],
  server: ['#core', '#protocol', '#workspace'],
  client: ['#protocol'],
  cli: ['#core', '#workspace'],
};

/** Packages that one folder alone may import. */
const reserved: readonly { readonly packages: RegExp; readonly folder: Folder }[] = [
  { packages: /^(vscode|vscode-languageclient)(\/|$)/, folder: 'client' },
  { packages: /^vscode-(languageserver|jsonrpc)/, folder: 'server' },
  { packages: /^commander$/, folder: 'cli' },
];

const nodeModules = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
const sources = sourceFolders.map((folder) => ({ folder, files: parsedFilesBelow(`${folder}/src`) }));

function imports(matches: (specifier: string) => boolean, files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    specifiersOf(file)
      .filter(matches)
      .map((specifier) => `${file.path} imports ${specifier}`),
  );
}

/** Uses of a global name: not a property, not a declaration of the file's own. */
function globals(names: readonly string[], files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    nodesOf(file.tree)
      .filter(ts.isIdentifier)
      .filter((node) => names.includes(node.text) && isReference(node))
      .map((node) => `${placeOf(file, node)} uses ${node.text}`),
  );
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  return !('name' in parent && parent.name === node) && !ts.isTypeNode(parent) && !ts.isQualifiedName(parent);
}

describe('folders import only what they may', () => {
  test.each(sources)('$folder: other folders through their package imports', ({ folder, files }) => {
    expect(imports((specifier) => specifier.startsWith('#') && !mayImport[folder].includes(specifier), files)).toEqual([]);
    const climbing = files.flatMap((file) =>
      specifiersOf(file)
        .filter((specifier) => leaves(folder, file.path, specifier))
        .map((specifier) => `${file.path} imports ${specifier}`),
    );
    expect(climbing).toEqual([]);
  });

  test.each(reserved)('$packages only in $folder', ({ packages, folder }) => {
    const others = sources.filter((source) => source.folder !== folder).flatMap((source) => source.files);
    expect(imports((specifier) => packages.test(specifier), others)).toEqual([]);
  });

  test('core and protocol know nothing of Node', () => {
    const pure = sources.filter(({ folder }) => folder === 'core' || folder === 'protocol').flatMap(({ files }) => files);
    expect(imports((specifier) => nodeModules.has(specifier), pure)).toEqual([]);
  });

  test('protocol imports no package', () => {
    const files = sources.filter(({ folder }) => folder === 'protocol').flatMap((source) => source.files);
    expect(imports((specifier) => !specifier.startsWith('./'), files)).toEqual([]);
  });

  test('only core/src/syntax knows the TypeScript compiler and its trees', () => {
    const others = sources.flatMap(({ files }) => files).filter((file) => !file.path.startsWith('core/src/syntax/'));
    expect(imports((specifier) => specifier === 'typescript' || specifier.startsWith('@typescript-eslint/'), others)).toEqual([]);
  });

  test('relative imports carry their extension', () => {
    const bare = imports(
      (specifier) => specifier.startsWith('.') && !/\.(ts|json)$/.test(specifier),
      sources.flatMap(({ files }) => files),
    );
    expect(bare).toEqual([]);
  });
});

describe('core is pure', () => {
  const core = sources.filter(({ folder }) => folder === 'core').flatMap(({ files }) => files);

  test('no process, console, timers or network', () => {
    const impure = [
      'process',
      'console',
      'setTimeout',
      'setInterval',
      'setImmediate',
      'queueMicrotask',
      'fetch',
      'performance',
      'Buffer',
      '__dirname',
      'globalThis',
    ];
    expect(globals(impure, core)).toEqual([]);
  });

  test('no clock and no randomness', () => {
    const calls = core.flatMap((file) =>
      nodesOf(file.tree)
        .filter((node) => ts.isPropertyAccessExpression(node) || ts.isNewExpression(node))
        .filter((node) => /^(Date\.now|Math\.random|new Date(\(\))?)$/.test(node.getText(file.tree)))
        .map((node) => `${placeOf(file, node)} ${node.getText(file.tree)}`),
    );
    expect(calls).toEqual([]);
  });

  test('no module-level variable that changes', () => {
    const mutable = core.flatMap((file) =>
      file.tree.statements
        .filter(ts.isVariableStatement)
        .filter((statement) => (statement.declarationList.flags & ts.NodeFlags.Const) === 0)
        .map((statement) => placeOf(file, statement)),
    );
    expect(mutable).toEqual([]);
  });
});

test('only the entry points of the command line and of the server touch the process', () => {
  const entryPoints = /^(cli\/src\/|server\/src\/main\.ts$)/;
  const files = sources.flatMap((source) => source.files).filter((file) => !entryPoints.test(file.path));
  expect([...globals(['process'], files), ...imports((specifier) => /^(node:)?process$/.test(specifier), files)]).toEqual([]);
});

/** True for a relative import that ends outside the folder's own `src`; package.json is there for all. */
function leaves(folder: Folder, importer: string, specifier: string): boolean {
  if (!specifier.startsWith('.')) return false;
  const target = new URL(specifier, `file:///${importer}`).pathname.slice(1);
  return target !== 'package.json' && !target.startsWith(`${folder}/src/`);
}
