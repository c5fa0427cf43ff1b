import type { Location } from '../model/index.ts';
import { libraryBase, lineage, superClass } from './bases.ts';
import { readBuiltin } from './builtins.ts';
import { everyDanger } from './compare.ts';
import type { ObjectInfo } from './heap.ts';
import { isAboutRights } from './hints.ts';
import type { Machine } from './machine.ts';
import { presentedCredential, readRow } from './rows.ts';
import { isGlobalObject } from './shared-globals.ts';
import type { State } from './state.ts';
import { fieldTest } from './told-apart.ts';
import {
  anything,
  constant,
  distinctTaints,
  joinValues,
  type ObjectId,
  type Shape,
  shaped,
  type Taint,
  undefinedValue,
  unknownBecause,
  type Value,
  withStep,
} from './value.ts';

/** The elements of an array value, when all of them are known. */
export function elementsOf(m: Machine, value: Value, state: State): readonly Value[] | undefined {
  const [shape] = value.shapes;
  if (value.open || value.shapes.length !== 1 || shape?.k !== 'object') return undefined;
  const info = m.info(shape.id);
  if (info.kind !== 'array' || info.open) return undefined;
  return [...info.fields].map((name) => m.getField(shape.id, name, state) ?? anything);
}

/** `value.name`; `called` where it is the callee of a call. */
export function readMember(m: Machine, value: Value, name: string, at: Location, state: State, called = false): Value {
  const results: Value[] = [];
  const [only, another] = value.shapes;
  if (only?.k === 'object' && another === undefined && !value.open && m.info(only.id).kind === 'plain' && value.taints.length > 0) {
    // `{ ...input, order: 'name' }`: what was written after the spread is not the input's.
    const own = m.getField(only.id, name, state);
    if (own !== undefined && value.credential === undefined) return own;
  }
  for (const shape of value.shapes) results.push(readFromShape(m, shape, value, name, at, state));
  // `(input ?? '/').startsWith`: the method of all that the value may be.
  const isRead = results.some(({ shapes: [one] }) => one?.k === 'builtin' && one.receiver === value);
  if ((value.open && !isRead) || value.shapes.length === 0) results.push(readBuiltin(name, value) ?? unknownField(value));
  const [first = anything, ...others] = results;
  const joined = others.reduce(joinValues, first);
  return { ...attach(m, joined, value, name, at, called), ...(value.otherwise !== undefined && fieldTest(m, value, name, state)) };
}

/** Adds what holds for a member because of the whole: the path of its taints, the identity it is part of. */
function attach(m: Machine, member: Value, whole: Value, name: string, at: Location, called: boolean): Value {
  let result = member;
  const [only] = member.shapes;
  const isMethod = member.shapes.length === 1 && only?.k === 'builtin';
  // `req.query.sort` is a field, `req.query.sort.trim` a method: whole parts of the request have fields, unless called.
  const isField =
    !called &&
    whole.shapes.length === 0 &&
    whole.taints.length > 0 &&
    whole.taints.every((taint) => taint.path === '' && taint.part !== 'arguments');
  if (whole.taints.length > 0 && member.taints.length === 0 && (!isMethod || isField)) {
    if (isField && isMethod) result = { ...anything };
    result =
      name === 'length' || (name === 'size' && !isField)
        ? result
        : // A method of what a call gave is no field of the input.
          { ...result, taints: called && whole.maybe === true ? whole.taints : whole.taints.map((taint) => below(taint, name)) };
    if (whole.maybe === true) result = { ...result, maybe: true };
    if (whole.maybe !== true) for (const taint of result.taints) m.listener?.({ kind: 'input', part: taint.part, path: taint.path, at });
    const [taint] = result.taints;
    if (taint !== undefined && result.taints.length === 1) result = presentedCredential(m, result, taint.part, taint.path, at);
  }
  if (whole.credential?.level === 'identity' && isAboutRights(name)) m.listener?.({ kind: 'caller-used', at });
  if (whole.credential !== undefined && result.credential === undefined && !isMethod && name !== 'length') {
    const credential = { ...whole.credential, what: `${whole.credential.what}.${name}` };
    result = { ...result, credential };
    if (result.whenTruthy === undefined && credential.level === 'identity')
      result = { ...result, whenTruthy: { at, what: `\`${credential.what}\`` } };
  }
  // A member that is truthy shows that the whole was there.
  if (whole.whenTruthy !== undefined && result.whenTruthy === undefined && !isMethod) result = { ...result, whenTruthy: whole.whenTruthy };
  if (whole.why !== undefined && result.why === undefined) result = { ...result, why: whole.why };
  if (whole.caught === true && member.open) result = { ...result, caught: true };
  return result;
}

