import type { LibraryKey } from '../libraries/index.ts';
import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { anything, type Closure, type Proof, type Shape, type Value } from './value.ts';

/** What the policy says of a function of the workspace. */
export function taughtGuard(m: Machine, closure: Closure): 'middleware' | 'wrapper' | 'call' | 'identity' | undefined {
  if (m.taught.size === 0) return undefined;
  const name = m.program.facts(closure.file)?.functions[closure.fn]?.name ?? '';
  return m.taught.get(`${closure.file}#${name}`);
}

/** What the policy says of a function of a package. */
export function taughtKey(m: Machine, key: LibraryKey): ReturnType<typeof taughtGuard> {
  return m.taught.size === 0 ? undefined : m.taught.get(key);
}

/** What a wrapper gave: functions that only authenticated callers reach. Where it gave none, those it was given. */
export function guarded(m: Machine, guard: Proof, given: Value, call: Call): Value {
  const isFunction = (shape: Shape): boolean => shape.k === 'closure';
  const known = given.shapes.some(isFunction) ? given : call.args.find((arg) => arg.shapes.some(isFunction));
  if (known === undefined || m.isRunning) return given;
  return { ...known, shapes: known.shapes.map((s) => (s.k === 'closure' ? { ...s, closure: { ...s.closure, guard } } : s)) };
}

/** The proof of a wrapper's call. */
export const wrapperProof = (call: Call): Proof => ({ at: call.at, what: `\`${call.name}\` (a guard by policy)` });

/** The result of calling a function that the policy declares to be a guard. */
export function taughtResult(kind: 'call' | 'identity', call: Call, state: State): Value {
  const proof: Proof = { at: call.at, what: `\`${call.name}\` (a guard by policy)` };
  const identity: Value = { ...anything, credential: { level: 'identity', at: call.at, what: `${call.name}(…)` }, whenTruthy: proof };
  if (kind === 'identity') return identity;
  state.proof ??= proof;
  return identity;
}
