import type { Call } from './calls.ts';
import { callValue, invoke, runCallbacks } from './calls.ts';
import { narrowed } from './compare.ts';
import { cellOf, settle, text } from './expressions.ts';
import type { Machine } from './machine.ts';
import { credentialWithin, elementsOf, readMember, taintsWithin, writeMember } from './objects.ts';
import { lookedUp, tentatively } from './rows.ts';
import type { State } from './state.ts';
import {
  anything,
  constant,
  findConstant,
  findPrefix,
  findString,
  isStrong,
  joinValues,
  shaped,
  truthiness,
  undefinedValue,
  type Value,
} from './value.ts';

const stringMethods = new Set([
  'split',
  'replace',
  'replaceAll',
  'trim',
  'trimStart',
  'trimEnd',
  'toLowerCase',
  'toUpperCase',
  'startsWith',
  'endsWith',
  'slice',
  'substring',
  'substr',
  'padStart',
  'padEnd',
  'charAt',
  'match',
  'matchAll',
  'toString',
  'normalize',
  'repeat',
  'localeCompare',
  'toLocaleLowerCase',
  'codePointAt',
  'charCodeAt',
  'toFixed',
  'valueOf',
]);
const arrayMethods = new Set([
  'map',
  'forEach',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'some',
  'every',
  'reduce',
  'flatMap',
  'join',
  'push',
  'unshift',
  'concat',
  'includes',
  'indexOf',
  'sort',
  'reverse',
  'flat',
  'entries',
  'keys',
  'values',
  'pop',
  'shift',
  'splice',
  'at',
  'slice',
  'has',
  'get',
  'set',
  'add',
  'test',
  'exec',
  'hasOwnProperty',
]);
const promiseMethods = new Set(['then', 'catch', 'finally']);
const functionMethods = new Set(['bind', 'call', 'apply']);

/** A built-in method of a value that is not an object of the program, as a value to be called. */
export function readBuiltin(name: string, receiver: Value): Value | undefined {
  const [shape] = receiver.shapes;
  const bound = (): Value => shaped({ k: 'builtin', name, receiver });
  if (promiseMethods.has(name)) return bound();
  if (
    functionMethods.has(name) &&
    (shape === undefined || shape.k === 'closure' || shape.k === 'library' || shape.k === 'hook' || shape.k === 'builtin')
  )
    return bound();
  if (shape === undefined) {
    const knownContent = receiver.taints.length > 0 || receiver.credential !== undefined;
    return stringMethods.has(name) || (knownContent && arrayMethods.has(name) && receiver.credential?.level !== 'identity')
      ? bound()
      : undefined;
  }
  if (shape.k === 'constant' || shape.k === 'text' || shape.k === 'regex')
    return stringMethods.has(name) || arrayMethods.has(name) ? bound() : undefined;
  if (shape.k === 'object') return arrayMethods.has(name) || name === 'toString' ? bound() : undefined;
  return undefined;
}

/** Calls a built-in method, or with `global` a global function. Undefined when it is not one that is modelled. */
export function callBuiltin(m: Machine, name: string, receiver: Value, call: Call, state: State): Value;
export function callBuiltin(m: Machine, name: string, receiver: Value, call: Call, state: State, global: true): Value | undefined;
export function callBuiltin(m: Machine, name: string, receiver: Value, call: Call, state: State, global?: true): Value | undefined {
  if (global === true) return callGlobal(m, name, call, state);
  if (promiseMethods.has(name)) return callPromise(m, name, receiver, call, state);
  if (functionMethods.has(name)) return callFunction(m, name, receiver, call, state);
  const elements = elementsOf(m, receiver, state);
  const byArray = callArray(m, name, receiver, elements, call, state);
  if (byArray !== undefined) return byArray;
  return callString(m, name, receiver, call, state);
}

// Promises

