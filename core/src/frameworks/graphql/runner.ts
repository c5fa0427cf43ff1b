import {
  anything,
  type Exit,
  invoke,
  isStrong,
  type Machine,
  type Proof,
  presenceIn,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import { endsOf } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { openContext } from '../made-context.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { argumentsOf } from './arguments.ts';
import { makeContext } from './context.ts';
import { keys } from './library.ts';
import { runScopes } from './pothos.ts';
import { typeOf } from './resolvers.ts';
import type { Details } from './routes.ts';
import { runRule } from './shield.ts';

/** What is known while the steps of a field run. */
interface Run {
  readonly m: Machine;
  readonly draft: RouteDraft;
  readonly details: Details | undefined;
  context: Value;
}

/** Runs what makes the context, what stands around the resolver, and the resolver of one field. */
export function graphqlRunner(m: Machine, draft: RouteDraft, details: Details | undefined, state: State): RouteRunner {
  const run: Run = { m, draft, details, context: openContext(m, keys.context, {}, draft.at, state) };
  const hasStep = [...(details?.kinds.values() ?? [])].includes('context');
  if (!hasStep && details !== undefined && details.served.length > 0) run.context = makeContext(m, details.served, draft.at, state).context;
  return { run: (step, from) => runStep(run, step, from) };
}

function runStep(run: Run, step: Step, from: State): StepOutcome {
  const state = from.fork();
  const kind = run.details?.kinds.get(step);
  if (kind === 'context') {
    const made = makeContext(run.m, run.details?.served ?? [], step.at, state);
    run.context = made.context;
    return { passed: made.state };
  }
  if (kind === 'scope') return runScopes(run.m, step.value, resolverArguments(run, state), step, state);
  if (kind === 'rule') return runRule(run.m, step.value, resolverArguments(run, state), step, state);
  const functions = step.value.shapes.filter((shape) => shape.k === 'closure' || shape.k === 'library');
  const outcomes = functions.map((shape) => {
    const here = state.fork();
    if (shape.k === 'closure') return runClosure(run, shape, step, kind === 'around', here);
    return runLibraryStep(
      run.m,
      shape,
      step,
      run.draft,
      here,
      (inner, within) => runClosure(run, inner, step, kind === 'around', within),
      () => undefined,
    );
  });
  return joinOutcomes(state, outcomes, step.value);
}

function runClosure(run: Run, shape: Extract<Shape, { k: 'closure' }>, step: Step, isAround: boolean, state: State): StepOutcome {
  if (taughtGuard(run.m, shape.closure) === 'middleware') return passByPolicy(step, state);
  return step.role === 'handler'
    ? runResolver(run, shape, step, state)
    : isAround
      ? runAround(run, shape, step, state)
      : runCombined(run, shape, step, state);
}

/** `(parent, args, context, info)` */
function resolverArguments({ m, details, draft, context }: Run, state: State): readonly Value[] {
  const field = details === undefined ? undefined : details.definitions.objects.get(typeOf(details.field))?.get(details.field.name);
  const args = details === undefined ? anything : argumentsOf(m, field, details.definitions, draft.at, state);
  return [anything, args, context, anything];
}

function runResolver(run: Run, { closure }: Extract<Shape, { k: 'closure' }>, step: Step, state: State): StepOutcome {
  const { m } = run;
  const result = invoke(m, {
    closure,
    args: resolverArguments(run, state),
    at: step.at,
    state,
    open: true,
    onExit: (exit) => tellAnswers(m, exit, step),
  });
  if (state.live) settle(result, state);
  return { passed: state };
}

/** Whatever a resolver returns goes to the caller. */
function tellAnswers(m: Machine, exit: Exit, step: Step): void {
  const here = exit.state.fork();
  const value = settle(exit.value, here);
  const at = exit.at ?? step.at;
  for (const end of endsOf(value)) {
    const status = end.status ?? (end.else === true ? 200 : undefined);
    m.listener?.({ kind: 'answer', status, at, proven: counts(here.proof) || isStrong(end.proof), ...presenceIn(here) });
    if (status === 401 || status === 403) m.listener?.({ kind: 'rejects', at, status });
  }
}

/** Errors have no status: who was not found by what the request's headers bring has got one. */
function counts(proof: Proof | undefined): boolean {
  const isLookUp = proof?.tentative === true && proof.fromHeader === true && proof.weak !== true;
  return isLookUp || isStrong(proof);
}

/** A function before the resolver: what it returns, if it is anything, takes the resolver's place. */
function runCombined(run: Run, { closure }: Extract<Shape, { k: 'closure' }>, step: Step, state: State): StepOutcome {
  const { m } = run;
  const passes: State[] = [];
  const result = invoke(m, {
    closure,
    args: resolverArguments(run, state),
    at: step.at,
    state,
    open: true,
    onExit: (exit) => {
      const here = exit.state.fork();
      const ends = settle(exit.value, here);
      for (const end of endsOf(ends))
        if (end.else === true) passes.push(here);
        else if (end.status === 401 || end.status === 403) m.listener?.({ kind: 'rejects', at: exit.at ?? step.at, status: end.status });
    },
  });
  if (state.live) settle(result, state);
  return passed(passes, state);
}

/** `async (resolve, parent, args, context, info) => resolve(parent, args, context, info)` */
function runAround(run: Run, { closure }: Extract<Shape, { k: 'closure' }>, step: Step, state: State): StepOutcome {
  const { m } = run;
  const passes: State[] = [];
  const name = `resolve:${m.newTag()}`;
  m.suppliedFunctions.set(name, (_given, _at, here) => {
    passes.push(here.fork());
    return shaped({ k: 'promise', inner: anything });
  });
  const args = [shaped({ k: 'hook', name } as const), ...resolverArguments(run, state)];
  settle(invoke(m, { closure, args, at: step.at, state, open: true }), state);
  m.suppliedFunctions.delete(name);
  return passed(passes, state);
}

/** Goes on with what the ways that lead on have in common. */
function passed(ways: readonly State[], from: State): StepOutcome {
  if (ways.length === 0) return { passed: undefined };
  const joined = from.fork();
  joined.live = true;
  joined.join(...ways);
  joined.refused = undefined;
  return { passed: joined };
}
