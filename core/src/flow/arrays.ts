import type { Call } from './calls.ts';
import { callValue } from './calls.ts';
import { narrowed } from './compare.ts';
import { cellOf, text } from './expressions.ts';
import { isAboutRights } from './hints.ts';
import { noteNames } from './inherited.ts';
import { showingHost, testOfText } from './input-tests.ts';
import type { Machine } from './machine.ts';
import { credentialWithin, elementsOf, taintsWithin } from './objects.ts';
import { lookedUp, tentatively } from './rows.ts';
import type { State } from './state.ts';
import { keptByTest, testOfElements } from './tested-elements.ts';
import {
  anything,
  constant,
  findConstant,
  findPrefix,
  findString,
  isStrong,
  joinValues,
  truthiness,
  undefinedValue,
  type Value,
} from './value.ts';

/** Methods of arrays, sets and maps; undefined for a name that is none. */
export function callArray(
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
        if (small === undefined) {
          maybe(state, (s) => void callOnce(m, callback, element, call, s));
          return keptByTest(m, receiver, call, state);
        } else {
          const kept = small.filter((item, i) => truthiness(each(item, i)) !== false);
          if (kept.length < small.length) return m.makeArray(state, kept);
        }
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
      const tested = small === undefined ? testOfElements(m, name, receiver, call, state) : undefined;
      const outcome = quantify(name, small === undefined ? undefined : results, () => results[0] ?? anything);
      return tested === undefined ? outcome : { ...outcome, narrows: tested };
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
        if (m.isOfSetup(shape.id))
          m.listener?.({
            kind: 'store',
            access: 'write',
            taints: call.args.flatMap((arg) => taintsWithin(m, arg, state)),
            at: call.at,
            callee: call.name,
            proven: isStrong(state.proof),
          });
        if (call.open) m.openUp(shape.id);
      }
      return anything;
    }
    case 'join': {
      const taints = elements === undefined ? taintsWithin(m, receiver, state) : elements.flatMap((v) => taintsWithin(m, v, state));
      const separator = findString(call.args[0] ?? constant(',')) ?? ',';
      if (elements === undefined) return { ...anything, taints };
      return text(['', ...elements.map((_, i) => (i === elements.length - 1 ? '' : separator))], elements, call.at);
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
      // `path.split('/').pop()`
      if (elements?.every((v) => findString(v) !== undefined) === true && (name === 'pop' || name === 'shift'))
        return (name === 'pop' ? elements.at(-1) : elements[0]) ?? undefinedValue;
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
  const [key = anything] = call.args;
  if (wanted !== undefined) return union;
  if (credentialWithin(m, key, state) !== undefined) return lookedUp(union, call);
  return key.taints.length > 0 ? tentatively(union, call, key.taints) : union;
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
    const narrows = name === 'some' ? (result.narrows?.truthy ?? []) : [];
    return {
      ...anything,
      ...(result.whenTruthy !== undefined && { whenTruthy: result.whenTruthy }),
      ...(narrows.length > 0 && { narrows: { truthy: narrows, falsy: [] } }),
    };
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
  noteNames(item, (elements ?? []).map(findString), state);
  const narrows = elements === undefined ? testOfText(name, receiver, item, state) : undefined;
  const atStart = name === 'indexOf' && elements === undefined ? testOfText('startsWith', receiver, item, state) : undefined;
  if (narrows !== undefined || atStart !== undefined)
    return { ...anything, ...(narrows !== undefined && { narrows }), ...(atStart !== undefined && { atStart }) };
  if ((name === 'includes' || name === 'indexOf') && typeof findString(receiver) === 'string') return undefined;
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
  const hosts = receiver.taints.length > 0 ? [] : showingHost(item, state);
  const credential = credentialWithin(m, item, state) ?? receiver.credential;
  if (credential?.level === 'identity' && isAboutRights(credential.what.split('.').at(-1) ?? ''))
    for (const role of [item, ...(elements ?? [])].map(findString))
      if (role !== undefined) m.listener?.({ kind: 'role', role, at: call.at });
  const proves = credential !== undefined && (credential.level === 'identity' || receiver.taints.length === 0);
  return {
    ...anything,
    ...((cell !== undefined || hosts.length > 0) && {
      narrows: { truthy: [...hosts, ...(cell === undefined ? [] : [{ cell, value: narrowed(item, 'all') }])], falsy: [] },
    }),
    ...(proves && { whenTruthy: { at: call.at, what: `\`${call.name}(…)\`` } }),
  };
}
