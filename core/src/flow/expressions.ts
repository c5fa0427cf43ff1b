import type { Location } from '../model/index.ts';
import type { Expression } from '../syntax/facts.ts';
import type { Activation } from './activation.ts';
import { settledParts } from './addresses.ts';
import { evaluateCall } from './calls.ts';
import { evaluateChoice } from './choices.ts';
import { defineClass, evaluateNew } from './classes.ts';
import { compare } from './compare.ts';
import { importMeta } from './folders.ts';
import { chosenField } from './inherited.ts';
import { asTested } from './input-tests.ts';
import type { Machine } from './machine.ts';
import { madeOf, readMember, writeMember } from './objects.ts';
import { bindPattern } from './patterns.ts';
import type { State } from './state.ts';
import { throwFrom } from './statements.ts';
import { evaluateTagged } from './tagged.ts';
import {
  anything,
  asText,
  constant,
  distinctTaints,
  findConstant,
  findPrefix,
  findString,
  isStrong,
  joinValues,
  shaped,
  strongestCredential,
  truthiness,
  undefinedValue,
  type Value,
} from './value.ts';
import { withoutFields } from './whole-inputs.ts';

/** The value of an expression; what it does happens to `state`. */
export function evaluate(m: Machine, e: Expression, a: Activation, state: State): Value {
  const value = valueAt(m, e, a, state);
  return value.deployed !== undefined && m.isRunning ? constant(value.deployed.value) : value;
}

function valueAt(m: Machine, e: Expression, a: Activation, state: State): Value {
  m.tick();
  if (!state.live) return anything;
  const at: Location = { file: a.frame.file, start: e.start, end: e.end };
  switch (e.k) {
    case 'bigint':
      return anything;
    case 'literal':
      return constant(e.value);
    case 'regex':
      return shaped({ k: 'regex', pattern: e.pattern, flags: e.flags });
    case 'template':
      return text(
        e.quasis,
        e.holes.map((hole) => evaluate(m, hole, a, state)),
        at,
      );
    case 'tagged':
      return evaluateTagged(m, e, a, state);
    case 'name': {
      const cell = m.cell(a.frame, e.binding);
      const narrowed = cell === undefined ? undefined : state.store.get(cell);
      return asTested(narrowed ?? m.readName(e.name, e.binding, a.frame, state), state);
    }
    case 'this':
      return thisOf(m, a);
    case 'member': {
      const narrowed = narrowedCell(m, e, a, state);
      const object = evaluate(m, e.object, a, state);
      if (narrowed === undefined) return asTested(readMember(m, object, e.property, at, state), state);
      // What the test has shown holds for the value read here: its way begins here, not at the test.
      const read = { ...narrowed, taints: narrowed.taints.map((taint) => (taint.trail === undefined ? { ...taint, source: at } : taint)) };
      return asTested(read, state);
    }
    case 'index': {
      const object = evaluate(m, e.object, a, state);
      const index = evaluate(m, e.index, a, state);
      const name = findString(index) ?? numberName(index);
      if (name !== undefined) return readMember(m, object, name, at, state);
      const any = readMember(m, object, '*', at, state);
      return chosenField(m, object, index, fieldUnion(m, object, any, state), state);
    }
    case 'call':
      return evaluateCall(m, e, a, state);
    case 'new':
      return evaluateNew(m, e, a, state);
    case 'spread':
      return evaluate(m, e.value, a, state);
    case 'array':
      return evaluateArray(m, e, a, state);
    case 'object':
      return evaluateObject(m, e, a, state);
    case 'function':
      m.keepAlive(a.frame);
      return shaped({ k: 'closure', closure: { file: a.frame.file, fn: e.fn, frame: a.frame } });
    case 'class':
      return defineClass(m, e.class, a, state);
    case 'unary':
      return evaluateUnary(m, e, a, state);
    case 'update': {
      bindPattern(m, e.target, anything, a, state);
      return anything;
    }
    case 'binary':
      return evaluateBinary(m, e, a, state, at);
    case 'logical':
    case 'conditional':
      return evaluateChoice(m, e, a, state);
    case 'assign':
      return evaluateAssign(m, e, a, state, at);
    case 'await': {
      const awaited = evaluate(m, e.value, a, state);
      if (isRejected(awaited)) throwFrom(m, state);
      tellAwaited(m, awaited, at, state);
      const settled = settle(awaited, state);
      return settled.maybe === true ? { ...settled, taints: [] } : settled;
    }
    case 'yield':
      if (e.value !== undefined) evaluate(m, e.value, a, state);
      return anything;
    case 'sequence': {
      let last: Value = undefinedValue;
      for (const item of e.items) last = evaluate(m, item, a, state);
      return last;
    }
    case 'module':
      return m.importNamespace(a.frame.file, e.specifier, state);
    case 'cast':
      return castTo(m, evaluate(m, e.value, a, state), e, a);
    case 'jsx': {
      // Everything in it is escaped, but for what is said to be markup.
      const raw = e.attributes.flatMap(({ name, value }): Value[] => {
        const given = evaluate(m, value, a, state);
        return name === 'dangerouslySetInnerHTML' ? [readMember(m, given, '__html', at, state)] : [];
      });
      for (const child of e.children) {
        const value = evaluate(m, child, a, state);
        if (child.k === 'jsx') raw.push(value);
      }
      return { ...shaped({ k: 'text', prefix: '<' }), taints: distinctTaints(raw.flatMap((value) => value.taints)) };
    }
    case 'super':
      return thisOf(m, a);
    case 'other': {
      if (e.name === 'import.meta') return importMeta(m, a.frame.file, state);
      for (const part of e.parts) evaluate(m, part, a, state);
      return anything;
    }
  }
}

