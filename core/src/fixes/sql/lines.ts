import type { TextEdit } from '../../model/index.ts';
import type { Statement } from '../../syntax/facts.ts';
import { indentOf } from '../statements.ts';
import type { Code, Placed } from '../validation/code.ts';
import { readLayout } from '../validation/layout.ts';

/** Where a statement's text starts: a variable's facts start at its name. */
function startOf(code: Code, statement: Statement): number {
  const keyword = /(?:\bexport\s+)?\b(?:const|let|var)\s+$/.exec(code.text.slice(0, statement.start));
  return statement.s === 'variable' && keyword !== null ? keyword.index : statement.start;
}

/** Where it ends, with its semicolon. */
function endOf(code: Code, statement: Statement): number {
  const rest = /^[ \t]*;/.exec(code.text.slice(statement.end, statement.end + 20));
  return code.text[statement.end - 1] === ';' || rest === null ? statement.end : statement.end + rest[0].length;
}

/** True where the statement stands first on its line and more may stand before it. */
function isOnOwnLine(code: Code, start: number): boolean {
  return code.text.slice(code.text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
}

/** The edit that puts a line before a statement; undefined where there is no line to put it on. */
export function lineBefore(code: Code, placed: Placed, line: string): TextEdit | undefined {
  const start = startOf(code, placed.statement);
  if (!isOnOwnLine(code, start) || isSoleBody(code, start)) return undefined;
  const { eol, semicolon } = readLayout(code.text);
  return { start, end: start, text: `${line}${semicolon}${eol}${indentOf(code.text, start)}` };
}

/** The edit that puts a line after a statement. */
export function lineAfter(code: Code, placed: Placed, line: string): TextEdit | undefined {
  const end = endOf(code, placed.statement);
  const { eol, semicolon } = readLayout(code.text);
  if (!/^[ \t]*(?:\/\/[^\r\n]*)?(?:\r|\n|$)/.test(code.text.slice(end, end + 400))) return undefined;
  return { start: end, end, text: `${eol}${indentOf(code.text, startOf(code, placed.statement))}${line}${semicolon}` };
}

/** `if (x) statement;`: the statement is all there is, without braces. */
function isSoleBody(code: Code, start: number): boolean {
  const before = code.text.slice(0, start).trimEnd();
  return /(?:\)|\belse|\bdo|=>)$/.test(before);
}

/** The edits that run a line before a statement, in braces where it has none; undefined where its form is not known here. */
export function runBefore(code: Code, placed: Placed, line: string): readonly TextEdit[] | undefined {
  const { statement, list } = placed;
  const start = startOf(code, statement);
  if (!isSoleBody(code, start)) {
    const edit = lineBefore(code, placed, line);
    return edit === undefined ? undefined : [edit];
  }
  if (list.length !== 1) return undefined;
  const { eol, semicolon, unit } = readLayout(code.text);
  const before = code.text.slice(0, start).trimEnd().length;
  const outer = indentOf(code.text, before - 1);
  const inner = outer + unit;
  const end = endOf(code, statement);
  const otherwise = /^\s*(?=else\b)/.exec(code.text.slice(end, end + 200));
  return [
    { start: before, end: start, text: ` {${eol}${inner}${line}${semicolon}${eol}${inner}` },
    { start: end, end: end + (otherwise?.[0].length ?? 0), text: `${eol}${outer}}${otherwise === null ? '' : ' '}` },
  ];
}
