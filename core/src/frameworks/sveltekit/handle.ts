import { callValue, type Machine, readMember, type Shape, type State, taughtGuard, type Value } from '../../flow/index.ts';
import type { RouteDraft, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { joinedPass, runPassing } from '../passing.ts';
import type { Event } from './event.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** One `handle` function: the request goes on where it calls `resolve`. */
export function runHandle(m: Machine, step: Step, draft: RouteDraft, event: Event, from: State): StepOutcome {
  const outcomes = step.value.shapes.flatMap((shape): readonly StepOutcome[] => {
    const state = from.fork();
    if (shape.k === 'closure') return [runClosure(m, shape, step, event, state)];
    if (shape.k !== 'library') return shape.k === 'constant' ? [] : [{ passed: state, unknown: 'it could not be followed' }];
    return [
      runLibraryStep(
        m,
        shape,
        step,
        draft,
        state,
        (inner, here) => runClosure(m, inner, step, event, here),
        () => undefined,
      ),
    ];
  });
  return joinOutcomes(from, outcomes, step.value);
}

function runClosure(m: Machine, { closure }: ClosureShape, step: Step, event: Event, state: State): StepOutcome {
  if (taughtGuard(m, closure) === 'middleware') return passByPolicy(step, state);
  const argsFor = (resolve: Value): readonly Value[] => [m.makeObject(state, { event: event.value, resolve })];
  const { passes, silent } = runPassing(m, closure, argsFor, step, event.id, state);
  // Something else may have called `resolve`.
  const passed = joinedPass(passes.length > 0 ? passes : silent, state);
  const isDoubtful = passes.length === 0 && passed !== undefined;
  return { passed, ...(isDoubtful && { unknown: 'it hands the request on to something that could not be followed' }) };
}

/** A function of a package that is given `{ event, resolve }` and calls it: the event goes on. */
export function watchHandlers(m: Machine): void {
  m.callHooks.set('better-auth#svelteKitHandler', (event, state) => {
    const [given] = event.args;
    if (given === undefined) return undefined;
    const resolve = readMember(m, given, 'resolve', event.at, state);
    const args: readonly Value[] = [readMember(m, given, 'event', event.at, state)];
    const call = { args, expressions: [], receiver: undefined, at: event.at, nameAt: event.nameAt, name: 'resolve', activation: undefined };
    return callValue(m, resolve, { ...call, open: false, construct: false }, state);
  });
}
