import type { BindingId, Expression } from '../../syntax/facts.ts';
import { children } from '../../syntax/walk.ts';
import { type Code, functionAround, holds } from '../validation/code.ts';

type Span = { readonly start: number; readonly end: number };

const harmless: ReadonlySet<string> = new Set(
  'trim trimStart trimEnd toLowerCase toUpperCase toString toISOString split slice substring replace replaceAll padStart padEnd concat join map filter at'.split(
    ' ',
  ),
);
const conversions: ReadonlySet<string> = new Set(['String', 'Number', 'Boolean', 'parseInt', 'parseFloat', 'BigInt']);

/** True where an expression gives the same value at `target` as where it is written, and its names mean the same there. */
export function canMove(code: Code, e: Expression, target: Span): boolean {
  if (target.start <= e.start && e.end <= target.end) return true;
  return isStable(e) && namesIn(e).every((name) => name.binding < 0 || keepsMeaning(code, name, target));
}

/** Evaluating it again, or later, does nothing and gives the same. */
export function isStable(e: Expression): boolean {
  switch (e.k) {
    case 'name':
    case 'this':
    case 'literal':
      return true;
    case 'member':
    case 'index':
    case 'template':
    case 'binary':
    case 'logical':
    case 'conditional':
    case 'cast':
    case 'unary':
    case 'array':
      return (e.k !== 'unary' || e.op !== 'delete') && children(e).every(isStable);
    case 'call': {
      if (!e.args.every((arg) => arg.k === 'function' || isStable(arg))) return false;
      if (e.callee.k === 'name') return e.callee.binding < 0 && conversions.has(e.callee.name);
      return (
        e.callee.k === 'member' && (harmless.has(e.callee.property) || conversions.has(e.callee.property)) && isStable(e.callee.object)
      );
    }
    default:
      return false;
  }
}

function namesIn(e: Expression): readonly Extract<Expression, { k: 'name' }>[] {
  return e.k === 'name' ? [e] : children(e).flatMap(namesIn);
}

/** The name is not hidden at the target, and not written between the two places. */
function keepsMeaning(code: Code, name: Extract<Expression, { k: 'name' }>, target: Span): boolean {
  const binding = code.facts.bindings[name.binding];
  const around = code.facts.functions[functionAround(code.facts, target)];
  if (binding === undefined || around === undefined) return false;
  const hidden = code.facts.bindings.some(
    (other) => other !== binding && other.name === name.name && other.kind !== 'type' && holds(around, other),
  );
  if (hidden) return false;
  if (binding.writes === 0) return true;
  if (functionAround(code.facts, name) !== functionAround(code.facts, target)) return false;
  const writes = writesOf(code, name.binding);
  const [first, last] = name.start < target.start ? [name, target] : [target, name];
  return writes.length === binding.writes && writes.every((write) => write.end <= first.start || write.start >= last.end);
}

/** Assignments to a name, in order. */
export function writesOf(code: Code, binding: BindingId): readonly Extract<Expression, { k: 'assign' | 'update' }>[] {
  return code.expressions
    .filter((e) => e.k === 'assign' || e.k === 'update')
    .filter((e) => e.target.p === 'bind' && e.target.binding === binding);
}
