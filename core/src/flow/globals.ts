import type { Danger } from '../libraries/index.ts';
import type { Call } from './calls.ts';
import { runCallbacks } from './calls.ts';
import { everyDanger, narrowed } from './compare.ts';
import { keepEntry, keptEntry } from './kept-entries.ts';
import type { Machine } from './machine.ts';
import { credentialWithin, elementsOf, taintsWithin, writeMember } from './objects.ts';
import { newPromise } from './promises.ts';
import { lookedUp, tentatively } from './rows.ts';
import type { State } from './state.ts';
import { inputCells, testedAsNumber } from './tested-arguments.ts';
import {
  anything,
  asText,
  constant,
  distinctTaints,
  findPrefix,
  findString,
  isStrong,
  type Narrowing,
  shaped,
  type Taint,
  truthiness,
  type Value,
} from './value.ts';

/** Functions of the language's own objects; undefined for those that are not modelled. */
export function callGlobal(m: Machine, name: string, call: Call, state: State): Value | undefined {
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
        return {
          ...anything,
          taints: taintsWithin(m, first, state).map((taint) => (name !== 'Object.values' ? { ...taint, isName: true } : taint)),
        };
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
        if (from.taints.length > 0 && shape?.k === 'object' && m.info(shape.id).kind === 'instance')
          writeMember(m, first, '*', { ...anything, taints: from.taints }, state);
        for (const s of from.shapes)
          if (s.k === 'object')
            for (const field of m.info(s.id).fields) writeMember(m, first, field, m.getField(s.id, field, state) ?? anything, state);
      }
      if (shape?.k === 'object' && m.info(shape.id).kind === 'adapter') {
        replaceValidated(m, shape.id, call.args.slice(1), state);
        return first;
      }
      return { ...first, taints: distinctTaints([...first.taints, ...call.args.slice(1).flatMap((v) => v.taints)]) };
    }
    case 'Boolean': {
      const known = truthiness(first);
      return {
        ...(known === undefined ? narrowed({ ...anything, taints: first.taints }, 'all') : constant(known)),
        ...(first.whenTruthy !== undefined && { whenTruthy: first.whenTruthy }),
        ...(first.whenFalsy !== undefined && { whenFalsy: first.whenFalsy }),
      };
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
    case 'new URL':
      return requestUrl(m, first, state);
    case 'new Promise':
      return newPromise(m, first, call, state);
    case 'new Map.get':
    case 'new WeakMap.get':
    case 'new Map.has':
    case 'new Set.has':
      return (name === 'new Map.get' ? keptEntry(call, state) : undefined) ?? lookUp(m, call, state);
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
      keepEntry(m, call, state);
      return call.receiver ?? anything;
    case 'new Set':
    case 'new Map':
      return call.args.length === 0 ? undefined : first.shapes.length > 0 ? first : { ...anything, taints: taintsWithin(m, first, state) };
    case 'Array.from':
    case 'Array.of':
      return first.shapes.length > 0 ? first : { ...anything, taints: taintsWithin(m, first, state) };
    case 'Array.isArray':
      return noneWrong(first, testing(m, call, 0, 'truthy', narrowed(first, 'scalar'), state));
    case 'isNaN':
      return testing(m, call, 0, 'falsy', narrowed(first, 'all'), state, testedAsNumber(m, call, 0, state));
    case 'Number.isNaN':
      return { ...anything, narrows: { truthy: [], falsy: testedAsNumber(m, call, 0, state) } };
    case 'Object.hasOwn':
    case 'Object.prototype.hasOwnProperty.call':
      return taintsWithin(m, first, state).length > 0 ? anything : testing(m, call, 1, 'truthy', narrowed(second, 'all'), state);
    case 'setTimeout':
    case 'setImmediate':
    case 'queueMicrotask':
    case 'process.nextTick':
      runCallbacks(m, call, state, [], false);
      return anything;
    case 'JSON.parse':
      // Text that is parsed may be an object after all.
      return withTaintsOf(first, parsed(taintsWithin(m, first, state)));
    case 'Buffer.from':
      return { ...anything, taints: first.taints, ...(first.credential !== undefined && { credential: first.credential }) };
    case 'JSON.stringify':
      return asLiteral(asText(withTaintsOf(first, taintsWithin(m, first, state), credentialWithin(m, first, state))));
    case 'decodeURIComponent':
    case 'atob':
      return asText(withTaintsOf(first, taintsWithin(m, first, state), credentialWithin(m, first, state)));
    default:
      if (name.startsWith('console.') || name.startsWith('Math.') || name.startsWith('Date') || name.startsWith('new Date'))
        return name.startsWith('new Date') ? narrowed({ ...anything, taints: first.taints }, 'all') : anything;
      return undefined;
  }
}