/** An adapter's object that is awaited: `await app.register(plugin)`. */
function tellAwaited(m: Machine, value: Value, at: Location, state: State): void {
  const [shape] = value.shapes;
  const key = shape?.k === 'object' && m.info(shape.id).kind === 'adapter' ? `await ${m.info(shape.id).key ?? ''}` : undefined;
  if (key !== undefined) m.callHooks.get(key)?.({ key, args: [], receiver: value, at, nameAt: at }, state);
}

function castTo(m: Machine, value: Value, e: Extract<Expression, { k: 'cast' }>, a: Activation): Value {
  if (value.shapes.length > 0) return value;
  const declared = m.annotated(e.type, a.frame.file);
  return declared === undefined ? value : { ...value, shapes: declared.shapes };
}

function thisOf(m: Machine, a: Activation): Value {
  for (let frame: Activation['frame'] | undefined = a.frame; frame !== undefined; frame = frame.parent) {
    const kind = m.program.facts(frame.file)?.functions[frame.fn]?.kind;
    if (kind !== 'arrow') return frame.self ?? anything;
  }
  return anything;
}

const numberName = (value: Value): string | undefined => {
  const found = findConstant(value)?.value;
  return typeof found === 'number' ? String(found) : undefined;
};

/** Any field of an object whose key is not known: all of them, joined. */
function fieldUnion(m: Machine, object: Value, otherwise: Value, state: State): Value {
  const [shape] = object.shapes;
  if (shape?.k !== 'object' || object.shapes.length > 1) return otherwise;
  const info = m.info(shape.id);
  if (info.kind === 'adapter' || info.kind === 'namespace') return otherwise;
  let union: Value | undefined;
  for (const name of info.fields) {
    const field = m.getField(shape.id, name, state) ?? anything;
    union = union === undefined ? field : joinValues(union, field);
  }
  return union === undefined ? otherwise : joinValues(union, undefinedValue);
}

/** The cell of an expression that a test can say something about: a variable or a chain of members on one. */
export function cellOf(m: Machine, e: Expression, a: Activation, state: State): string | undefined {
  if (e.k === 'name') return m.cell(a.frame, e.binding);
  if (e.k === 'cast') return cellOf(m, e.value, a, state);
  if (e.k !== 'member') return undefined;
  const object = cellOf(m, e.object, a, state);
  if (object === undefined) return undefined;
  const known = state.store.get(object);
  const [shape, more] = known?.shapes ?? [];
  return shape?.k === 'object' && more === undefined && known?.open === false ? `o${shape.id}.${e.property}` : `${object}.${e.property}`;
}

/** What a test has shown about a member chain whose object is not an object of the machine. */
function narrowedCell(m: Machine, e: Extract<Expression, { k: 'member' }>, a: Activation, state: State): Value | undefined {
  const cell = cellOf(m, e, a, state);
  // `o5.query` is a field of the object itself; `o5.query.status` is only what a test has shown.
  return cell === undefined || /^o\d+\.[^.]+$/.test(cell) ? undefined : state.store.get(cell);
}

/** `Promise.reject(…)`: awaiting or returning it throws. */
export function isRejected(value: Value): boolean {
  return !value.open && value.shapes.length > 0 && value.shapes.every((shape) => shape.k === 'promise' && shape.rejected === true);
}