function callPromise(m: Machine, name: string, receiver: Value, call: Call, state: State): Value {
  const wrap = (inner: Value, proof: State['proof']): Value => shaped({ k: 'promise', inner, ...(proof !== undefined && { proof }) });
  const before = state.proof;
  if (name === 'then') {
    const go = state.fork();
    const failed = state.fork();
    const inner = settle(receiver, go);
    const [onDone, onFailed] = call.args;
    let value: Value = onDone === undefined ? inner : callValue(m, onDone, { ...call, args: [inner], expressions: [], open: true }, go);
    value = settle(value, go);
    if (onFailed !== undefined) callValue(m, onFailed, { ...call, args: [anything], expressions: [], open: true }, failed);
    else failed.live = false;
    const proof = go.proof !== before && onFailed === undefined ? go.proof : undefined;
    state.join(go, ...(onFailed === undefined ? [] : [failed]));
    if (!state.live) state.live = true;
    state.proof = before;
    return wrap(value, proof);
  }
  const inner = receiver.shapes.find((s) => s.k === 'promise');
  const aside = state.fork();
  const on = state.fork();
  const [handler] = call.args;
  let caught: Value = undefinedValue;
  if (handler !== undefined)
    caught = callValue(
      m,
      handler,
      { ...call, args: name === 'catch' ? [{ ...anything, shapes: [], why: 'an error' }] : [], expressions: [], open: true },
      aside,
    );
  const recovers = name === 'catch' && aside.live;
  state.join(aside, on);
  state.live = true;
  state.proof = before;
  const value = inner?.k === 'promise' ? inner.inner : receiver;
  return wrap(recovers ? joinValues(value, caught) : value, recovers ? undefined : inner?.k === 'promise' ? inner.proof : undefined);
}

function callFunction(m: Machine, name: string, receiver: Value, call: Call, state: State): Value {
  if (name === 'bind') {
    const [self, ...bound] = call.args;
    return {
      ...receiver,
      shapes: receiver.shapes.map((s) =>
        s.k === 'closure'
          ? {
              k: 'closure' as const,
              closure: {
                ...s.closure,
                ...(self !== undefined && s.closure.self === undefined && { self }),
                ...(bound.length > 0 && { bound: [...(s.closure.bound ?? []), ...bound] }),
              },
            }
          : s,
      ),
    };
  }
  const [self, ...rest] = call.args;
  const args = name === 'call' ? rest : (elementsOf(m, rest[0] ?? anything, state) ?? []);
  return callValue(m, receiver, { ...call, args, expressions: [], receiver: self ?? call.receiver, open: name === 'apply' }, state);
}

// Arrays

