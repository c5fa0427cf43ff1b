import type { Location } from '../model/index.ts';
import type { Expression, Pattern } from '../syntax/facts.ts';
import type { Activation } from './activation.ts';
import { isRefusal } from './answers.ts';
import { evaluate } from './expressions.ts';
import { tellInherited } from './inherited.ts';
import type { Machine } from './machine.ts';
import { elementsOf, readMember, taintsWithin, writeMember } from './objects.ts';
import { render } from './render.ts';
import { isGlobalObject } from './shared-globals.ts';
import type { State } from './state.ts';
import { anything, findConstant, findString, isStrong, joinValues, truthiness, type Value } from './value.ts';
import { copiedUnder, withoutFields } from './whole-inputs.ts';

/** Gives the names of a pattern their values. `origin` is the expression the value came from, for places. */
export function bindPattern(m: Machine, pattern: Pattern, value: Value, a: Activation, state: State, origin?: Expression): void {
  switch (pattern.p) {
    case 'bind': {
      const cell = m.cell(a.frame, pattern.binding);
      if (cell === undefined) return;
      const declared = m.program.facts(a.frame.file)?.bindings[pattern.binding]?.type;
      const known = value.shapes.length === 0 ? m.annotated(declared, a.frame.file) : undefined;
      state.store.set(cell, known === undefined ? value : { ...value, shapes: known.shapes });
      return;
    }
    case 'object': {
      const taken: string[] = [];
      for (const prop of pattern.props) {
        const key = typeof prop.key === 'string' ? prop.key : findString(evaluate(m, prop.key, a, state));
        const at = { file: a.frame.file, start: prop.start, end: prop.end };
        if (key !== undefined) taken.push(key);
        const field = key === undefined ? { ...anything, taints: value.taints } : readMember(m, value, key, at, state);
        bindPattern(m, prop.value, field, a, state, origin);
      }
      if (pattern.rest !== undefined) bindPattern(m, pattern.rest, restOf(m, value, taken, state), a, state, origin);
      return;
    }
    case 'array': {
      const elements = elementsOf(m, value, state);
      pattern.elements.forEach((element, index) => {
        if (element === null) return;
        const known =
          elements?.[index] ?? readMember(m, value, String(index), { file: a.frame.file, start: pattern.start, end: pattern.end }, state);
        bindPattern(m, element, known, a, state, origin);
      });
      if (pattern.rest !== undefined) bindPattern(m, pattern.rest, { ...anything, taints: value.taints }, a, state, origin);
      return;
    }
    case 'default': {
      const missing = value.shapes.length > 0 && !value.open && value.shapes.every((s) => s.k === 'constant' && s.value === undefined);
      const present = truthiness(value) === true;
      if (present) bindPattern(m, pattern.target, value, a, state, origin);
      else {
        const fallback = evaluate(m, pattern.value, a, state);
        bindPattern(m, pattern.target, missing ? fallback : joinValues(value, fallback), a, state, origin);
      }
      return;
    }
    case 'target':
      writeTarget(m, pattern.expression, value, a, state);
      return;
  }
}

/** Assigns to `object.property`, `object[key]` or a cast of one. */
export function writeTarget(m: Machine, target: Expression, value: Value, a: Activation, state: State): void {
  if (target.k === 'cast') {
    writeTarget(m, target.value, value, a, state);
    return;
  }
  tellStored(m, target, value, a, state);
  if (target.k === 'member') {
    const object = evaluate(m, target.object, a, state);
    if (object.shapes.some((s) => s.k === 'library' && isGlobalObject(s.key))) m.globals.write(a.frame.file, target.property, value, state);
    else writeMember(m, object, target.property, value, state);
    tellWritten(m, object, target, value, a, state);
  } else if (target.k === 'index') {
    const key = evaluate(m, target.index, a, state);
    const name =
      findString(key) ?? key.shapes.map((s) => (s.k === 'constant' && typeof s.value === 'number' ? String(s.value) : undefined))[0];
    const object = evaluate(m, target.object, a, state);
    tellInherited(m, object, key, value, { file: a.frame.file, start: target.start, end: target.end }, render(target), state);
    writeMember(m, object, name ?? '*', name === undefined ? copiedUnder(key, value) : value, state);
  } else evaluate(m, target, a, state);
}

/** `set.status = 401`: the answer that follows is a refusal. Adapters are told of what they watch. */
function tellWritten(
  m: Machine,
  object: Value,
  target: Extract<Expression, { k: 'member' }>,
  value: Value,
  a: Activation,
  state: State,
): void {
  for (const shape of m.isRunning ? object.shapes : []) {
    const key = shape.k === 'object' ? m.info(shape.id).key : undefined;
    if (key === undefined) continue;
    const member = m.catalog.member(key, target.property);
    const place: Location = { file: a.frame.file, start: target.start, end: target.end };
    if (shape.k === 'object') m.writeHooks.get(member)?.(shape.id, value, place, state);
    for (const row of m.catalog.rows(member)) {
      const status = findConstant(value)?.value;
      const code = row.row !== 'status' ? undefined : typeof status === 'string' ? row.names?.[status] : status;
      if (typeof code === 'number' && isRefusal(code)) state.refused = { at: place, what: String(code) };
    }
  }
}

/** Input that is put into an object made when the application started outlives the request. */
function tellStored(m: Machine, target: Expression, value: Value, a: Activation, state: State): void {
  if (!m.isRunning || (target.k !== 'member' && target.k !== 'index')) return;
  const [shape] = evaluate(m, target.object, a, state).shapes;
  if (shape?.k !== 'object' || !m.isOfSetup(shape.id)) return;
  const { kind } = m.info(shape.id);
  if (kind !== 'plain' && kind !== 'array') return;
  const taints = taintsWithin(m, value, state);
  m.listener?.({
    kind: 'store',
    access: 'write',
    taints,
    at: { file: a.frame.file, start: target.start, end: target.end },
    callee: render(target.object),
    proven: isStrong(state.proof),
  });
}

function restOf(m: Machine, value: Value, taken: readonly string[], state: State): Value {
  const [shape] = value.shapes;
  if (shape?.k !== 'object') return withoutFields({ ...anything, taints: value.taints }, taken);
  const info = m.info(shape.id);
  const fields: Record<string, Value> = {};
  for (const name of info.fields) {
    if (!taken.includes(name)) fields[name] = m.getField(shape.id, name, state) ?? anything;
  }
  const rest = m.makeObject(state, fields, { kind: 'plain', open: info.open });
  return withoutFields({ ...rest, taints: value.taints }, taken);
}
