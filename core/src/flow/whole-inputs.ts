import { asAccepted } from './accepted.ts';
import type { Call } from './calls.ts';
import type { KeptField } from './events.ts';
import type { Machine } from './machine.ts';
import { elementsOf, readMember } from './objects.ts';
import { placeValue } from './rows.ts';
import type { State } from './state.ts';
import { anything, distinctTaints, findString, type ObjectId, type RowOf, type Taint, type Value } from './value.ts';

/**
 * Input that is a record as a whole where a record is kept, so that the caller decides which fields it has: `create(req.body)`,
 * `create({ ...req.body, owner })`, `Object.assign(user, req.body)` before `user.save()`.
 */
export function wholeInputs(m: Machine, row: RowOf<'store'>, call: Call, state: State): readonly Taint[] {
  const { record } = row;
  const value = record === undefined ? undefined : placeValue(m, row.at, call, state);
  if (record === undefined || value === undefined) return [];
  if (record.fields !== undefined && placeValue(m, record.fields, call, state)?.shapes.some((s) => s.k === 'object') === true) return [];
  const held = (record.within ?? []).flatMap((name) =>
    value.shapes.flatMap((shape) => {
      const field = shape.k === 'object' && m.info(shape.id).kind === 'plain' ? m.getField(shape.id, name, state) : undefined;
      return field === undefined ? [] : wholeOf(m, field, state, 1);
    }),
  );
  return distinctTaints([...wholeOf(m, value, state, 0), ...held]);
}

/** The fields of a record that is kept as the program names them: `create({ name, role: req.body.role })`. */
export function keptFields(m: Machine, row: RowOf<'store'>, call: Call, state: State): readonly KeptField[] {
  const { record } = row;
  const value = record === undefined ? undefined : placeValue(m, row.at, call, state);
  return record === undefined || value === undefined ? [] : fieldsOf(m, value, record.within ?? [], state, 0);
}

function fieldsOf(m: Machine, value: Value, within: readonly string[], state: State, depth: number): readonly KeptField[] {
  if (value.maybe === true) return [];
  return value.shapes.flatMap((shape): readonly KeptField[] => {
    if (shape.k !== 'object') return [];
    const { kind, fields } = m.info(shape.id);
    if (kind !== 'plain' && kind !== 'instance' && kind !== 'array') return [];
    return [...fields].flatMap((name): readonly KeptField[] => {
      const field = m.getField(shape.id, name, state);
      if (field === undefined || name === '*') return [];
      if (kind === 'array' || within.includes(name)) return depth < 2 ? fieldsOf(m, field, [], state, depth + 1) : [];
      return [{ name, taints: field.maybe === true ? [] : field.taints.map((taint) => asAccepted(state, taint)) }];
    });
  });
}

function wholeOf(m: Machine, value: Value, state: State, depth: number): readonly Taint[] {
  if (value.maybe === true || value.shapes.some((shape) => shape.k !== 'object' && shape.k !== 'promise')) return [];
  const own = value.taints.filter((taint) => taint.picked !== true);
  return [...own, ...value.shapes.flatMap((shape) => (shape.k === 'object' ? withinRecord(m, shape.id, state, depth) : []))];
}

/** What was copied into a record under whatever names it had, and the records of a list. */
function withinRecord(m: Machine, id: ObjectId, state: State, depth: number): readonly Taint[] {
  const { kind, fields } = m.info(id);
  if (kind === 'array' && depth < 2)
    return [...fields].flatMap((name) => {
      const element = m.getField(id, name, state);
      return element === undefined ? [] : wholeOf(m, element, state, depth + 1);
    });
  if (kind !== 'plain' && kind !== 'instance') return [];
  const copied = m.getField(id, '*', state);
  return copied === undefined || copied.maybe === true ? [] : copied.taints.filter((taint) => taint.picked !== true);
}

/** What is written under a name that is not known: by a name that the caller chose, unless the program has tested it. */
export function copiedUnder(key: Value, value: Value): Value {
  if (value.taints.length === 0 || key.taints.some((taint) => taint.narrowed !== true)) return value;
  return { ...value, taints: value.taints.map((taint) => ({ ...taint, picked: true })) };
}

/** `pick(req.body, ['name', 'email'])`, `omit(req.body, 'role')`. */
export function pickFields(m: Machine, row: RowOf<'picks'>, call: Call, state: State): Value {
  const input = placeValue(m, row.input, call, state) ?? anything;
  const given = call.args.slice(row.names).flatMap((arg) => elementsOf(m, arg, state) ?? [arg]);
  const names = given.flatMap((name) => findString(name) ?? []);
  if (row.how === 'without') return withoutFields(input, names);
  if (names.length < given.length || call.open) return { ...anything, taints: input.taints.map((taint) => ({ ...taint, picked: true })) };
  const fields = names.map((name) => [name, readMember(m, input, name, call.at, state)] as const);
  return m.makeObject(state, Object.fromEntries(fields), { kind: 'plain', open: false });
}

/** The value after fields were taken out of it. */
export function withoutFields(value: Value, names: readonly string[]): Value {
  if (value.taints.length === 0 || names.length === 0) return value;
  return { ...value, taints: value.taints.map((taint) => ({ ...taint, without: [...(taint.without ?? []), ...names] })) };
}