function callArray(
  m: Machine,
  name: string,
  receiver: Value,
  elements: readonly Value[] | undefined,
  call: Call,
  state: State,
): Value | undefined {
  const [callback] = call.args;
  const element: Value = {
    ...anything,
    taints: receiver.taints,
    ...(receiver.credential !== undefined && { credential: receiver.credential }),
  };
  const each = (item: Value, index: number): Value =>
    callback === undefined
      ? anything
      : callValue(m, callback, { ...call, args: [item, constant(index), receiver], expressions: [], open: false }, state);
  const small = elements !== undefined && elements.length <= 400 ? elements : undefined;
  switch (name) {
    case 'forEach':
      if (small !== undefined) small.forEach((item, i) => void each(item, i));
      else maybe(state, (s) => void callOnce(m, callback, element, call, s));
      return undefinedValue;
    case 'map':
    case 'flatMap': {
      if (small !== undefined) {
        const mapped = small.map(each);
        return m.makeArray(state, name === 'map' ? mapped : mapped.flatMap((v) => elementsOf(m, v, state) ?? [v]));
      }
      let result: Value = anything;
      maybe(state, (s) => {
        result = callOnce(m, callback, element, call, s);
      });
      const array = m.makeArray(state, [], true);
      return { ...array, taints: taintsWithin(m, result, state), ...(result.shapes.some((s) => s.k === 'promise') && { why: 'promises' }) };
    }
    case 'filter':
    case 'sort':
    case 'reverse':
    case 'flat':
    case 'slice':
    case 'values':
      if (receiver.shapes.some((s) => s.k === 'constant' || s.k === 'text')) return undefined;
      if (name === 'filter') {
        if (small === undefined) maybe(state, (s) => void callOnce(m, callback, element, call, s));
        else small.forEach((item, i) => void each(item, i));
      }
      return receiver;
    case 'find':
    case 'findLast': {
      if (small !== undefined) {
        small.forEach((item, i) => void each(item, i));
        return small.reduce<Value>((a, b) => joinValues(a, b), undefinedValue);
      }
      let test: Value = anything;
      maybe(state, (s) => {
        test = callOnce(m, callback, element, call, s);
      });
      // Found by comparing with a credential: who is found is its owner.
      const proof = test.whenTruthy;
      return proof === undefined
        ? element
        : { ...element, credential: { level: 'identity', at: proof.at, what: call.name }, whenTruthy: proof };
    }
    case 'some':
    case 'every': {
      const results = small?.map(each) ?? [callOnce(m, callback, element, call, state)];
      results.some((result) => reportPromise(m, result, call));
      return quantify(name, small === undefined ? undefined : results, () => results[0] ?? anything);
    }
    case 'reduce': {
      const [, start] = call.args;
      let value = start ?? anything;
      for (const item of small ?? [element])
        value =
          callback === undefined ? value : callValue(m, callback, { ...call, args: [value, item], expressions: [], open: true }, state);
      return value;
    }
    case 'push':
    case 'unshift': {
      const [shape] = receiver.shapes;
      if (shape?.k === 'object') {
        const info = m.info(shape.id);
        for (const arg of call.args) m.setField(shape.id, String(info.fields.size), arg, state);
        if (shape.id < m.setupObjects)
          m.listener?.({
            kind: 'store',
            access: 'write',
            taints: call.args.flatMap((arg) => taintsWithin(m, arg, state)),
            at: call.at,
            callee: call.name,
            proven: isStrong(state.proof),
          });
        if (call.open) info.open = true;
      }
      return anything;
    }
    case 'join': {
      const taints = elements === undefined ? taintsWithin(m, receiver, state) : elements.flatMap((v) => taintsWithin(m, v, state));
      const separator = findString(call.args[0] ?? constant(',')) ?? ',';
      if (elements === undefined) return { ...anything, taints };
      return text(m, ['', ...elements.map((_, i) => (i === elements.length - 1 ? '' : separator))], elements, call.at);
    }
    case 'concat': {
      if (elements === undefined) return undefined;
      const more = call.args.flatMap((arg) => elementsOf(m, arg, state) ?? [arg]);
      return m.makeArray(state, [...elements, ...more]);
    }
    case 'get':
      return elements === undefined ? undefined : entryOf(m, elements, call, state);
    case 'includes':
    case 'indexOf':
    case 'has':
      return membership(m, name, receiver, elements, call, state);
    case 'entries':
    case 'keys':
    case 'at':
    case 'pop':
    case 'shift':
    case 'splice':
      return elements === undefined || elements.length === 0 ? element : elements.reduce(joinValues);
    default:
      return undefined;
  }
}

/** `new Map([[k, v], …]).get(key)`: one of the values; the key itself does not come out. */
function entryOf(m: Machine, entries: readonly Value[], call: Call, state: State): Value | undefined {
  const wanted = findConstant(call.args[0] ?? anything);
  let union: Value = undefinedValue;
  for (const entry of entries) {
    const pair = elementsOf(m, entry, state);
    const [key, value] = pair ?? [];
    if (key === undefined || value === undefined) return undefined;
    const known = findConstant(key);
    if (wanted !== undefined && known !== undefined && known.value === wanted.value) return value;
    union = joinValues(union, value);
  }
  return union;
}

