import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { anything, type Closure, type Proof, type Value } from './value.ts';

/** What the policy says of a function of the workspace. */
export function taughtGuard(m: Machine, closure: Closure): 'middleware' | 'wrapper' | 'call' | 'identity' | undefined {
  if (m.taught.size === 0) return undefined;
  const name = m.program.facts(closure.file)?.functions[closure.fn]?.name ?? '';
  return m.taught.get(`${closure.file}#${name}`);
}

/** The result of calling a function that the policy declares to be a guard. */
export function taughtResult(kind: 'call' | 'identity', call: Call, state: State): Value {
  const proof: Proof = { at: call.at, what: `\`${call.name}\` (a guard by policy)` };
  const identity: Value = { ...anything, credential: { level: 'identity', at: call.at, what: `${call.name}(…)` }, whenTruthy: proof };
  if (kind === 'identity') return identity;
  state.proof ??= proof;
  return identity;
}
