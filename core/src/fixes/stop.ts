import type { Location, TextEdit } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';
import { endOfLine, functionAt, indentOf, statementAt } from './statements.ts';

/** Leaves the function where it refused the caller: `return` in front of the answer, or behind it, as the file does elsewhere. */
export function addReturn(at: Location, context: FixContext): readonly FixDraft[] {
  const text = context.text(at.file);
  const facts = context.facts(at.file);
  const found = facts === undefined ? undefined : statementAt(facts, at.start);
  if (text === undefined || found === undefined || found.statement.s !== 'expression') return [];
  const { statement } = found;
  const before: TextEdit = { start: statement.start, end: statement.start, text: 'return ' };
  const inFront: FixDraft = { title: 'Return after refusing the caller', kind: 'safe', files: [{ file: at.file, edits: [before] }] };
  const behind = returnBehind(text, found);
  if (behind === undefined || /\breturn\s+(res|reply|ctx|response)\b/.test(text)) return [inFront];
  return [{ ...inFront, files: [{ file: at.file, edits: [behind] }] }];
}

/** `return;` on a line of its own, when the statement stands in a block. */
function returnBehind(text: string, found: NonNullable<ReturnType<typeof statementAt>>): TextEdit | undefined {
  const { statement, list } = found;
  if (list.at(-1) !== statement && list.length === 1) return undefined;
  const line = text.slice(text.lastIndexOf('\n', statement.start - 1) + 1, statement.start);
  if (line.trim() !== '') return undefined;
  return { start: statement.end, end: statement.end, text: `${endOfLine(text)}${indentOf(text, statement.start)}return;` };
}

/** Awaits the check, and makes the function around it async where it is not. */
export function addAwait(at: Location, context: FixContext): readonly FixDraft[] {
  const text = context.text(at.file);
  const facts = context.facts(at.file);
  if (text === undefined || facts === undefined) return [];
  const edits: TextEdit[] = [{ start: at.start, end: at.start, text: 'await ' }];
  const fn = functionAt(facts, at.start);
  if (fn !== undefined && !fn.async) {
    const offset = asyncOffset(text, fn);
    if (offset === undefined) return [];
    edits.unshift({ start: offset, end: offset, text: 'async ' });
  }
  return [{ title: 'Await the check', kind: 'safe', files: [{ file: at.file, edits }] }];
}

/** Where `async` goes: before `function` or before an arrow's parameters; undefined for other forms. */
function asyncOffset(text: string, fn: { readonly kind: string; readonly start: number; readonly bodyStart: number }): number | undefined {
  if (fn.kind === 'arrow') return fn.start;
  if (fn.kind !== 'function') return undefined;
  const keyword = /\bfunction\b/.exec(text.slice(fn.start, fn.bodyStart));
  return keyword === null ? undefined : fn.start + keyword.index;
}