/** `users.every(async (u) => await can(u))`: the predicate gives a promise, which is always truthy. */
function reportPromise(m: Machine, result: Value, call: Call): boolean {
  const promise = result.shapes.find((shape) => shape.k === 'promise');
  const proof = promise?.k === 'promise' ? (promise.proof ?? promise.inner.whenTruthy) : undefined;
  if (!isStrong(proof)) return false;
  const [expression] = call.expressions;
  m.listener?.({
    kind: 'not-awaited',
    at: expression === undefined ? call.at : { file: call.at.file, start: expression.start, end: expression.end },
    what: proof.what,
    tested: true,
  });
  return true;
}

/** Something that may or may not happen. */
function maybe(state: State, run: (inner: State) => void): void {
  const taken = state.fork();
  const not = state.fork();
  run(taken);
  state.join(taken, not);
}

function callOnce(m: Machine, callback: Value | undefined, element: Value, call: Call, state: State): Value {
  return callback === undefined ? anything : callValue(m, callback, { ...call, args: [element], expressions: [], open: true }, state);
}

function quantify(name: 'some' | 'every', results: readonly Value[] | undefined, once: () => Value): Value {
  if (results === undefined) {
    const result = once();
    return { ...anything, ...(result.whenTruthy !== undefined && { whenTruthy: result.whenTruthy }) };
  }
  const wanted = name === 'some';
  const all = results.map(truthiness);
  if (all.some((t) => t === wanted)) return constant(wanted);
  if (all.every((t) => t === !wanted)) return constant(!wanted);
  const proof = results.find((r) => r.whenTruthy !== undefined)?.whenTruthy;
  const narrows = results.flatMap((r) => r.narrows?.truthy ?? []);
  return {
    ...anything,
    ...(proof !== undefined && { whenTruthy: proof }),
    ...(narrows.length > 0 && { narrows: { truthy: narrows, falsy: [] } }),
  };
}

/** `LIST.includes(x)`: exact on constants, a barrier for input, a proof for credentials. */
function membership(
  m: Machine,
  name: string,
  receiver: Value,
  elements: readonly Value[] | undefined,
  call: Call,
  state: State,
): Value | undefined {
  const [item = anything] = call.args;
  const wanted = findConstant(item);
  if (name === 'includes' && typeof findString(receiver) === 'string') return undefined;
  if (elements !== undefined && wanted !== undefined && elements.every((v) => findConstant(v) !== undefined)) {
    const index = elements.findIndex((v) => findConstant(v)?.value === wanted.value);
    return name === 'indexOf' ? constant(index) : constant(index >= 0);
  }
  const start = wanted === undefined && !item.open ? findPrefix(item) : undefined;
  if (elements !== undefined && start !== undefined && elements.every((v) => findString(v)?.startsWith(start) === false))
    return name === 'indexOf' ? constant(-1) : constant(false);
  const [expression] = call.expressions;
  const cell =
    expression === undefined || call.activation === undefined || item.taints.length === 0 || receiver.taints.length > 0
      ? undefined
      : cellOf(m, expression, call.activation, state);
  const credential = credentialWithin(m, item, state) ?? receiver.credential;
  const proves = credential !== undefined && (credential.level === 'identity' || receiver.taints.length === 0);
  return {
    ...anything,
    ...(cell !== undefined && { narrows: { truthy: [{ cell, value: narrowed(item, 'all') }], falsy: [] } }),
    ...(proves && { whenTruthy: { at: call.at, what: `\`${call.name}(…)\`` } }),
  };
}

// Strings

const booleanMethods = new Set(['startsWith', 'endsWith', 'includes', 'test']);

