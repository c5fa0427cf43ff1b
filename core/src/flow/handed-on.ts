import type { Call } from './calls.ts';
import { mayConcernIdentity } from './hints.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';

/** Functions of the engine's own, such as `next`, that a program gives to a call which is not followed. */

/** Calls the engine's functions among the arguments: `next`, `resolve`. */
export function callHooked(m: Machine, call: Call, state: State): void {
  for (const { name } of call.args.flatMap((arg) => arg.shapes.filter((s) => s.k === 'hook')))
    m.suppliedFunctions.get(name)?.([], call.at, state);
}

/**
 * `storage.run(store, next)`, `setTimeout(resolve, 50)`: nobody but who is given the request decides whether to go on, and
 * packages that have no say in who may call do.
 */
export function handsOn(m: Machine, call: Call, module: string): boolean {
  if (!call.args.some((arg) => arg.shapes.some((s) => s.k === 'hook'))) return false;
  const request = call.args.some((arg) => arg.shapes.some((s) => s.k === 'object' && m.info(s.id).kind === 'adapter'));
  return !request || (module !== '' && module !== 'global' && !module.startsWith('@') && !mayConcernIdentity(module));
}
