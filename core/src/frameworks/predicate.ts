import {
  assume,
  confirm,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  type Shape,
  type State,
  settle,
  throwFrom,
  truthiness,
  type Value,
} from '../flow/index.ts';
import type { Location } from '../model/index.ts';
import type { StepOutcome } from './framework.ts';
import { joinedPass } from './passing.ts';

/** Functions that say by what they return whether a request goes on. */

/** A function to be asked, and the status that callers get whom it turns away. */
export interface Predicate {
  readonly closure: Extract<Shape, { k: 'closure' }>['closure'];
  readonly args: readonly Value[];
  readonly self?: Value;
  readonly at: Location;
  readonly status: number;
}

/** Runs the function: the request goes on where it gives something truthy. */
export function passWhereTrue(m: Machine, { closure, args, self, at, status }: Predicate, state: State): StepOutcome {
  const passes: State[] = [];
  invoke(m, {
    closure,
    args,
    at,
    state,
    ...(self !== undefined && { self }),
    onExit: (exit) => {
      const here = exit.state.fork();
      const value = settle(exit.value, here);
      const refuses = truthiness(value) !== true;
      if (refuses && !(truthiness(value) === undefined && value.shapes.some((s) => s.k === 'library')))
        m.listener?.({ kind: 'rejects', at: exit.at ?? at, status });
      assume(value, true, here);
      if (here.live) passes.push(confirmed(here));
    },
  });
  if (passes.length === 0) m.listener?.({ kind: 'answer', status, at, proven: false });
  return { passed: joinedPass(passes, state) };
}

/** What lets nobody else through answers 403: what was found by plain input counts. */
function confirmed(state: State): State {
  const { proof } = state;
  if (proof?.tentative !== true) return state;
  const { tentative: _tentative, ...kept } = proof;
  state.proof = proof.fromHeader === true ? kept : { ...kept, byInput: true };
  return state;
}

/** Goes on where the value is truthy; otherwise the request is answered with the status. */
export function requireTruthy(m: Machine, value: Value, status: number, at: Location, state: State): void {
  const before = state.fork();
  const failed = state.fork();
  assume(value, false, failed);
  if (failed.live) {
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(failed.proof) });
    throwFrom(m, failed);
    if (isRefusal(status)) {
      m.listener?.({ kind: 'rejects', at, status });
      failed.refused = { at, what: String(status) };
    }
  }
  assume(value, true, state);
  confirm(state, failed, before);
}