function callString(m: Machine, name: string, receiver: Value, call: Call, state: State): Value {
  if ((name === 'get' || name === 'getAll') && receiver.taints.length > 0) {
    const key = findString(call.args[0] ?? anything);
    if (key !== undefined) return readMember(m, { ...anything, taints: receiver.taints }, key, call.at, state);
  }
  const self = findString(receiver);
  const [first, second] = call.args.map((arg) => findConstant(arg)?.value);
  if (self !== undefined && call.args.every((arg) => findConstant(arg) !== undefined)) {
    const exact = stringResult(m, name, self, first, second, state);
    if (exact !== undefined) return exact;
  }
  if (name === 'startsWith' && typeof first === 'string') {
    const prefix = findPrefix(receiver);
    if (prefix !== undefined) {
      if (prefix.startsWith(first)) return constant(true);
      if (!first.startsWith(prefix)) return constant(false);
    }
  }
  if (name === 'test') return testRegex(m, receiver, call, state);
  const credential = receiver.credential ?? call.args.find((arg) => arg.credential !== undefined)?.credential;
  if (booleanMethods.has(name)) {
    return { ...anything, ...(credential?.level === 'identity' && { whenTruthy: { at: call.at, what: `\`${call.name}(…)\`` } }) };
  }
  if (name === 'replace' || name === 'replaceAll') runCallbacks(m, { ...call, args: call.args.slice(1) }, state, [], false);
  const prefix = name === 'trim' || name === 'toString' || name === 'trimEnd' ? findPrefix(receiver) : undefined;
  const taints = [...receiver.taints, ...call.args.flatMap((arg) => arg.taints)];
  return {
    ...anything,
    ...(prefix !== undefined && { shapes: [{ k: 'text', prefix }], open: false }),
    taints,
    ...(credential !== undefined && { credential }),
    ...(receiver.whenTruthy !== undefined && { whenTruthy: receiver.whenTruthy }),
  };
}

function stringResult(m: Machine, name: string, self: string, first: unknown, second: unknown, state: State): Value | undefined {
  const text1 = typeof first === 'string' ? first : undefined;
  const number1 = typeof first === 'number' ? first : undefined;
  const number2 = typeof second === 'number' ? second : undefined;
  switch (name) {
    case 'startsWith':
      return text1 === undefined ? undefined : constant(self.startsWith(text1));
    case 'endsWith':
      return text1 === undefined ? undefined : constant(self.endsWith(text1));
    case 'includes':
      return text1 === undefined ? undefined : constant(self.includes(text1));
    case 'indexOf':
      return text1 === undefined ? undefined : constant(self.indexOf(text1));
    case 'toLowerCase':
      return constant(self.toLowerCase());
    case 'toUpperCase':
      return constant(self.toUpperCase());
    case 'trim':
      return constant(self.trim());
    case 'toString':
      return constant(self);
    case 'slice':
      return constant(self.slice(number1, number2));
    case 'substring':
      return constant(self.substring(number1 ?? 0, number2));
    case 'charAt':
      return constant(self.charAt(number1 ?? 0));
    case 'concat':
      return text1 === undefined ? undefined : constant(self + text1);
    case 'split':
      return text1 === undefined ? undefined : m.makeArray(state, self.split(text1).map(constant));
    case 'replace':
      return text1 !== undefined && typeof second === 'string' ? constant(self.replace(text1, () => second)) : undefined;
    default:
      return undefined;
  }
}

