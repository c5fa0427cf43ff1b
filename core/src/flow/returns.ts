import type { FunctionFacts } from '../syntax/facts.ts';
import { tellAccepted } from './accepted.ts';
import type { Exit } from './activation.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { toldApart } from './told-apart.ts';
import {
  anything,
  type Frame,
  isStrong,
  joinValues,
  type Narrowing,
  type Proof,
  sameShapes,
  shaped,
  truthiness,
  type Value,
} from './value.ts';

/**
 * What a call gives, from the ways the function can end. Beyond the joined value: if the ends with a proof and those
 * without differ in what they return (a user or null, `{ user }` or `{ error }`), testing the result tells them apart;
 * the same for ends that have sent a refusal.
 */
export function concludeReturns(m: Machine, facts: FunctionFacts, frame: Frame, exits: readonly Exit[], state: State): Value {
  if (exits.length === 0) {
    m.tries.at(-1)?.push(state.fork());
    state.live = false;
    return anything;
  }
  const before = { proof: state.proof, refused: state.refused, accepted: state.accepted };
  const values = exits.map((exit) => flatten(exit, facts.async));
  let value = values.reduce(joinValues);
  const changed = state.joinWithout(
    m.isKept(frame) ? undefined : `v${frame.id}:`,
    exits.map((exit) => exit.state),
  );
  value = correlate(m, value, values, exits, before.proof, state);
  value = tellRefusals(m, value, values, exits, state, before.refused);
  value = tellAccepted(exits, values, before.accepted, value);
  value = tellCells(value, values, exits, changed, state);
  if (facts.generator) return anything;
  if (!facts.async) return value;
  const proof = state.proof !== before.proof && state.proof?.tentative !== true ? state.proof : undefined;
  state.proof = before.proof;
  return shaped({ k: 'promise', inner: value, ...(proof !== undefined && { proof }) });
}

/** `return promise` from an async function settles it. */
function flatten(exit: Exit, isAsync: boolean): Value {
  if (!isAsync) return exit.value;
  const [shape] = exit.value.shapes;
  if (shape?.k !== 'promise' || exit.value.shapes.length > 1) return exit.value;
  if (shape.proof !== undefined && !isStrong(exit.state.proof)) exit.state.proof = shape.proof;
  return shape.inner;
}

function correlate(
  m: Machine,
  joined: Value,
  values: readonly Value[],
  exits: readonly Exit[],
  before: Proof | undefined,
  state: State,
): Value {
  const isProven = (i: number): boolean => isStrong(exits[i]?.state.proof);
  const proven = values.filter((_, i) => isProven(i));
  const open = values.filter((_, i) => !isProven(i));
  const proof = exits.find((exit) => isStrong(exit.state.proof))?.state.proof;
  if (isStrong(before) || proof === undefined || open.length === 0 || proven.length === 0) return joined;
  if (open.every((v) => truthiness(v) === false)) return { ...joined, whenTruthy: proof };
  if (open.every((v) => truthiness(v) === true) && proven.some((v) => truthiness(v) !== true))
    return { ...toldApart(joined, open, proof), whenFalsy: proof };
  const byField = correlateFields(m, joined, values, exits, proof, state);
  return byField === joined ? toldApart(joined, open, proof) : byField;
}

/** `{ user: null, error }` against `{ user }`: the fields tell which end it was. */
function correlateFields(m: Machine, joined: Value, values: readonly Value[], exits: readonly Exit[], proof: Proof, state: State): Value {
  const names = new Set<string>();
  for (const value of values) {
    const [shape] = value.shapes;
    if (shape?.k !== 'object' || value.shapes.length !== 1 || value.open || m.info(shape.id).kind !== 'plain') return joined;
    for (const name of m.info(shape.id).fields) names.add(name);
  }
  const read = (value: Value, exit: Exit | undefined, name: string): Value => {
    const [shape] = value.shapes;
    return shape?.k === 'object'
      ? (m.getField(shape.id, name, exit?.state ?? state) ?? shaped({ k: 'constant', value: undefined }))
      : anything;
  };
  const fields: Record<string, Value> = {};
  for (const name of names) {
    const all = values.map((v, i) => read(v, exits[i], name));
    const there = all.filter((_, i) => isStrong(exits[i]?.state.proof));
    const elsewhere = all.filter((_, i) => !isStrong(exits[i]?.state.proof));
    let field = [...there, ...elsewhere].reduce(joinValues);
    if (elsewhere.every((v) => truthiness(v) === false) && there.some((v) => truthiness(v) !== false))
      field = { ...field, whenTruthy: proof };
    else if (elsewhere.every((v) => truthiness(v) === true) && there.some((v) => truthiness(v) !== true))
      field = { ...field, whenFalsy: proof };
    fields[name] = field;
  }
  return { ...m.makeObject(state, fields), taints: joined.taints };
}

function tellRefusals(
  m: Machine,
  value: Value,
  values: readonly Value[],
  exits: readonly Exit[],
  state: State,
  before: State['refused'],
): Value {
  const refused = exits.map((exit) => exit.state.refused !== undefined && exit.state.refused !== before);
  if (state.refused === undefined || state.refused === before || refused.every((r) => r)) return value;
  const sent = values.filter((_, i) => refused[i]);
  const others = values.filter((_, i) => !refused[i]);
  // Other ends may be falsy as well: what is truthy has refused nobody all the same.
  if (!sent.every((v) => truthiness(v) === false) || others.every((v) => truthiness(v) === false)) return value;
  const tag = m.newTag();
  state.refused = { at: state.refused.at, what: state.refused.what, tag };
  return { ...value, refusalTag: tag };
}

/** `return null` and `set.status = 401; return { error }`: which end it was says as well what was written before it. */
function tellCells(value: Value, values: readonly Value[], exits: readonly Exit[], changed: readonly string[], state: State): Value {
  if (exits.length < 2 || changed.length === 0) return value;
  const truths = values.map(truthiness);
  if (truths.some((truth) => truth === undefined) || truths.every((truth) => truth === truths[0])) return value;
  // An end at a time, as where stores are joined.
  const found = exits.map(({ state: end }) => (end.live ? changed.map((cell) => end.store.get(cell)) : undefined));
  const narrows: { readonly truthy: Narrowing[]; readonly falsy: Narrowing[] } = { truthy: [], falsy: [] };
  changed.forEach((cell, index) => {
    const from = state.store.get(cell);
    if (from === undefined) return;
    const there = (truth: boolean): Value | undefined => {
      const cells = found.flatMap((one, i) => (one === undefined || truths[i] !== truth ? [] : [one[index]]));
      const known = cells.flatMap((one) => one ?? []);
      return known.length === 0 || known.length < cells.length ? undefined : known.reduce(joinValues);
    };
    const [truthy, falsy] = [there(true), there(false)];
    if (truthy === undefined || falsy === undefined || sameShapes(truthy, falsy)) return;
    narrows.truthy.push({ cell, value: truthy, from });
    narrows.falsy.push({ cell, value: falsy, from });
  });
  if (narrows.truthy.length === 0) return value;
  const { truthy = [], falsy = [] } = value.narrows ?? {};
  return { ...value, narrows: { truthy: [...truthy, ...narrows.truthy], falsy: [...falsy, ...narrows.falsy] } };
}