/** Awaiting: the promise's value, and what holds once it has settled. */
export function settle(value: Value, state: State): Value {
  if (!value.shapes.some((shape) => shape.k === 'promise')) return value;
  let result: Value | undefined;
  for (const shape of value.shapes) {
    if (shape.k === 'promise') {
      if (shape.proof !== undefined && (isStrong(shape.proof) || !isStrong(state.proof))) state.proof = shape.proof;
      result = result === undefined ? shape.inner : joinValues(result, shape.inner);
    } else {
      const { why, ...rest } = value;
      const other: Value = { ...rest, shapes: [shape], open: false, ...(why !== undefined && { why }) };
      result = result === undefined ? other : joinValues(result, other);
    }
  }
  if (result === undefined) return value;
  return value.open
    ? joinValues(result, { ...anything, taints: value.taints })
    : { ...result, taints: distinctTaints([...new Set([...result.taints, ...value.taints])]) };
}

/** A string put together from constant parts and values. */
export function text(quasis: readonly string[], parts: readonly Value[], at: Location): Value {
  const holes = settledParts(quasis, parts);
  let prefix = quasis[0] ?? '';
  let exact = true;
  holes.forEach((hole, index) => {
    if (!exact) return;
    const known = findConstant(hole);
    if (known !== undefined) prefix += `${String(known.value)}${quasis[index + 1] ?? ''}`;
    else {
      prefix += findPrefix(hole) ?? '';
      exact = false;
    }
  });
  const built = asText(madeOf(holes, at, 'put into a string'));
  const credential = strongestCredential(holes);
  return {
    ...built,
    shapes: [exact ? { k: 'constant', value: prefix } : { k: 'text', prefix }],
    open: false,
    ...(credential !== undefined && { credential }),
  };
}

function evaluateArray(m: Machine, e: Extract<Expression, { k: 'array' }>, a: Activation, state: State): Value {
  const elements: Value[] = [];
  let open = false;
  const taints: Value[] = [];
  for (const element of e.elements) {
    if (element === null) elements.push(undefinedValue);
    else if (element.k === 'spread') {
      const spread = evaluate(m, element.value, a, state);
      const [shape] = spread.shapes;
      if (shape?.k === 'object' && spread.shapes.length === 1 && m.info(shape.id).kind === 'array' && !m.info(shape.id).open) {
        for (const name of m.info(shape.id).fields) elements.push(m.getField(shape.id, name, state) ?? anything);
      } else {
        // `...(flag ? [a] : [])`: those that may be there are known all the same.
        for (const one of spread.shapes)
          if (one.k === 'object' && m.info(one.id).kind === 'array')
            for (const name of m.info(one.id).fields) elements.push(m.getField(one.id, name, state) ?? anything);
        open = true;
        taints.push(spread);
      }
    } else elements.push(evaluate(m, element, a, state));
  }
  const array = m.makeArray(state, elements, open);
  return { ...array, taints: distinctTaints(taints.flatMap((t) => t.taints)) };
}

function evaluateObject(m: Machine, e: Extract<Expression, { k: 'object' }>, a: Activation, state: State): Value {
  const at = { file: a.frame.file, start: e.props[0]?.start ?? e.start, end: e.props[0]?.end ?? e.end };
  const object = m.makeObject(state, {}, { kind: 'plain', open: false, at });
  let taints = object.taints;
  const [shape] = object.shapes;
  if (shape?.k !== 'object') return object;
  for (const prop of e.props) {
    const value = evaluate(m, prop.value, a, state);
    if (prop.key === null) {
      for (const from of value.shapes) {
        if (from.k === 'object')
          for (const name of m.info(from.id).fields) m.setField(shape.id, name, m.getField(from.id, name, state) ?? anything, state);
      }
      if (value.open || value.shapes.some((s) => s.k !== 'object' || m.info(s.id).open)) {
        m.openUp(shape.id);
        // `{ order: 'name', ...input }`: the input may bring any of the fields so far.
        for (const name of value.taints.length === 0 ? [] : m.info(shape.id).fields) {
          const over = { ...anything, taints: value.taints.map((t) => ({ ...t, path: t.path === '' ? name : `${t.path}.${name}` })) };
          m.setField(shape.id, name, joinValues(m.getField(shape.id, name, state) ?? anything, over), state);
        }
      }
      taints = distinctTaints([...taints, ...value.taints]);
    } else {
      const name = typeof prop.key === 'string' ? prop.key : keyOf(evaluate(m, prop.key, a, state));
      writeMember(m, object, name, value, state);
    }
  }
  return { ...object, taints };
}

/** A computed key: its text, or the export that a package's key is (`[Segments.BODY]`). */
function keyOf(key: Value): string {
  const [shape] = key.shapes;
  return findString(key) ?? (shape?.k === 'library' ? shape.key.slice(shape.key.indexOf('#') + 1) : '*');
}

