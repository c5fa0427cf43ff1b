import {
  callValue,
  constant,
  type Exit,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  readMember,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import type { RouteDraft, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
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
  if (outcomes.length === 0) return { passed: from.fork(), unknown: step.value.why ?? 'its value could not be found' };
  const passes = outcomes.flatMap((outcome) => outcome.passed ?? []);
  const unknown = outcomes.find((outcome) => outcome.unknown !== undefined)?.unknown;
  if (passes.length === 0) return { passed: undefined, ...(unknown !== undefined && { unknown }) };
  const joined = from.fork();
  joined.join(...passes);
  return {
    passed: joined,
    ...(unknown !== undefined && { unknown }),
    ...(unknown === undefined && outcomes.every((outcome) => outcome.neutral === true) && { neutral: true }),
    ...(outcomes.some((outcome) => outcome.optional === true) && { optional: true }),
  };
}

function runClosure(m: Machine, { closure }: ClosureShape, step: Step, event: Event, state: State): StepOutcome {
  if (taughtGuard(m, closure) === 'middleware') {
    state.proof = { at: step.at, what: `\`${step.name}\` (a guard by policy)` };
    return { passed: state };
  }
  const passes: State[] = [];
  const open: State[] = [];
  const name = `resolve:${m.newTag()}`;
  m.setField(event.id, '@resolved', constant(false), state);
  m.suppliedFunctions.set(name, (_args, _at, here) => {
    passes.push(here.fork());
    m.setField(event.id, '@resolved', constant(true), here);
    return shaped({ k: 'promise', inner: shaped({ k: 'library', key: 'global#<response>' }) });
  });
  const input = m.makeObject(state, { event: event.value, resolve: shaped({ k: 'hook', name }) });
  const result = invoke(m, {
    closure,
    args: [input],
    at: step.at,
    state,
    open: true,
    onExit: (exit) => tellExit(m, exit, step, event, open),
  });
  if (state.live) settle(result, state);
  m.suppliedFunctions.delete(name);
  const ways = passes.length > 0 ? passes : open;
  if (ways.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...ways);
  joined.refused = undefined;
  return { passed: joined, ...(passes.length === 0 && { unknown: 'it hands the request on to something that could not be followed' }) };
}

/** What it returns without having called `resolve` is the answer; where that may be anything, something else may have called it. */
function tellExit(m: Machine, exit: Exit, step: Step, event: Event, open: State[]): void {
  const here = exit.state.fork();
  const value = settle(exit.value, here);
  const [resolved] = m.getField(event.id, '@resolved', here)?.shapes ?? [];
  if (resolved?.k === 'constant' && resolved.value === true) return;
  const answers = value.shapes.flatMap((shape) => (shape.k === 'answer' ? [shape] : []));
  for (const { status, proof } of answers) {
    const at = exit.at ?? step.at;
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(proof) });
    if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
  }
  if (answers.length === 0) open.push(here);
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