/** `/^[a-z]+$/.test(x)`: exact on constants; an anchored class without special characters is a barrier. */
function testRegex(m: Machine, receiver: Value, call: Call, state: State): Value {
  const [shape] = receiver.shapes;
  const [item = anything] = call.args;
  if (shape?.k !== 'regex') return anything;
  const subject = findString(item);
  if (subject !== undefined && isHarmless(shape.pattern)) {
    try {
      return constant(new RegExp(shape.pattern, shape.flags.replace(/[gy]/g, '')).test(subject));
    } catch {
      return anything;
    }
  }
  const [expression] = call.expressions;
  const cell =
    expression === undefined || call.activation === undefined || item.taints.length === 0
      ? undefined
      : cellOf(m, expression, call.activation, state);
  const anchored =
    shape.pattern.startsWith('^') &&
    shape.pattern.endsWith('$') &&
    !shape.flags.includes('m') &&
    !/(^|[^\\])\.|\\[sSWD]|\[\^/.test(shape.pattern);
  return cell !== undefined && anchored
    ? { ...anything, narrows: { truthy: [{ cell, value: narrowed(item, 'all') }], falsy: [] } }
    : anything;
}

/** A pattern that cannot take more than linear time: no quantified group that itself holds a quantifier. */
function isHarmless(pattern: string): boolean {
  return pattern.length < 300 && !/\([^)]*[+*}][^)]*\)\s*[+*{]/.test(pattern) && !/\\\d/.test(pattern);
}

// Globals

function callGlobal(m: Machine, name: string, call: Call, state: State): Value | undefined {
  const [first = anything, second = anything] = call.args;
  const [shape] = first.shapes;
  switch (name) {
    case 'Object.freeze':
    case 'Object.seal':
    case 'structuredClone':
      return first;
    case 'Object.keys':
    case 'Object.values':
    case 'Object.entries': {
      if (shape?.k !== 'object' || first.shapes.length > 1 || first.open || m.info(shape.id).open || m.info(shape.id).kind === 'namespace')
        return { ...anything, taints: taintsWithin(m, first, state) };
      const names = [...m.info(shape.id).fields];
      const value = (field: string): Value => m.getField(shape.id, field, state) ?? anything;
      const items =
        name === 'Object.keys'
          ? names.map(constant)
          : name === 'Object.values'
            ? names.map(value)
            : names.map((field) => m.makeArray(state, [constant(field), value(field)]));
      return m.makeArray(state, items);
    }
    case 'Object.assign': {
      for (const from of call.args.slice(1)) {
        for (const s of from.shapes)
          if (s.k === 'object')
            for (const field of m.info(s.id).fields) writeMember(m, first, field, m.getField(s.id, field, state) ?? anything, state);
      }
      if (shape?.k === 'object' && m.info(shape.id).kind === 'adapter') {
        replaceValidated(m, shape.id, call.args.slice(1), state);
        return first;
      }
      return { ...first, taints: [...first.taints, ...call.args.slice(1).flatMap((v) => v.taints)] };
    }
    case 'Promise.resolve':
      return shape?.k === 'promise' ? first : shaped({ k: 'promise', inner: first });
    case 'Promise.reject':
      return shaped({ k: 'promise', inner: anything, rejected: true });
    case 'Promise.all':
    case 'Promise.allSettled': {
      const items = elementsOf(m, first, state);
      if (items === undefined) return { ...anything, taints: first.taints };
      let proof: State['proof'];
      const settled = items.map((item) => {
        const promise = item.shapes.find((s) => s.k === 'promise');
        if (promise?.k === 'promise' && name === 'Promise.all') proof ??= promise.proof;
        return promise?.k === 'promise' ? promise.inner : item;
      });
      return shaped({ k: 'promise', inner: m.makeArray(state, settled), ...(proof !== undefined && { proof }) });
    }
    case 'new Promise':
      return newPromise(m, first, call, state);
    case 'new Map.get':
    case 'new WeakMap.get':
    case 'new Map.has':
    case 'new Set.has':
      return lookUp(m, call, state);
    case 'new Map.set':
    case 'new Set.add':
      m.listener?.({
        kind: 'store',
        access: 'write',
        taints: call.args.flatMap((arg) => taintsWithin(m, arg, state)),
        at: call.at,
        callee: call.name,
        proven: isStrong(state.proof),
      });
      return call.receiver ?? anything;
    case 'new Set':
    case 'new Map':
      return call.args.length === 0 ? undefined : first.shapes.length > 0 ? first : { ...anything, taints: taintsWithin(m, first, state) };
    case 'Array.from':
    case 'Array.of':
      return first.shapes.length > 0 ? first : { ...anything, taints: taintsWithin(m, first, state) };
    case 'Array.isArray':
    case 'Number.isInteger':
    case 'Number.isFinite':
    case 'Number.isSafeInteger': {
      const [expression] = call.expressions;
      const cell =
        expression === undefined || call.activation === undefined || first.taints.length === 0
          ? undefined
          : cellOf(m, expression, call.activation, state);
      return cell === undefined
        ? anything
        : { ...anything, narrows: { truthy: [{ cell, value: narrowed(first, name === 'Array.isArray' ? 'scalar' : 'all') }], falsy: [] } };
    }
    case 'setTimeout':
    case 'setImmediate':
    case 'queueMicrotask':
    case 'process.nextTick':
      runCallbacks(m, call, state, [], false);
      return anything;
    case 'Buffer.from':
      return { ...anything, taints: first.taints, ...(first.credential !== undefined && { credential: first.credential }) };
    case 'JSON.parse':
    case 'JSON.stringify':
    case 'decodeURIComponent':
    case 'atob':
      return {
        ...anything,
        taints: taintsWithin(m, first, state),
        ...(first.credential !== undefined && { credential: first.credential }),
      };
    default:
      if (name.startsWith('console.') || name.startsWith('Math.') || name.startsWith('Date') || name.startsWith('new Date'))
        return name.startsWith('new Date') ? narrowed({ ...anything, taints: first.taints }, 'all') : anything;
      void second;
      return undefined;
  }
}

