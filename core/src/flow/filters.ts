import type { Danger } from '../libraries/index.ts';
import { asAccepted } from './accepted.ts';
import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { constant, distinctTaints, findConstant, type ObjectId, type RowOf, type Taint, type Value } from './value.ts';

const deepest = 6;

/**
 * Input in a filter that the database would read as operators, were it an object: the filter as a whole, or what a field
 * is compared with. Path parameters, headers and the like are text, and so are fields of a query that is not nested.
 */
export function operatorInputs(m: Machine, { operands = [] }: RowOf<'sink'>, filter: Value, state: State): readonly Taint[] {
  if (state.store.get(protectedCell('nosql')) !== undefined) return [];
  return distinctTaints(
    collect(m, operands, filter, state, 0).filter(
      (taint) => !taint.cleared.has('nosql') && mayBeObject(taint) && !isAcceptedElsewhere(state, taint),
    ),
  );
}

function collect(m: Machine, operands: readonly string[], filter: Value, state: State, depth: number): readonly Taint[] {
  // What a call that nobody knows has made of input is not the input.
  if (filter.maybe === true || depth > deepest) return [];
  const fields = filter.shapes.flatMap((shape) => (shape.k === 'object' ? within(m, operands, shape.id, state, depth) : []));
  return [...filter.taints, ...fields];
}

function within(m: Machine, operands: readonly string[], id: ObjectId, state: State, depth: number): readonly Taint[] {
  const { kind, fields } = m.info(id);
  if (kind !== 'plain' && kind !== 'array') return [];
  return [...fields].flatMap((name) => {
    const field = operands.includes(name) ? undefined : m.getField(id, name, state);
    return field === undefined ? [] : collect(m, operands, field, state, depth + 1);
  });
}

/** A validator has looked at the input, in another variable or in middleware before. Of what it gave, the taint itself knows. */
const isAcceptedElsewhere = (state: State, taint: Taint): boolean =>
  taint.validated === undefined && asAccepted(state, taint).validated !== undefined;

/** True for input that a caller can send as an object. */
function mayBeObject({ part, path, nested }: Taint): boolean {
  return part === 'body' || part === 'arguments' || (part === 'query' && (path === '' || nested === true));
}

const protectedCell = (danger: Danger): string => `!protected ${danger}`;

/** A package is told to take a danger out of all that it is given. */
export function protect(m: Machine, row: RowOf<'protects'>, call: Call, state: State): void {
  const holds = row.given.every(({ argument, field, is }) => {
    const [shape] = call.args[argument]?.shapes ?? [];
    const value = field === undefined ? call.args[argument] : shape?.k === 'object' ? m.getField(shape.id, field, state) : undefined;
    return value !== undefined && findConstant(value)?.value === is;
  });
  if (holds) state.store.set(protectedCell(row.from), constant(true));
}
