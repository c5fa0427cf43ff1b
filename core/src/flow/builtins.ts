import { callArray } from './arrays.ts';
import type { Call } from './calls.ts';
import { callValue } from './calls.ts';
import { callGlobal } from './globals.ts';
import type { Machine } from './machine.ts';
import { elementsOf } from './objects.ts';
import { callPromise } from './promises.ts';
import type { State } from './state.ts';
import { callString, noteText } from './strings.ts';
import { anything, shaped, type Value } from './value.ts';

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
    return stringMethods.has(name) || arrayMethods.has(name) || name === 'search' ? bound() : undefined;
  if (shape.k === 'object') return arrayMethods.has(name) || name === 'toString' || name === 'hasOwnProperty' ? bound() : undefined;
  return undefined;
}

/** Calls a built-in method, or with `global` a global function. Undefined when it is not one that is modelled. */
export function callBuiltin(m: Machine, name: string, receiver: Value, call: Call, state: State): Value;
export function callBuiltin(m: Machine, name: string, receiver: Value, call: Call, state: State, global: true): Value | undefined;
export function callBuiltin(m: Machine, name: string, receiver: Value, call: Call, state: State, global?: true): Value | undefined {
  if (global === true) return callGlobal(m, name, call, state);
  if (promiseMethods.has(name)) return callPromise(m, name, receiver, call, state);
  if (functionMethods.has(name)) return callFunction(m, name, receiver, call, state);
  if (name === 'hasOwnProperty')
    return (
      callGlobal(m, 'Object.hasOwn', { ...call, args: [receiver, ...call.args], expressions: [undefined, ...call.expressions] }, state) ??
      anything
    );
  if (receiver.taints.length > 0 && receiver.shapes.length === 0) noteText(m, call, state);
  const elements = elementsOf(m, receiver, state);
  const byArray = callArray(m, name, receiver, elements, call, state);
  if (byArray !== undefined) return byArray;
  return callString(m, name, receiver, call, state);
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
