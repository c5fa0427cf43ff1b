import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders that hold the product's source. */
export const sourceFolders = ['core', 'protocol', 'workspace', 'server', 'client', 'cli'] as const;

/** One TypeScript file of ours, parsed. `path` is relative to the repository. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

const leftOut = new Set(['node_modules', 'dist', 'out', 'fixtures', 'corpus', '.git', '.next']);

/** Every file below a folder (relative to the repository), sorted; nothing where there is no such folder. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) return [path];
      return leftOut.has(entry.name) ? [] : filesBelow(path);
    })
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** The hand-written TypeScript files below a folder, parsed. */
export function parsedFilesBelow(folder: string): readonly SourceFile[] {
  return filesBelow(folder)
    .filter((path) => /\.[cm]?tsx?$/.test(path) && !path.endsWith('.generated.ts'))
    .map(parsedFile);
}

function parsedFile(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

/** Every module specifier of a file: imports, re-exports, `import()`, `require()` and `import('x')` types. */
export function specifiersOf(file: SourceFile): readonly string[] {
  return nodesOf(file.tree)
    .map(specifierNode)
    .filter((node) => node !== undefined)
    .map((node) => node.text);
}

function specifierNode(node: ts.Node): ts.StringLiteralLike | undefined {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) return literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  const loads =
    ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
  return loads && node.arguments[0] ? literal(node.arguments[0]) : undefined;
}

function literal(node: ts.Node): ts.StringLiteralLike | undefined {
  return ts.isStringLiteralLike(node) ? node : undefined;
}

/** All nodes of a tree, in source order. */
export function nodesOf(tree: ts.Node): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}

/** `core/src/a.ts:12` with a 1-based line, for messages. */
export function placeOf(file: SourceFile, node: ts.Node): string {
  return `${file.path}:${file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1}`;
}
