import type { Machine, Value } from '../flow/index.ts';
import type { GuardInsertion } from './framework.ts';

/** The start of a handler's body, where a check can be written; undefined where it has no block. */
export function insertionOf(m: Machine, value: Value): GuardInsertion | undefined {
  const [shape] = value.shapes;
  if (shape?.k !== 'closure') return undefined;
  const { file, fn } = shape.closure;
  const facts = m.program.facts(file)?.functions[fn];
  const [first] = facts?.body ?? [];
  if (facts === undefined || (first?.s === 'return' && first.implicit)) return undefined;
  const [param] = facts.params;
  const request = param?.pattern.p === 'bind' ? param.pattern.name : undefined;
  return { as: 'statement', file, offset: facts.bodyStart + 1, request };
}
