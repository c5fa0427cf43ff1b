import type { Statement } from '../../syntax/facts.ts';
import { indentOf } from '../statements.ts';
import { type Code, holds } from './code.ts';

/** A place for statements: in front of `offset`, indented like what stands there. */
export interface Before {
  readonly offset: number;
  readonly indent: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** In front of the first statement that uses the input, in the innermost block that holds all uses. Undefined for an arrow without a block. */
export function placeForCheck(code: Code, fn: number, uses: readonly Span[]): Before | undefined {
  const body = code.facts.functions[fn]?.body ?? [];
  const [first] = body;
  if (first === undefined || (first.s === 'return' && first.implicit)) return undefined;
  let list = body;
  for (;;) {
    const at = list.find((s) => uses.some((use) => within(use, s)));
    const inner =
      at === undefined || !uses.every((use) => within(use, at))
        ? undefined
        : blocksOf(at).find((block) => isBraced(code.text, block) && uses.every((use) => block.some((s) => within(use, s))));
    if (inner !== undefined) {
      list = inner;
      continue;
    }
    const statement = at ?? first;
    const offset = startOf(code.text, statement, list);
    return offset === undefined ? undefined : { offset, indent: indentOf(code.text, offset) };
  }
}

/** In front of the statement at the top of the file that holds the function, and of the comments that belong to it. */
export function placeForSchema(code: Code, fn: number): Before | undefined {
  const facts = code.facts.functions[fn];
  const top = code.facts.functions[0]?.body ?? [];
  const list = facts === undefined ? [] : top;
  const statement = list.find(
    (s) => facts !== undefined && (holds({ ...facts, start: s.start, end: s.end }, facts) || s.start === facts.start),
  );
  const start = statement === undefined ? undefined : startOf(code.text, statement, top);
  if (start === undefined) return undefined;
  return { offset: aboveComments(code.text, start), indent: '' };
}

const within = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** The lists of statements directly below a statement. */
function blocksOf(s: Statement): readonly (readonly Statement[])[] {
  switch (s.s) {
    case 'if':
      return [s.then, s.else];
    case 'block':
    case 'for':
    case 'for-of':
    case 'for-in':
    case 'while':
    case 'do-while':
      return [s.body];
    case 'try':
      return [s.body, s.handler ?? [], s.finalizer ?? []];
    default:
      return [];
  }
}

/** True where the list stands in braces, so that it can hold more statements. */
function isBraced(text: string, list: readonly Statement[]): boolean {
  const [first, second] = list;
  if (first === undefined) return false;
  const start = startOf(text, first, list) ?? first.start;
  return second !== undefined || text.slice(0, start).trimEnd().endsWith('{');
}

/** Where a statement begins: a declarator's statement begins with its keyword. */
function startOf(text: string, statement: Statement, list: readonly Statement[]): number | undefined {
  if (statement.s !== 'variable') return statement.start;
  const before = text.slice(Math.max(0, statement.start - 200), statement.start);
  const keyword = /(?:\bexport\s+)?(?:\bdeclare\s+)?\b(?:const|let|var)\s+$/.exec(before);
  if (keyword !== null) return statement.start - keyword[0].length;
  const index = list.indexOf(statement);
  const previous = list[index - 1];
  return previous?.s === 'variable' ? startOf(text, previous, list) : undefined;
}

/** The start of the comment lines directly above, without a blank line between; the top of the file is left alone. */
function aboveComments(text: string, start: number): number {
  let line = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(line, start).trim() !== '') return start;
  while (line > 0) {
    const above = text.lastIndexOf('\n', line - 2) + 1;
    if (!/^\s*(\/\/|\/\*|\*)/.test(text.slice(above, line)) || above === 0) break;
    line = above;
  }
  return line;
}