function below(taint: Taint, name: string): Taint {
  if (name === '*' || /^\d+$/.test(name) || taint.path.split('.').length > 6) return taint;
  const { fields, ...whole } = taint;
  const path = taint.path === '' ? name : `${taint.path}.${name}`;
  const field = fields?.get(name);
  if (field === 'scalar') return { ...whole, path, cleared: everyDanger, narrowed: true };
  // `req.files.avatar`: a file, which has the fields of any.
  const inside = field ?? (taint.part === 'files' ? fields : undefined);
  return { ...whole, path, ...(inside !== undefined && { fields: inside }) };
}

function unknownField(value: Value): Value {
  return value.why === undefined ? anything : unknownBecause(value.why);
}

function readFromShape(m: Machine, shape: Shape, whole: Value, name: string, at: Location, state: State): Value {
  switch (shape.k) {
    case 'object':
      return readFromObject(m, shape.id, whole, name, at, state);
    case 'library':
      return readFromLibrary(m, shape, whole, name, at, state);
    case 'class': {
      // `CreateNote.create(…)`, where `create` is a static method of a class that it extends.
      for (const { file, class: id, frame } of lineage(m, shape)) {
        const statics = m.classFacts(file, id)?.members.find((member) => member.static && member.name === name);
        if (statics?.fn !== undefined) return shaped({ k: 'closure', closure: { file, fn: statics.fn, frame, self: whole } });
        m.reads?.units.add(file);
        const field = state.store.get(`s${file}:${id}.${name}`);
        if (field !== undefined) return field;
      }
      return inheritedStatic(m, shape, whole, name, at, state);
    }
    case 'closure': {
      // `guard.unless = unless`
      const { file, fn } = shape.closure;
      m.reads?.units.add(file);
      const cell = `f${file}:${fn}.${name}`;
      return state.store.get(cell) ?? m.base.store.get(cell) ?? readBuiltin(name, whole) ?? anything;
    }
    case 'promise':
      return readBuiltin(name, shaped(shape)) ?? readMember(m, shape.inner, name, at, state);
    case 'constant':
      if (shape.value === null || shape.value === undefined) return undefinedValue;
      if (typeof shape.value === 'string' && name === 'length') return constant(shape.value.length);
      return readBuiltin(name, whole) ?? anything;
    case 'answer':
      return name === 'status' && shape.status !== undefined ? constant(shape.status) : (readBuiltin(name, whole) ?? anything);
    default:
      return readBuiltin(name, whole) ?? anything;
  }
}

/** `repository.find().then(…)`: what a package gives may be a promise, whose value has the same key. */
const isThenable = (m: Machine, key: string, name: string): boolean =>
  (name === 'then' || name === 'catch' || name === 'finally') && m.catalog.rows(key).length === 0 && m.catalog.callbacks(key).length === 0;

/** `class User extends Model {}`: what the package's class has, the workspace's class has. */
function inheritedStatic(m: Machine, shape: Extract<Shape, { k: 'class' }>, whole: Value, name: string, at: Location, state: State): Value {
  const base = libraryBase(m, shape, state);
  if (base === undefined) return anything;
  const key = m.catalog.member(base, name);
  return readRow(m, key, at, state) ?? shaped({ k: 'library', key, receiver: whole });
}

