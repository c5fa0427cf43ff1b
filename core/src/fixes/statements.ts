import type { Span } from '../model/index.ts';
import type { FileFacts, FunctionFacts, FunctionId, Statement } from '../syntax/facts.ts';
import { eachStatement } from '../syntax/walk.ts';

/** A statement with the list it stands in and the function whose code it is. */
export interface FoundStatement {
  readonly statement: Statement;
  readonly list: readonly Statement[];
  readonly fn: FunctionId;
}

/** The innermost statement around an offset. */
export function statementAt(facts: FileFacts, offset: number): FoundStatement | undefined {
  let found: FoundStatement | undefined;
  facts.functions.forEach((fn, id) => {
    if (id !== 0 && (offset < fn.start || offset >= fn.end)) return;
    eachStatement(fn.body, (statement, list) => {
      const within = statement.start <= offset && offset < statement.end;
      const narrower = found === undefined || statement.end - statement.start <= found.statement.end - found.statement.start;
      if (within && narrower) found = { statement, list, fn: id };
    });
  });
  return found;
}

/** The innermost function around an offset; undefined for the module's own code. */
export function functionAt(facts: FileFacts, offset: number): FunctionFacts | undefined {
  let found: FunctionFacts | undefined;
  facts.functions.forEach((fn, id) => {
    if (id !== 0 && fn.start <= offset && offset < fn.end && (found === undefined || fn.end - fn.start < found.end - found.start))
      found = fn;
  });
  return found;
}

/** The span with the white space before it on its line and the line's end, when nothing else stands on the line. */
export function wholeLine(text: string, span: Span): Span {
  const lineStart = Math.max(text.lastIndexOf('\n', span.start - 1) + 1, 0);
  const before = text.slice(lineStart, span.start);
  const rest = /^[ \t]*;?[ \t]*(\r\n|\n|\r|$)/.exec(text.slice(span.end, span.end + 200));
  if (before.trim() !== '' || rest === null) return span;
  return { start: lineStart, end: span.end + rest[0].length };
}

/** The white space at the start of the line of an offset. */
export function indentOf(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset + 200))?.[0] ?? '';
}

/** The line ending the text uses. */
export function endOfLine(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** A line to be removed, with one of the blank lines around it where there are some on both sides. */
export function withGap(
  text: string,
  line: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
  const before = /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(0, line.start)) || line.start === 0;
  const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(line.end));
  return before && after !== null ? { start: line.start, end: line.end + after[0].length } : line;
}