const withTaintsOf = (value: Value, taints: Value['taints'], credential = value.credential): Value => ({
  ...anything,
  taints,
  ...(credential !== undefined && { credential }),
  ...(value.whenTruthy?.weak === true && { whenTruthy: value.whenTruthy }),
});

/** Dangers of what is inside of a text that are none of the text. */
const restored: ReadonlySet<Danger> = new Set(['nosql', 'code']);

const parsed = (taints: readonly Taint[]): readonly Taint[] =>
  taints.map((taint) =>
    taint.cleared.size === everyDanger.size
      ? taint
      : { ...taint, cleared: new Set([...taint.cleared].filter((danger) => !restored.has(danger))) },
  );

/** JSON within code is a value, and runs nothing; line breaks in it are escaped. */
const asLiteral = (value: Value): Value => ({
  ...value,
  taints: value.taints.map((taint) => ({ ...taint, cleared: new Set([...taint.cleared, 'code' as const, 'log' as const]) })),
});

/** A test of one of its arguments: what holds of it where the outcome is that, with what else is shown then. */
function testing(
  m: Machine,
  call: Call,
  index: number,
  outcome: 'truthy' | 'falsy',
  value: Value,
  state: State,
  more: readonly Narrowing[] = [],
): Value {
  const cell = inputCells(m, call, state)[index];
  const shown = cell === undefined ? more : [...more, { cell, value }];
  return shown.length === 0 ? anything : { ...anything, narrows: { truthy: [], falsy: [], [outcome]: shown } };
}

/** `new URL(request.url)`: its path where that is known, and query parameters that are input. */
function requestUrl(m: Machine, text: Value, state: State): Value | undefined {
  if (!text.taints.some((t) => t.part === 'query' && t.path === '')) return undefined;
  const id = m.newObject({ kind: 'plain', open: true, key: 'global#<url>' });
  const path = pathOf(text);
  if (path !== undefined) m.setField(id, 'pathname', path, state);
  return shaped({ k: 'object', id });
}

/** The path of an address of which the start is known: all of it where the query follows, or nothing. */
function pathOf(text: Value): Value | undefined {
  const [, path, query] = /^(?:\w+:\/\/[^/?]*)?([^?]*)(\?)?/.exec(findPrefix(text) ?? '') ?? [];
  if (path === undefined || path === '') return undefined;
  return query === '?' || findString(text) !== undefined
    ? constant(path)
    : { ...anything, shapes: [{ k: 'text', prefix: path }], open: false };
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

/** `Array.isArray(check(input))`, where a check gives `true` or a list of what is wrong. */
function noneWrong(checked: Value, isArray: Value): Value {
  const accepted = (checked.narrows?.truthy ?? []).filter((narrowing) => narrowing.accepted !== undefined);
  if (accepted.length === 0) return isArray;
  return { ...isArray, narrows: { truthy: isArray.narrows?.truthy ?? [], falsy: [...(isArray.narrows?.falsy ?? []), ...accepted] } };
}
