import { builtinModules } from 'node:module';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../scripts/generate/knowledge.ts';
import { nodesOf, parsedFilesBelow, placeOf, root, type SourceFile } from './source-files.ts';

const { frameworks, libraries } = await loadKnowledge(root);

/** Where concepts are, and packages are not: rules and flow name no framework and no library. */
const conceptual = ['core/src/rules', 'core/src/flow', 'core/src/fixes', 'core/src/policy', 'core/src/report'].flatMap(parsedFilesBelow);

/** Names that are also words of the trade, or of a database system: not a sign that anybody means the package. */
const plainWords = new Set([
  ...builtinModules,
  'global',
  'ws',
  'router',
  'next',
  'he',
  'tls',
  'validator',
  'sqlite',
  'postgres',
  'mysql',
  'mariadb',
  'mssql',
  'methods',
  'needle',
  'compression',
  'effect',
]);

const models = [...libraries.map(({ library }) => library), ...frameworks.flatMap((framework) => framework.libraries)];
/** Members of the language and of the web platform, which flow does know. */
const standardMembers = new Set([
  'WebSocket',
  'BigInt',
  ...[Object, Array, String, Number, Promise, Map, Set, RegExp, Date, URL, URLSearchParams, Headers, FormData, Request, Response].flatMap(
    (builtin) => [...Object.getOwnPropertyNames(builtin), ...Object.getOwnPropertyNames(builtin.prototype)],
  ),
]);

const packages = [
  ...new Set([...models.flatMap(({ modules }) => modules), ...frameworks.flatMap((framework) => framework.packages)]),
].filter((name) => /[a-z]/.test(name) && !plainWords.has(name));

/** Members that only one library can have named: `$queryRaw`, `createQueryBuilder`. Plain words like `query` prove nothing. */
const members = [
  ...new Set(
    models
      .filter(({ modules }) => !modules.includes('global') && modules.every((module) => !builtinModules.includes(module)))
      .flatMap(({ rows, types = {} }) => [
        ...rows.flatMap((row) => (row.target === undefined ? [] : [targetName(row.target)])),
        ...Object.values(types).flatMap((origins) => origins.flatMap((origin) => ('name' in origin ? [origin.name] : []))),
      ])
      .flatMap((name) => name.split('.').slice(-1))
      .filter((name) => /^\$|[a-z][A-Z]/.test(name) && !standardMembers.has(name)),
  ),
];

function targetName(target: { readonly export: string } | { readonly member: string } | { readonly construct: string }): string {
  if ('export' in target) return target.export;
  return 'member' in target ? target.member : target.construct;
}

/** Text in code: string literals and the fixed parts of templates; not imports, not comments. */
function texts(file: SourceFile): readonly { readonly place: string; readonly text: string }[] {
  return nodesOf(file.tree)
    .filter((node) => ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
    .filter((node) => !ts.isImportDeclaration(node.parent) && !ts.isExportDeclaration(node.parent))
    .map((node) => ({ place: placeOf(file, node), text: node.text }));
}

function mentions(text: string, name: string): boolean {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[^\\w/@$-])${escaped}($|[^\\w/-])`).test(text);
}

describe('concepts name no package', () => {
  const found = conceptual.flatMap(texts);

  test('the registries name many', () => {
    expect(packages.length).toBeGreaterThan(20);
    expect(members.length).toBeGreaterThan(20);
    expect(conceptual.length).toBeGreaterThan(20);
  });

  test('no package in text', () => {
    const leaks = found.flatMap(({ place, text }) =>
      packages.filter((name) => mentions(text, name)).map((name) => `${place} names ${name}`),
    );
    expect(leaks).toEqual([]);
  });

  test('no package in a name', () => {
    const words = new Set(packages.filter((name) => /^[a-z]{4,}$/.test(name)));
    const leaks = conceptual.flatMap((file) =>
      nodesOf(file.tree)
        .filter(ts.isIdentifier)
        .filter((node) => node.text.split(/(?=[A-Z])|_|\$/).some((word) => words.has(word.toLowerCase())))
        .map((node) => `${placeOf(file, node)} is named ${node.text}`),
    );
    expect(leaks).toEqual([]);
  });

  test('no method of a package in text', () => {
    const leaks = found.flatMap(({ place, text }) => members.filter((name) => text === name).map((name) => `${place} names ${name}`));
    expect(leaks).toEqual([]);
  });
});