function readFromLibrary(
  m: Machine,
  shape: Extract<Shape, { k: 'library' }>,
  whole: Value,
  name: string,
  at: Location,
  state: State,
): Value {
  const shared = isGlobalObject(shape.key) ? m.globals.read(name, at.file, state) : undefined;
  if (shared !== undefined) return shared;
  const key = m.catalog.member(shape.key, name);
  const byRow = readRow(m, key, at, state);
  if (byRow !== undefined) return byRow;
  if (isThenable(m, key, name)) return shaped({ k: 'builtin', name, receiver: whole });
  // What a digest was made of stays with it to the end of the chain.
  const receiver = { ...shaped(shape), taints: whole.taints.filter((taint) => taint.keyed) };
  return shaped({ k: 'library', key, ...(shape.made !== undefined && { made: shape.made }), receiver });
}

function readFromObject(m: Machine, id: ObjectId, whole: Value, name: string, at: Location, state: State): Value {
  const info = m.info(id);
  if (info.kind === 'namespace' && info.file !== undefined) {
    return (
      m.exported(info.file, name, state) ??
      (name === 'default' ? undefinedValue : unknownBecause(`'${name}' was not found in ${info.file}`))
    );
  }
  const known = m.getField(id, name, state);
  if (known !== undefined) return known.taints.some((taint) => taint.unread === true) ? readHere(known, at) : known;
  if (info.class !== undefined) {
    const found = findClassMember(m, info, whole, name, state);
    if (found !== undefined) return found;
  }
  if (info.key !== undefined) {
    const known = info.beneath === undefined ? undefined : readRow(m, m.catalog.member(info.key, name), at, state);
    if (known !== undefined) return known;
    const key = m.catalog.member(info.beneath ?? info.key, name);
    if (info.kind === 'instance' && isThenable(m, key, name)) return shaped({ k: 'builtin', name, receiver: whole });
    const any = info.kind === 'plain' ? m.getField(id, '*', state) : undefined;
    const input = readRow(m, key, at, state);
    return (
      (input !== undefined && m.getField(id, '@flat', state) !== undefined ? flat(input) : input) ??
      any ??
      shaped({ k: 'library', key, receiver: whole })
    );
  }
  // How many there are depends on the way here; what is known of the object does not.
  if (name === 'length' && info.kind === 'array') return anything;
  const builtin = readBuiltin(name, whole);
  if (builtin !== undefined) return builtin;
  const rest = m.getField(id, '*', state);
  if (rest !== undefined) return rest;
  return info.open ? anything : undefinedValue;
}

/** A query that this request has without objects in it. */
const flat = (input: Value): Value => ({ ...input, taints: input.taints.map(({ nested, ...taint }) => taint) });

function readHere(value: Value, at: Location): Value {
  return { ...value, taints: value.taints.map(({ unread, ...taint }) => (unread === true ? { ...taint, source: at } : taint)) };
}

function findClassMember(m: Machine, info: ObjectInfo, self: Value, name: string, state: State): Value | undefined {
  let { class: current } = info;
  for (let depth = 0; current !== undefined && depth < 8; depth += 1) {
    const facts = m.classFacts(current.file, current.class);
    const member = facts?.members.find((c) => !c.static && c.name === name && c.fn !== undefined);
    if (member?.fn !== undefined) {
      const closure = { file: current.file, fn: member.fn, frame: current.frame, self };
      return member.kind === 'getter' ? callGetter(m, closure, state) : shaped({ k: 'closure', closure });
    }
    current = superClass(m, current, state);
  }
  return undefined;
}

function callGetter(m: Machine, closure: Extract<Shape, { k: 'closure' }>['closure'], state: State): Value {
  return m.invoke({ closure, args: [], at: { file: closure.file, start: 0, end: 0 }, state });
}

