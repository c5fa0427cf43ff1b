import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { filesBelow, nodesOf, parsedFilesBelow, placeOf, type SourceFile, sourceFolders } from './source-files.ts';

const sources = sourceFolders.flatMap((folder) => parsedFilesBelow(`${folder}/src`));
const ours = [...sources, ...['scripts', 'bench', 'test'].flatMap(parsedFilesBelow)];

/** About 400 lines is where a second concern has usually appeared; some room for a table or a union of shapes. */
const maxLines = 450;

function places(files: readonly SourceFile[], matches: (node: ts.Node, file: SourceFile) => boolean): readonly string[] {
  return files.flatMap((file) =>
    nodesOf(file.tree)
      .filter((node) => matches(node, file))
      .map((node) => `${placeOf(file, node)}  ${node.getText(file.tree).split('\n')[0]}`),
  );
}

/** A file whose first comment begins with "Bridge" says there why the compiler cannot follow it. */
function isBridge(file: SourceFile): boolean {
  return /^\s*\/\*\*?[\s*]*Bridge\b/.test(file.text);
}

describe('files', () => {
  test('are named after what they know', () => {
    const vague = /^(utils?|helpers?|common|misc)$/;
    // A library's model carries the name of its package, and Node has a package `util`; applications follow their frameworks.
    const files = [...sourceFolders, 'scripts', 'bench', 'test']
      .flatMap(filesBelow)
      .filter((path) => !path.startsWith('core/src/libraries/') && !path.startsWith('test/oracle/apps/'));
    expect(files.filter((path) => path.split(/[/.-]/).some((part) => vague.test(part)))).toEqual([]);
  });

  test('have one concern', () => {
    const long = sources
      .map(({ path, text }) => `${path} has ${text.split('\n').length} lines`)
      .filter((line) => Number(/\d+(?= lines$)/.exec(line)) > maxLines);
    expect(long).toEqual([]);
  });
});

describe('types have no escape hatches', () => {
  test('no any', () => {
    expect(places(sources, (node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  test('no assertion that a value is there', () => {
    expect(
      places(sources, (node) => ts.isNonNullExpression(node) || (ts.isPropertyDeclaration(node) && node.exclamationToken !== undefined)),
    ).toEqual([]);
  });

  test('no cast but `as const`, except in bridges', () => {
    const isCast = (node: ts.Node) =>
      (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) || ts.isTypeAssertionExpression(node);
    expect(places(sources, (node, file) => isCast(node) && !isBridge(file))).toEqual([]);
  });

  test('the compiler is not silenced', () => {
    const switches = /@ts-(ignore|nocheck|expect-error)\b|\bbiome-ignore-all\b/;
    expect(commentsMatching(ours, switches)).toEqual([]);
  });
});

describe('work is finished', () => {
  test('no note to come back', () => {
    expect(commentsMatching(ours, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  test('no test is skipped, focused or planned', () => {
    const isTestFunction = (node: ts.Node) => ts.isIdentifier(node) && ['test', 'it', 'describe', 'suite'].includes(node.text);
    const isHeldBack = (node: ts.Node) =>
      ts.isPropertyAccessExpression(node) &&
      isTestFunction(node.expression) &&
      ['skip', 'only', 'todo', 'fails', 'skipIf', 'runIf'].includes(node.name.text);
    expect(places(parsedFilesBelow('test'), isHeldBack)).toEqual([]);
  });
});

function commentsMatching(files: readonly SourceFile[], pattern: RegExp): readonly string[] {
  return files.flatMap((file) =>
    commentsOf(file)
      .filter(({ text }) => pattern.test(text))
      .map(({ line, text }) => `${file.path}:${line}  ${text}`),
  );
}

function commentsOf(file: SourceFile): readonly { readonly line: number; readonly text: string }[] {
  const starts = new Set<number>();
  for (const node of nodesOf(file.tree)) {
    for (const range of [
      ...(ts.getLeadingCommentRanges(file.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.end) ?? []),
    ]) {
      starts.add(range.pos);
    }
  }
  return [...starts].map((start) => {
    const end = file.text.startsWith('//', start) ? file.text.indexOf('\n', start) : file.text.indexOf('*/', start) + 2;
    return { line: file.tree.getLineAndCharacterOfPosition(start).line + 1, text: file.text.slice(start, end < start ? undefined : end) };
  });
}
