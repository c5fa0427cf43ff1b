import {
  type Exit,
  findConstant,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  type ObjectId,
  reportWentOn,
  type Shape,
  type State,
  settle,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import { endsOf } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { type Context, newContext, statusOf } from './context.ts';
import type { Hook } from './notes.ts';
import { addPlugin } from './plugins.ts';
import { type ElysiaStep, isElysiaStep } from './routes.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs the hooks and the handler of one route with a context of its own. */
export function elysiaRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const handler = draft.steps.at(-1);
  const validated = handler !== undefined && isElysiaStep(handler) ? handler.validated : [];
  const context = newContext(m, draft.method, draft.path, validated, state);
  return {
    run: (step, from) => (isElysiaStep(step) ? runStep(m, step, draft, context, from) : { passed: from.fork(), unknown: 'it is no step' }),
  };
}

function runStep(m: Machine, step: ElysiaStep, draft: RouteDraft, context: Context, from: State): StepOutcome {
  const state = from.fork();
  const { hook } = step;
  if (hook?.kind === 'decorate') {
    decorate(m, hook, context, state);
    return { passed: state, neutral: true };
  }
  if (hook === undefined)
    for (const part of step.validated) m.listener?.({ kind: 'validated', part, path: '', at: draft.at, what: 'the schema of the route' });
  const outcomes = step.value.shapes.map((shape) => runShape(m, shape, step, draft, context, from.fork()));
  return joinOutcomes(from, outcomes, step.value);
}

function runShape(m: Machine, shape: Shape, step: ElysiaStep, draft: RouteDraft, context: Context, state: State): StepOutcome {
  if (shape.k === 'closure') {
    if (taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
    return step.hook === undefined ? runHandler(m, shape, step, context, state) : runHook(m, shape, step, step.hook, context, state);
  }
  if (shape.k === 'library') {
    if (step.hook?.kind === 'plugin' && addPlugin(m, shape, context, step, state)) return { passed: state, neutral: true };
    if (step.hook === undefined && m.catalog.rows(shape.key).some((row) => row.row === 'issues-credential')) {
      m.listener?.({ kind: 'issues-credential', at: step.at, what: 'session', callee: step.name });
      return { passed: state };
    }
    // `.get('/', Bun.file('index.html'))`
    if (step.hook === undefined && shape.key.startsWith('global#')) return answers(m, 200, step, state);
    const run = (inner: ClosureShape, here: State): StepOutcome =>
      step.hook === undefined ? runHandler(m, inner, step, context, here) : runHook(m, inner, step, step.hook, context, here);
    return runLibraryStep(m, shape, step, draft, state, run, () => undefined);
  }
  if (step.hook === undefined) {
    // `.get('/', 'Hello')`: the answer itself.
    return answers(m, shape.k === 'answer' ? shape.status : 200, step, state);
  }
  return { passed: state, unknown: 'it could not be followed' };
}

function answers(m: Machine, status: number | undefined, step: Step, state: State): StepOutcome {
  m.listener?.({ kind: 'answer', status, at: step.at, proven: isStrong(state.proof) });
  return { passed: state };
}

/** The value of a decoration, or each field of an object of them. */
function decorate(m: Machine, hook: Hook, context: Context, state: State): void {
  if (hook.field !== undefined) m.setField(context.id, hook.field, hook.value, state);
  else takeFields(m, hook.value, context.id, state);
}

function takeFields(m: Machine, value: Value, context: ObjectId, state: State): void {
  for (const shape of value.shapes) {
    if (shape.k !== 'object') continue;
    for (const name of m.info(shape.id).fields) {
      const field = m.getField(shape.id, name, state);
      if (field !== undefined) m.setField(context, name, field, state);
    }
  }
}

/** A hook that returns an answer ends the request; `derive` and `resolve` add what else they return to the context. */
function runHook(m: Machine, shape: ClosureShape, step: Step, hook: Hook, context: Context, state: State): StepOutcome {
  const adds = hook.kind === 'derive' || hook.kind === 'resolve';
  const passes: State[] = [];
  const result = invoke(m, {
    closure: shape.closure,
    args: [context.value],
    at: step.at,
    state,
    open: true,
    onExit: (exit) => {
      const here = exit.state.fork();
      const value = settle(exit.value, here);
      const others = value.shapes.filter((s) => s.k !== 'answer');
      const decides = hook.kind === 'beforeHandle' || hook.kind === 'request';
      const answers = others.length < value.shapes.length || (decides && !value.open && !others.every(isUndefined));
      if (answers) tellAnswer(m, exit, step, context);
      const goesOn = value.open || (decides ? others.some(isUndefined) : others.length > 0);
      if (!goesOn) return;
      if (decides && !value.open) reportWentOn(m, here, exit.at ?? step.at, 'the handler');
      const pass = here.fork();
      if (adds) takeFields(m, { ...value, shapes: others }, context.id, pass);
      passes.push(pass);
    },
  });
  if (state.live) settle(result, state);
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

const isUndefined = (shape: Shape): boolean => shape.k === 'constant' && shape.value === undefined;

function runHandler(m: Machine, shape: ClosureShape, step: Step, context: Context, state: State): StepOutcome {
  const result = invoke(m, {
    closure: shape.closure,
    args: [context.value],
    at: step.at,
    state,
    open: true,
    onExit: (exit) => tellAnswer(m, exit, step, context),
  });
  if (state.live) settle(result, state);
  return { passed: state };
}

/** What a function returns answers the request, with the status it carries or the one that was set. */
function tellAnswer(m: Machine, exit: Exit, step: Step, context: Context): void {
  const here = exit.state.fork();
  const value = settle(exit.value, here);
  const at = exit.at ?? step.at;
  const set = m.getField(context.set, 'status', here);
  for (const { proof, ...end } of endsOf(value)) {
    const status = end.else !== true ? end.status : set === undefined ? 200 : statusOf(set);
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(proof), ...(isBare(value) && { bare: true }) });
    if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
  }
}

const isBare = (value: Value): boolean => findConstant(value) !== undefined;