/** `Object.assign(req, value)`: the parts of the request that a validator has accepted take the place of the raw ones. */
function replaceValidated(m: Machine, request: number, sources: readonly Value[], state: State): void {
  for (const taint of sources.flatMap((source) => source.taints)) {
    if (taint.validated === undefined) continue;
    m.setField(request, taint.part, { ...anything, taints: [{ ...taint, path: '' }] }, state);
  }
}

/** A look-up in a collection whose content is not known: what is found belongs to whoever knows the key. */
function lookUp(m: Machine, call: Call, state: State): Value {
  const [key = anything] = call.args;
  const taints = taintsWithin(m, key, state);
  m.listener?.({ kind: 'store', access: 'read', taints, at: call.at, callee: call.name, proven: isStrong(state.proof) });
  if (key.credential !== undefined) return lookedUp(anything, call);
  return taints.length > 0 ? tentatively(anything, call, taints) : anything;
}

/** `new Promise((resolve, reject) => …)`: its value is what `resolve` is given; what held then holds after an await. */
function newPromise(m: Machine, executor: Value, call: Call, state: State): Value {
  const before = state.proof;
  const settled: { value: Value; proof: State['proof'] }[] = [];
  const name = `resolve:${m.newTag()}`;
  m.suppliedFunctions.set(name, (args, _at, s) => {
    settled.push({ value: args[0] ?? undefinedValue, proof: s.proof });
    return undefinedValue;
  });
  const run = state.fork();
  const skip = state.fork();
  const [shape] = executor.shapes;
  if (shape?.k === 'closure')
    invoke(m, {
      closure: shape.closure,
      args: [shaped({ k: 'hook', name }), shaped({ k: 'hook', name: 'reject' })],
      at: call.at,
      state: run,
      open: true,
    });
  m.suppliedFunctions.delete(name);
  state.join(run, skip);
  state.proof = before;
  if (settled.length === 0) return shaped({ k: 'promise', inner: anything });
  const proof = settled.every((s) => s.proof !== undefined && s.proof !== before) ? settled[0]?.proof : undefined;
  return shaped({ k: 'promise', inner: settled.map((s) => s.value).reduce(joinValues), ...(proof !== undefined && { proof }) });
}
