import {
  constant,
  type Exit,
  inputValue,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  reportWentOn,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import { findExemption } from '../exemptions.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { type Context, isAnswered, isBareAnswer, mayHavePassed, newContext, setPath, statusNow } from './context.ts';
import { composedOf, keys, routersOf } from './registration.ts';
import { isKoaStep } from './routes.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;
type LibraryShape = Extract<Shape, { k: 'library' }>;

/** What a step of one route is run with. */
interface Run {
  readonly m: Machine;
  readonly draft: RouteDraft;
  readonly context: Context;
}

/** Runs the middleware and the handler of one route with a context of its own. */
export function koaRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const context = newContext(m, draft, state);
  return { run: (step, from) => runKoaStep(m, step, draft, context, from) };
}

/** Runs a middleware or handler in the form `(ctx, next)`. */
export function runKoaStep(m: Machine, step: Step, draft: RouteDraft, context: Context, from: State): StepOutcome {
  const state = from.fork();
  setPath(m, context, draft.path, isKoaStep(step) ? step.stripped : '', state);
  m.setField(context.id, '@passed', constant(false), state);
  return runValue({ m, draft, context }, step.value, step, state);
}

/** A value that may be several functions is each of them. */
function runValue(run: Run, value: Value, step: Step, from: State): StepOutcome {
  const shapes = value.shapes.filter((shape) => shape.k !== 'constant');
  const outcomes = shapes.map((shape) => runShape(run, shape, step, from.fork()));
  return joinOutcomes(from, outcomes, value);
}

function runShape(run: Run, shape: Shape, step: Step, state: State): StepOutcome {
  const { m } = run;
  switch (shape.k) {
    case 'closure':
      if (taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
      return runClosure(run, shape, step, state);
    case 'library':
      return runLibrary(run, shape, step, state);
    case 'answer':
      m.listener?.({ kind: 'answer', status: shape.status, at: step.at, proven: isStrong(state.proof) });
      return { passed: state };
    default:
      return { passed: state, unknown: 'it could not be followed' };
  }
}

function runLibrary(run: Run, shape: LibraryShape, step: Step, state: State): StepOutcome {
  const { m, draft, context } = run;
  if (shape.key === keys.exempting) return runExempting(run, shape, step, state);
  const composed = composedOf(m, shaped(shape), state);
  if (composed !== undefined) return runAll(run, composed, step, state);
  if (routersOf(shaped(shape)).length > 0) return { passed: state, unknown: 'it is a router whose routes could not be placed' };
  return runLibraryStep(
    m,
    shape,
    step,
    draft,
    state,
    (inner, here) => runClosure(run, inner, step, here),
    (part, value, here) => {
      for (const object of [context.id, context.request]) m.setField(object, part, value, here);
    },
  );
}

/** `guard.unless({ path })` with the function itself made by hand: `guard.unless = require('koa-unless')`. */
function runExempting(run: Run, { made }: LibraryShape, step: Step, state: State): StepOutcome {
  const [options, guard] = made?.args ?? [];
  const exempt = findExemption(run.m, options, step, run.draft, state);
  if (exempt === undefined || guard === undefined) return { passed: state, unknown: 'the paths it leaves out could not be evaluated' };
  if (exempt === 'listed') return { passed: state, leavesOut: true };
  return exempt === 'matched' ? { passed: state } : runValue(run, guard, step, state);
}

function runAll(run: Run, items: readonly Value[], step: Step, state: State): StepOutcome {
  let last: StepOutcome = { passed: state };
  let unknown: string | undefined;
  for (const item of items) {
    if (last.passed === undefined) break;
    last = runValue(run, item, step, last.passed);
    unknown ??= last.unknown;
  }
  return { ...last, ...(unknown !== undefined && { unknown }) };
}

function runClosure(run: Run, shape: ClosureShape, step: Step, state: State): StepOutcome {
  const { m, context } = run;
  const passes: State[] = [];
  const name = `next:${m.newTag()}`;
  m.suppliedFunctions.set(name, (_given, at, here) => {
    if (here.refused?.signIn === true || /^40[13]$/.test(here.refused?.what ?? '')) reportWentOn(m, here, at, 'next()');
    passes.push(here.fork());
    m.setField(context.id, '@passed', constant(true), here);
    // What follows may throw, which this function may catch.
    m.tries.at(-1)?.push(here.fork());
    return shaped({ k: 'promise', inner: undefinedValue });
  });
  const param = isKoaStep(step) ? step.param : undefined;
  const result = invoke(m, {
    closure: shape.closure,
    args: [...(param === undefined ? [] : [inputValue(m, 'params', param, step.at)]), context.value, shaped({ k: 'hook', name })],
    at: step.at,
    state,
    open: true,
    onExit: (exit) => tellAnswer(run, exit, step),
  });
  if (state.live) settle(result, state);
  m.suppliedFunctions.delete(name);
  if (passes.length === 0) return { passed: step.role === 'handler' ? state : undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

/** The request is answered with what was written by the time the functions return. */
function tellAnswer({ m, context }: Run, exit: Exit, step: Step): void {
  const here = exit.state.fork();
  settle(exit.value, here);
  if (step.role !== 'handler' && (mayHavePassed(m, context, here) || !isAnswered(m, context, here))) return;
  const status = statusNow(m, context, here);
  const at = exit.at ?? step.at;
  const bare = isBareAnswer(m, context, here);
  m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof), ...(bare && { bare }) });
  if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
}
