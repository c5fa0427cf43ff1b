import {
  anything,
  callValue,
  type Exit,
  invoke,
  isStrong,
  joinValues,
  type Machine,
  type Shape,
  type State,
  settle,
  shaped,
  type Taint,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { extendedContext } from '../made-context.ts';
import { passByPolicy } from '../outcomes.ts';
import { validated } from '../schema-input.ts';
import type { Effect } from './chain.ts';
import { anyContext, errorsOf, givenContext } from './context.ts';
import type { Details } from './routes.ts';
import { type HandingOn, requestArguments } from './served.ts';

/** Runs what hands requests on, the middleware and the handler of one procedure. */
export function orpcRunner(m: Machine, handingOn: HandingOn, draft: RouteDraft, details: Details | undefined, state: State): RouteRunner {
  const run: Run = {
    m,
    handingOn,
    draft,
    details,
    context: anyContext(m, details?.servings[0]?.requests ?? 'web', draft.at, state),
    // Without a schema, the input is whatever the client sends.
    input: rawInput(draft.at),
  };
  return { run: (step, from) => runStep(run, step, from.fork()) };
}

/** What is known while the steps of a procedure run. */
interface Run {
  readonly m: Machine;
  readonly handingOn: HandingOn;
  readonly draft: RouteDraft;
  readonly details: Details | undefined;
  context: Value;
  input: Value;
}

type Closure = Extract<Shape, { k: 'closure' }>;
interface Way {
  readonly state: State;
  readonly context: Value;
}

function rawInput(source: RouteDraft['at']): Value {
  const taint: Taint = { part: 'arguments', path: 'input', source, cleared: new Set(), trail: undefined };
  return { ...anything, taints: [taint] };
}

function runStep(run: Run, step: Step, state: State): StepOutcome {
  const effect = run.details?.effects.get(step);
  switch (effect?.kind) {
    case undefined:
      return handOn(run, step, state);
    case 'input':
      run.input = validated(run.m, step, rawInput(step.at), rawInput(step.at), state);
      return { passed: state, neutral: true };
    case 'use':
      return runMiddleware(run, effect, step, state);
    default:
      return runHandler(run, step, state);
  }
}

/** The functions that hand requests on to the procedure's router. One that is seen to do so in no case says nothing. */
function handOn(run: Run, step: Step, from: State): StepOutcome {
  const { m, details, handingOn } = run;
  const ways = (details?.servings ?? []).flatMap(({ mount, requests, router }): readonly Way[] => {
    if (mount === undefined) return [];
    const state = from.fork();
    const handed = handingOn.within(mount.value, requestArguments(m, mount, requests, state), step.at, state);
    const own = handed.filter((handing) => isSameRouter(handing.router, router));
    return (own.length > 0 ? own : handed).map((handing) => ({ state: handing.state, context: givenContext(m, handing, requests) }));
  });
  return ways.length === 0 ? { passed: from, neutral: true } : passOn(run, ways, from);
}

const isSameRouter = (a: Value, b: Value): boolean =>
  a.shapes.some((one) => one.k === 'object' && b.shapes.some((other) => other.k === 'object' && other.id === one.id));

/** Goes on with what the ways that lead on have in common. */
function passOn(run: Run, ways: readonly Way[], from: State): StepOutcome {
  if (ways.length === 0) return { passed: undefined };
  const joined = from.fork();
  joined.live = true;
  joined.join(...ways.map((way) => way.state));
  joined.refused = undefined;
  run.context = ways.map((way) => way.context).reduce(joinValues);
  return { passed: joined };
}

function runMiddleware(run: Run, effect: Effect, step: Step, state: State): StepOutcome {
  const [shape, more] = step.value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: step.value.why ?? 'its value could not be found' };
  if (shape.k === 'closure') return runClosure(run, shape, effect, step, state);
  if (shape.k !== 'library') return { passed: state, unknown: 'it could not be followed' };
  const inner = (closure: Closure, here: State): StepOutcome => runClosure(run, closure, effect, step, here);
  return runLibraryStep(run.m, shape, step, run.draft, state, inner, () => undefined);
}

function runClosure(run: Run, { closure }: Closure, effect: Effect, step: Step, state: State): StepOutcome {
  const { m } = run;
  if (taughtGuard(m, closure) === 'middleware') return passByPolicy(step, state);
  const passes: Way[] = [];
  const next = supplied(m, 'next', ([given], _at, here) => {
    const pass = here.fork();
    const [options] = given?.shapes ?? [];
    const more = options?.k === 'object' ? m.getField(options.id, 'context', pass) : undefined;
    passes.push({ state: pass, context: extendedContext(m, run.context, more, pass) });
    return shaped({ k: 'promise', inner: anything });
  });
  const output = supplied(m, 'output', ([given = anything]) => given);
  const onExit = (exit: Exit): void => tellOutput(m, exit, step, passes.length);
  const args = [optionsOf(run, state, { next }), mappedInput(run, effect, state), output];
  settle(invoke(m, { closure, args, at: step.at, state, open: true, onExit }), state);
  return passOn(run, passes, state);
}

/** A middleware that never calls for what follows answers itself. */
function tellOutput(m: Machine, exit: Exit, step: Step, passes: number): void {
  if (passes === 0) tellAnswer(m, exit, step);
}

function mappedInput(run: Run, { mapper }: Effect, state: State): Value {
  if (mapper === undefined) return run.input;
  const { at } = run.draft;
  const call = { args: [run.input], expressions: [], receiver: undefined, at, nameAt: at, name: 'mapInput' };
  return callValue(run.m, mapper, { ...call, activation: undefined, open: false, construct: false }, state);
}

function supplied(m: Machine, name: string, body: (args: readonly Value[], at: unknown, state: State) => Value): Value {
  const unique = `${name}:${m.newTag()}`;
  m.suppliedFunctions.set(unique, body);
  return shaped({ k: 'hook', name: unique });
}

/** What every function of a procedure is given. */
function optionsOf({ m, context, details }: Run, state: State, more: Readonly<Record<string, Value>>): Value {
  return m.makeObject(state, { context, errors: errorsOf(m, details?.errors ?? [], state), ...more }, { kind: 'plain', open: true });
}

function runHandler(run: Run, step: Step, state: State): StepOutcome {
  const { m } = run;
  const [shape, more] = step.value.shapes.filter(({ k }) => k === 'closure' || k === 'library');
  const inner = (closure: Closure, here: State): StepOutcome => handle(run, closure, step, here);
  if (more === undefined && shape?.k === 'closure') return inner(shape, state);
  if (more === undefined && shape?.k === 'library') return runLibraryStep(m, shape, step, run.draft, state, inner, () => undefined);
  return { passed: state, unknown: step.value.why ?? 'its handler could not be followed' };
}

function handle(run: Run, { closure }: Closure, step: Step, state: State): StepOutcome {
  const { m } = run;
  const options = optionsOf(run, state, { input: run.input });
  const result = invoke(m, { closure, args: [options], at: step.at, state, open: true, onExit: (exit) => tellAnswer(m, exit, step) });
  if (state.live) settle(result, state);
  return { passed: state };
}

/** Whatever a handler returns goes to the caller. */
function tellAnswer(m: Machine, exit: Exit, step: Step): void {
  const here = exit.state.fork();
  settle(exit.value, here);
  m.listener?.({ kind: 'answer', status: 200, at: exit.at ?? step.at, proven: isStrong(here.proof) });
}
