import ts from 'typescript';
import type { DirectiveFact } from './facts.ts';
import { lineOf } from './positions.ts';

const word = 'routewarden-';

/** The `// routewarden-…` comments of a file, in order. Text in strings, templates and JSX is no comment. */
export function findDirectives(source: ts.SourceFile, lineStarts: readonly number[]): readonly DirectiveFact[] {
  const { text } = source;
  const directives: DirectiveFact[] = [];
  let at = text.indexOf(word);
  if (at === -1) return directives;
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, source.languageVariant, text);
  const reading: Reading = { source, scanner, statement: 0, boundary: 0 };
  for (; at !== -1; at = text.indexOf(word, at + word.length)) {
    const start = openingBefore(text, at);
    if (start === undefined || !isComment(reading, start)) continue;
    const end = commentEnd(text, start);
    const closed = text[start + 1] === '*' && text.startsWith('*/', end - 2);
    const line = lineOf(lineStarts, start);
    directives.push({
      text: text.slice(at, closed ? end - 2 : end).trim(),
      start,
      end,
      line,
      ownLine: text.slice(lineStarts[line] ?? 0, start).trim() === '',
    });
  }
  return directives;
}

/** How far the file has been read. Candidates come in order, so that nothing before them is looked at twice. */
interface Reading {
  readonly source: ts.SourceFile;
  readonly scanner: ts.Scanner;
  /** Index of the first statement that does not end before the last candidate. */
  statement: number;
  /** An offset between two tokens, up to which comments have been told from code. */
  boundary: number;
}

/** Where `//` or `/*` stands with nothing but white space up to `at`. */
function openingBefore(text: string, at: number): number | undefined {
  let i = at;
  while (i > 0 && /\s/.test(text[i - 1] ?? '')) i--;
  const opening = text.slice(i - 2, i);
  const sameLine = !/[\r\n]/.test(text.slice(i, at));
  return opening === '/*' || (opening === '//' && sameLine) ? i - 2 : undefined;
}

function commentEnd(text: string, start: number): number {
  if (text[start + 1] === '*') {
    const close = text.indexOf('*/', start + 2);
    return close === -1 ? text.length : close + 2;
  }
  const end = text.slice(start).search(/[\r\n]/);
  return end === -1 ? text.length : start + end;
}

/** True when a comment begins at `offset`: it lies outside of every token. */
function isComment(reading: Reading, offset: number): boolean {
  const { source } = reading;
  let node: ts.Node | undefined = statementAt(reading, offset);
  let gapStart = source.statements[reading.statement - 1]?.end ?? 0;
  while (node !== undefined) {
    const start = node.getStart(source);
    if (isTextToken(node)) return offset < start && startsComment(reading, gapStart, offset);
    if (offset < start) return startsComment(reading, gapStart, offset);
    gapStart = start;
    node = ts.forEachChild(node, (child) => {
      if (child.pos <= offset && offset < child.end) return child;
      if (child.end <= offset) gapStart = Math.max(gapStart, child.end);
      return undefined;
    });
  }
  return startsComment(reading, gapStart, offset);
}

function statementAt(reading: Reading, offset: number): ts.Statement | undefined {
  const { statements } = reading.source;
  while ((statements[reading.statement]?.end ?? Number.POSITIVE_INFINITY) <= offset) reading.statement++;
  const statement = statements[reading.statement];
  return statement !== undefined && statement.pos <= offset ? statement : undefined;
}

/** Reads tokens from `gapStart`, after which no string, template or regular expression can stand, up to `offset`. */
function startsComment(reading: Reading, gapStart: number, offset: number): boolean {
  const { scanner } = reading;
  scanner.resetTokenState(Math.max(gapStart, reading.boundary));
  for (;;) {
    const kind = scanner.scan();
    const start = scanner.getTokenStart();
    if (start > offset || kind === ts.SyntaxKind.EndOfFileToken) return false;
    reading.boundary = start;
    if (start === offset) return kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia;
  }
}

/** Nodes whose text may hold what looks like a comment. */
function isTextToken(node: ts.Node): boolean {
  return ts.isJsxText(node) || ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}