/** `value.name = next`. */
export function writeMember(m: Machine, value: Value, name: string, next: Value, state: State): void {
  for (const shape of value.shapes) {
    if (shape.k === 'object') {
      if (name === '*') {
        m.openUp(shape.id);
        m.setField(shape.id, '*', joinValues(m.getField(shape.id, '*', state) ?? next, next), state);
      } else
        m.setField(shape.id, name, value.shapes.length === 1 ? next : joinValues(m.getField(shape.id, name, state) ?? next, next), state);
    } else if (shape.k === 'class') state.store.set(`s${shape.file}:${shape.class}.${name}`, next);
    else if (shape.k === 'closure') state.store.set(`f${shape.closure.file}:${shape.closure.fn}.${name}`, next);
  }
}

/** Everything inside a value that came from the request, objects' fields included. */
export function taintsWithin(m: Machine, value: Value, state: State, depth = 0): readonly Taint[] {
  return distinctTaints(collectTaints(m, value, state, depth));
}

function collectTaints(m: Machine, value: Value, state: State, depth: number): readonly Taint[] {
  const all: Taint[] = [...value.taints];
  if (depth > 4) return all;
  for (const shape of value.shapes) {
    if (shape.k === 'promise') all.push(...taintsWithin(m, shape.inner, state, depth + 1));
    if (shape.k !== 'object') continue;
    const info = m.info(shape.id);
    if (info.kind === 'adapter' || info.kind === 'namespace' || info.kind === 'instance') continue;
    for (const name of info.fields) {
      const field = m.getField(shape.id, name, state);
      if (field !== undefined) all.push(...taintsWithin(m, field, state, depth + 1));
    }
  }
  return all;
}

/** What is kept when a value is: the input inside it, the fields of a record or instance included. */
export function taintsKept(m: Machine, value: Value, state: State): readonly Taint[] {
  const fields = value.shapes.flatMap((shape) => {
    if (shape.k !== 'object' || m.info(shape.id).kind !== 'instance') return [];
    return [...m.info(shape.id).fields].flatMap((name) => taintsWithin(m, m.getField(shape.id, name, state) ?? anything, state, 1));
  });
  return [...taintsWithin(m, value, state), ...fields];
}

/** The strongest credential in a value or its fields; request objects count as such (`requestWithin`). */
export function credentialWithin(m: Machine, value: Value, state: State, depth = 0): Value['credential'] {
  let found = value.credential;
  if (depth > 3 || found?.level === 'identity') return found;
  for (const shape of value.shapes) {
    const inner: Value[] = [];
    if (shape.k === 'promise') inner.push(shape.inner);
    if (shape.k === 'object') {
      const info = m.info(shape.id);
      if (info.kind === 'plain' || info.kind === 'array')
        for (const name of info.fields) inner.push(m.getField(shape.id, name, state) ?? anything);
    }
    for (const field of inner) {
      const credential = credentialWithin(m, field, state, depth + 1);
      if (credential !== undefined && (found === undefined || credential.level === 'identity')) found = credential;
    }
  }
  return found;
}

/** True where the value is, or holds, the request itself. */
export function holdsRequest(m: Machine, value: Value, state: State, depth = 0): boolean {
  if (depth > 2) return false;
  return value.shapes.some((shape) => {
    if (shape.k !== 'object') return false;
    const info = m.info(shape.id);
    if (info.kind === 'adapter') return true;
    if (info.kind !== 'plain' && info.kind !== 'array') return false;
    return [...info.fields].some((name) => holdsRequest(m, m.getField(shape.id, name, state) ?? anything, state, depth + 1));
  });
}

/** The value of a text built from others. */
export function madeOf(parts: readonly Value[], at: Location, message: string): Value {
  let value: Value = anything;
  for (const part of parts) value = { ...value, taints: distinctTaints([...value.taints, ...withStep(part, at, message).taints]) };
  return value;
}