function evaluateUnary(m: Machine, e: Extract<Expression, { k: 'unary' }>, a: Activation, state: State): Value {
  if (e.op === '!') {
    const value = evaluate(m, e.value, a, state);
    const known = truthiness(value);
    return {
      ...(known === undefined ? anything : constant(!known)),
      ...(value.deployed !== undefined && { deployed: { value: !value.deployed.value } }),
      ...(value.whenFalsy !== undefined && { whenTruthy: value.whenFalsy }),
      ...(value.whenTruthy !== undefined && { whenFalsy: value.whenTruthy }),
      ...(value.narrows !== undefined && { narrows: { truthy: value.narrows.falsy, falsy: value.narrows.truthy } }),
    };
  }
  const value = evaluate(m, e.value, a, state);
  if (e.op === 'delete' && e.value.k === 'member') takeOut(m, e.value, a, state);
  if (e.op === 'void') return undefinedValue;
  if (e.op === '-') {
    const known = findConstant(value);
    if (known !== undefined && typeof known.value === 'number') return constant(-known.value);
  }
  // `~name.indexOf('.js')`
  const number = e.op === '~' ? findConstant(value)?.value : undefined;
  if (typeof number === 'number') return constant(~number);
  if (e.op === '~' && value.narrows !== undefined) return { ...anything, narrows: value.narrows };
  const type = e.op === 'typeof' ? typeName(value) : undefined;
  if (type !== undefined) return constant(type);
  return e.op === 'typeof' ? { ...anything, ...(value.credential !== undefined && { credential: value.credential }) } : anything;
}

/** `delete body.role`: what the variable holds from here on has no such field. */
function takeOut(m: Machine, { object, property }: Extract<Expression, { k: 'member' }>, a: Activation, state: State): void {
  const cell = cellOf(m, object, a, state);
  const known = cell === undefined ? undefined : evaluate(m, object, a, state);
  if (cell !== undefined && known !== undefined && known.taints.length > 0) state.store.set(cell, withoutFields(known, [property]));
}

/** What `typeof` gives for a value of which it is known. */
function typeName(value: Value): string | undefined {
  if (value.open || value.taints.length > 0 || value.credential !== undefined) return undefined;
  const types = new Set(
    value.shapes.map((shape) => {
      if (shape.k === 'constant') return shape.value === null ? 'object' : typeof shape.value;
      return shape.k === 'closure' || shape.k === 'class' ? 'function' : undefined;
    }),
  );
  const [type] = types;
  return types.size === 1 ? type : undefined;
}

function evaluateBinary(m: Machine, e: Extract<Expression, { k: 'binary' }>, a: Activation, state: State, at: Location): Value {
  const left = evaluate(m, e.left, a, state);
  const right = evaluate(m, e.right, a, state);
  if (e.op !== '+') return compare(m, e, left, right, a, state, at);
  const l = findConstant(left);
  const r = findConstant(right);
  if (l !== undefined && r !== undefined) {
    return typeof l.value === 'number' && typeof r.value === 'number'
      ? constant(l.value + r.value)
      : constant(`${String(l.value)}${String(r.value)}`);
  }
  return text(['', '', ''], [left, right], at);
}

function evaluateAssign(m: Machine, e: Extract<Expression, { k: 'assign' }>, a: Activation, state: State, at: Location): Value {
  const value = evaluate(m, e.value, a, state);
  if (e.op === '=') {
    const { target } = e;
    bindPattern(m, target, value, a, state, e.value);
    return value;
  }
  const before = target(m, e, a, state);
  const next =
    e.op === '+=' ? appended(before, value, at) : e.op === '??=' || e.op === '||=' || e.op === '&&=' ? joinValues(before, value) : anything;
  bindPattern(m, e.target, next, a, state, e.value);
  return next;
}

function appended(before: Value, value: Value, at: Location): Value {
  const l = findConstant(before);
  const r = findConstant(value);
  if (l !== undefined && r !== undefined && typeof l.value === 'number' && typeof r.value === 'number') return constant(l.value + r.value);
  return text(['', '', ''], [before, value], at);
}

function target(m: Machine, e: Extract<Expression, { k: 'assign' }>, a: Activation, state: State): Value {
  if (e.target.p === 'bind') {
    const cell = m.cell(a.frame, e.target.binding);
    return (cell === undefined ? undefined : state.store.get(cell)) ?? anything;
  }
  return e.target.p === 'target' ? evaluate(m, e.target.expression, a, state) : anything;
}
