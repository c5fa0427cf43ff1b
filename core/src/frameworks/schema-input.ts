import {
  anything,
  callValue,
  invoke,
  type Machine,
  readMember,
  type State,
  settle,
  shaped,
  undefinedValue,
  type Value,
} from '../flow/index.ts';
import type { Step } from './framework.ts';

/** `input(schema)`: the input as the schema lets it through. `before`: as schemas before it did, which hold as well. */
export function validated(m: Machine, step: Step, raw: Value, before: Value, state: State): Value {
  const [taint] = before.taints;
  const accepted = accept(m, step, raw, state);
  const earlier = taint?.validated !== undefined && accepted.taints.some((t) => t.validated === undefined);
  return earlier ? before : accepted;
}

function accept(m: Machine, step: Step, raw: Value, state: State): Value {
  const [shape, more] = step.value.shapes;
  if (more !== undefined || shape === undefined) return marked(m, step, raw);
  // `input((value) => { if (typeof value !== 'string') throw …; return value; })`
  if (shape.k === 'closure') return settle(invoke(m, { closure: shape.closure, args: [raw], at: step.at, state, open: true }), state);
  if (shape.k === 'constant') return undefinedValue;
  if (shape.k === 'library' && m.catalog.rows(shape.key).some((row) => row.row === 'accepts-anything')) return raw;
  const parse = readMember(m, step.value, 'parse', step.at, state, true);
  const [parser] = parse.shapes;
  const known = parser?.k === 'closure' || (parser?.k === 'library' && m.catalog.rows(parser.key).some((row) => row.row === 'validator'));
  if (!known) return marked(m, step, raw);
  const call = {
    args: [raw],
    expressions: [],
    receiver: shaped(shape),
    at: step.at,
    nameAt: step.at,
    name: step.name,
    activation: undefined,
    open: false,
    construct: false,
  };
  return settle(callValue(m, parse, call, state), state);
}

/** A schema of a package that no row describes: it is one, and the procedure does not run without its consent. */
function marked(m: Machine, step: Step, raw: Value): Value {
  const mark = { at: step.at, what: step.name };
  for (const { part, path } of raw.taints) m.listener?.({ kind: 'validated', part, path, at: step.at, what: step.name });
  return {
    ...anything,
    taints: raw.taints.map((taint) => ({ ...taint, validated: mark, cleared: new Set([...taint.cleared, 'nosql' as const]) })),
  };
}
