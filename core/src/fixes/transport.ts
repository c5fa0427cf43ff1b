import type { Location, TextEdit } from '../model/index.ts';
import type { FixContext, FixDraft } from '../rules/contract/rule.ts';
import type { ObjectProp } from '../syntax/facts.ts';
import { statementAt, wholeLine } from './statements.ts';

/** `http:` → `https:`, `ws:` → `wss:` in the literal itself. Safe where the default port is used: a port of its own may speak HTTP only. */
export function useTls(at: Location, url: string): readonly FixDraft[] {
  const scheme = /^ws/i.test(url) ? 'ws' : 'http';
  const end = at.start + 1 + scheme.length;
  const hasPort = /^\w+:\/\/[^/?#]*:\d+/.test(url);
  return [
    { title: `Use ${scheme}s:`, kind: hasPort ? 'suggested' : 'safe', files: [{ file: at.file, edits: [{ start: end, end, text: 's' }] }] },
  ];
}

/** Removes one property of an object literal, with its comma and its line. */
export function dropOption(file: string, props: readonly ObjectProp[], index: number, context: FixContext): readonly FixDraft[] {
  const text = context.text(file);
  const prop = props[index];
  if (text === undefined || prop === undefined) return [];
  const next = props[index + 1];
  const before = props[index - 1];
  let edit: TextEdit;
  if (next !== undefined) edit = { start: prop.start, end: next.start, text: '' };
  else if (before !== undefined) edit = { start: before.end, end: prop.end, text: '' };
  else edit = { start: prop.start, end: afterComma(text, prop.end), text: '' };
  return [{ title: 'Verify certificates', kind: 'safe', files: [{ file, edits: [edit] }] }];
}

function afterComma(text: string, offset: number): number {
  const match = /^\s*,/.exec(text.slice(offset, offset + 100));
  return match === null ? offset : offset + match[0].length;
}

/** Removes the statement an assignment is, with its line. */
export function dropStatement(at: Location, context: FixContext): readonly FixDraft[] {
  const text = context.text(at.file);
  const facts = context.facts(at.file);
  const found = facts === undefined ? undefined : statementAt(facts, at.start);
  if (text === undefined || found === undefined || found.statement.s !== 'expression') return [];
  const span = wholeLine(text, found.statement);
  return [{ title: 'Verify certificates', kind: 'safe', files: [{ file: at.file, edits: [{ ...span, text: '' }] }] }];
}
