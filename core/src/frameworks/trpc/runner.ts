import {
  anything,
  callValue,
  constant,
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
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { extendedContext, openContext, readContext } from '../made-context.ts';
import { passByPolicy } from '../outcomes.ts';
import { validated } from '../schema-input.ts';
import { contextArguments, requestOf } from './context.ts';
import { keys } from './library.ts';
import type { Details } from './routes.ts';

/** Runs what makes the context, the middleware and the resolver of one procedure. */
export function trpcRunner(m: Machine, draft: RouteDraft, details: Details | undefined, state: State): RouteRunner {
  const request = requestOf(m, details?.served[0]?.requests ?? 'node');
  const run: Run = {
    m,
    draft,
    details,
    raw: rawInput(draft.at),
    context: openContext(m, keys.context, { req: request }, draft.at, state),
    input: undefinedValue,
  };
  return { run: (step, from) => runStep(run, step, from) };
}

/** What is known while the steps of a procedure run. */
interface Run {
  readonly m: Machine;
  readonly draft: RouteDraft;
  readonly details: Details | undefined;
  readonly raw: Value;
  context: Value;
  input: Value;
}

function rawInput(source: Location): Value {
  const taint: Taint = { part: 'arguments', path: 'input', source, cleared: new Set(), trail: undefined };
  return { ...anything, taints: [taint] };
}

function runStep(run: Run, step: Step, from: State): StepOutcome {
  const state = from.fork();
  switch (run.details?.kinds.get(step)) {
    case 'context':
      return makeContext(run, step, state);
    case 'input':
      run.input = validated(run.m, step, rawInput(step.at), run.input, state);
      return { passed: state, neutral: true };
    case 'use':
      return runMiddleware(run, step, state);
    default:
      return runResolver(run, step, state);
  }
}

/** `createContext({ req })`. What it asks of code that cannot be read decides nothing: the procedures look at the context. */
function makeContext(run: Run, step: Step, state: State): StepOutcome {
  const { m, details } = run;
  const { listener } = m;
  m.listener = listener === undefined ? undefined : (event) => (event.kind === 'unknown-call' ? undefined : listener(event));
  const made = (details?.served ?? []).flatMap(({ createContext, requests }) => {
    const here = state.fork();
    const request = requestOf(m, requests);
    const value = settle(callValue(m, createContext, callOf(step, contextArguments(m, requests, request, here)), here), here);
    if (!here.live) return [];
    const context = readContext(m, value, step.at, here) ?? openContext(m, keys.context, { req: request }, step.at, here);
    return [{ state: here, context }];
  });
  m.listener = listener;
  return passOn(run, made, state);
}

/** Goes on with what the ways that lead on have in common. */
function passOn(run: Run, ways: readonly { readonly state: State; readonly context: Value }[], from: State): StepOutcome {
  if (ways.length === 0) return { passed: undefined };
  const joined = from.fork();
  joined.live = true;
  joined.join(...ways.map((way) => way.state));
  joined.refused = undefined;
  run.context = ways.map((way) => way.context).reduce(joinValues);
  return { passed: joined };
}

const callOf = (step: Step, args: readonly Value[]): Parameters<typeof callValue>[2] => ({
  args,
  expressions: [],
  receiver: undefined,
  at: step.at,
  nameAt: step.at,
  name: step.name,
  activation: undefined,
  open: true,
  construct: false,
});

function runMiddleware(run: Run, step: Step, state: State): StepOutcome {
  const [shape, more] = step.value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: step.value.why ?? 'its value could not be found' };
  if (shape.k === 'closure') return runClosure(run, shape, step, state);
  if (shape.k === 'library')
    return runLibraryStep(
      run.m,
      shape,
      step,
      run.draft,
      state,
      (inner, here) => runClosure(run, inner, step, here),
      () => undefined,
    );
  return { passed: state, unknown: 'it could not be followed' };
}

function runClosure(run: Run, shape: Extract<Shape, { k: 'closure' }>, step: Step, state: State): StepOutcome {
  const { m } = run;
  if (taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
  const passes: { readonly state: State; readonly context: Value }[] = [];
  const name = `next:${m.newTag()}`;
  m.suppliedFunctions.set(name, ([given], _at, here) => {
    const pass = here.fork();
    const [options] = given?.shapes ?? [];
    const more = options?.k === 'object' ? m.getField(options.id, 'ctx', pass) : undefined;
    passes.push({ state: pass, context: extendedContext(m, run.context, more, pass) });
    return shaped({ k: 'promise', inner: anything });
  });
  const options = optionsOf(run, state, { next: shaped({ k: 'hook', name }) });
  settle(invoke(m, { closure: shape.closure, args: [options], at: step.at, state, open: true }), state);
  m.suppliedFunctions.delete(name);
  return passOn(run, passes, state);
}

/** What every function of a procedure is given. */
function optionsOf(run: Run, state: State, more: Readonly<Record<string, Value>>): Value {
  const { m, details, draft } = run;
  const raw = `raw input:${m.newTag()}`;
  m.suppliedFunctions.set(raw, () => shaped({ k: 'promise', inner: run.raw }));
  return m.makeObject(
    state,
    {
      ctx: run.context,
      input: run.input,
      path: constant(draft.path),
      type: constant(details?.type ?? 'query'),
      meta: details?.meta ?? undefinedValue,
      getRawInput: shaped({ k: 'hook', name: raw }),
      ...more,
    },
    { kind: 'plain', open: true },
  );
}

function runResolver(run: Run, step: Step, state: State): StepOutcome {
  const { m } = run;
  const functions = step.value.shapes.filter((shape) => shape.k === 'closure');
  const [shape, more] = functions;
  if (shape === undefined || more !== undefined) {
    const [library] = step.value.shapes;
    if (library?.k === 'library')
      return runLibraryStep(
        m,
        library,
        step,
        run.draft,
        state,
        (inner, here) => resolve(run, inner, step, here),
        () => undefined,
      );
    return { passed: state, unknown: step.value.why ?? 'its resolver could not be followed' };
  }
  return resolve(run, shape, step, state);
}

function resolve(run: Run, shape: Extract<Shape, { k: 'closure' }>, step: Step, state: State): StepOutcome {
  const { m } = run;
  const options = optionsOf(run, state, {});
  const result = invoke(m, {
    closure: shape.closure,
    args: [options],
    at: step.at,
    state,
    open: true,
    onExit: (exit) => tellAnswer(m, exit, step),
  });
  if (state.live) settle(result, state);
  return { passed: state };
}

/** Whatever a resolver returns goes to the caller. */
function tellAnswer(m: Machine, exit: Exit, step: Step): void {
  const here = exit.state.fork();
  settle(exit.value, here);
  m.listener?.({ kind: 'answer', status: 200, at: exit.at ?? step.at, proven: isStrong(here.proof) });
}
