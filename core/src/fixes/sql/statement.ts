import type { FixContext } from '../../rules/contract/rule.ts';
import type { Expression } from '../../syntax/facts.ts';
import type { Code } from '../validation/code.ts';
import { findDeclared } from './constants.ts';
import { writesOf } from './moving.ts';
import { isBuiltText, type Part, readParts } from './parts.ts';

/** Reads the text of a statement that is given as an expression: written there, held in a constant, or added to line by line. */
export function readStatement(code: Code, context: FixContext, given: Expression): readonly Part[] | undefined {
  if (given.k === 'cast') return readStatement(code, context, given.value);
  if (isBuiltText(given)) return readParts(code, context, given);
  return given.k === 'name' ? readHeld(code, context, given) : undefined;
}

/** `const sql = …;`, and `let sql = …; sql += …;` in one list of statements. */
function readHeld(code: Code, context: FixContext, name: Extract<Expression, { k: 'name' }>): readonly Part[] | undefined {
  const binding = code.facts.bindings[name.binding];
  const initial = findDeclared(code.facts, name.binding);
  if (binding === undefined || binding.import !== undefined || initial === undefined || !isBuiltText(initial)) return undefined;
  if (!code.readsOf(name.binding).every((read) => read === name || isLogged(code, read))) return undefined;
  const list = code.statementOf(initial)?.list;
  const values = [initial];
  for (const write of writesOf(code, name.binding)) {
    const placed = code.statementOf(write);
    const isLine = placed?.statement.s === 'expression' && placed.statement.value === write && placed.list === list;
    if (write.k !== 'assign' || write.op !== '+=' || !isLine || write.start > name.start) return undefined;
    values.push(write.value);
  }
  if (values.length !== binding.writes + 1) return undefined;
  const parts = values.map((value) => readParts(code, context, value));
  return parts.includes(undefined) ? undefined : parts.flatMap((some) => some ?? []);
}

/** `console.log(sql)`: a text that somebody reads may change. */
export function isLogged(code: Code, read: Expression): boolean {
  const parent = code.parentOf(read);
  if (parent?.k === 'template' || parent?.k === 'object' || (parent?.k === 'binary' && parent.op === '+')) return isLogged(code, parent);
  if (parent?.k !== 'call' || parent.callee === read) return false;
  const { callee } = parent;
  return callee.k === 'member' && /^(console|log|logger)$/i.test(lastName(callee.object)) && !/^(query|run|exec)/.test(callee.property);
}

const lastName = (e: Expression): string => (e.k === 'name' ? e.name : e.k === 'member' ? e.property : '');
