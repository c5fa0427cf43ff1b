import {
  callValue,
  type Exit,
  invoke,
  isRefusal,
  isStrong,
  joinValues,
  type Machine,
  readMember,
  reportWentOn,
  type Shape,
  type State,
  settle,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { type Context, newContext, type Returned, returnedOf, setValidated } from './context.ts';
import { type Authentication, type HapiStep, isHapiStep, type Strategy } from './routes.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs the functions of one route's lifecycle with a request and a toolkit of their own. */
export function hapiRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const context = newContext(m, draft, state);
  return {
    run: (step, from) => (isHapiStep(step) ? runPart(m, step, context, from.fork()) : { passed: from.fork(), unknown: 'it is no step' }),
  };
}

function runPart(m: Machine, step: HapiStep, context: Context, state: State): StepOutcome {
  const { part } = step;
  switch (part.as) {
    case 'authentication':
      return authenticate(m, part.authentication, step, context, state);
    case 'validation':
      for (const validation of part.route.validate) setValidated(m, context, validation, state);
      return { passed: state, neutral: true };
    case 'extension':
    case 'prerequisite':
    case 'handler':
      return runValue(m, step.value, step, context, state);
  }
}

/** A value that may be several functions is each of them. */
function runValue(m: Machine, value: Value, step: HapiStep, context: Context, from: State): StepOutcome {
  const outcomes = value.shapes.filter((s) => s.k !== 'constant').map((shape) => runShape(m, shape, step, context, from.fork()));
  const joined = joinOutcomes(from, outcomes, value);
  if (joined.passed !== undefined) joined.passed.refused = undefined;
  return joined;
}

function runShape(m: Machine, shape: Shape, step: HapiStep, context: Context, state: State): StepOutcome {
  if (shape.k === 'closure') {
    if (taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
    return runClosure(m, shape, step, context, state);
  }
  if (step.part.as === 'handler' && shape.k === 'object') {
    // `handler: { directory: … }`, `{ file: … }`, `{ view: … }`: a kind of handler that a plugin brings.
    m.listener?.({ kind: 'answer', status: 200, at: step.at, proven: isStrong(state.proof) });
    return { passed: state };
  }
  return { passed: state, unknown: 'it could not be followed' };
}

function runClosure(m: Machine, { closure }: ClosureShape, step: HapiStep, context: Context, state: State): StepOutcome {
  const passes: { readonly state: State; readonly value: Value }[] = [];
  const result = invoke(m, {
    closure,
    args: context.args,
    at: step.at,
    state,
    open: true,
    onExit: (exit) => {
      const here = exit.state.fork();
      const value = settle(exit.value, here);
      const returned = returnedOf(m, value, here);
      const ending = returned.filter((one) => one.kind === 'answer' && (one.ends || step.part.as === 'handler'));
      for (const one of ending) tellAnswer(m, one, exit, step, here);
      if (ending.length < returned.length) passes.push({ state: here, value });
    },
  });
  if (state.live) settle(result, state);
  if (step.part.as === 'handler') return { passed: state };
  const [first] = passes;
  if (first === undefined) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes.map((pass) => pass.state));
  joined.refused = undefined;
  assign(m, step, context, passes.map((pass) => pass.value).reduce(joinValues), joined);
  return { passed: joined };
}

function tellAnswer(m: Machine, returned: Returned, exit: Exit, step: Step, here: State): void {
  if (returned.kind !== 'answer') return;
  const { status, proof } = returned;
  const at = exit.at ?? step.at;
  const proven = isStrong(here.proof) || isStrong(proof);
  // A refusal was made on the way and not returned.
  if (status !== undefined && status < 400 && !isRefusal(status) && /^40[13]$/.test(here.refused?.what ?? ''))
    reportWentOn(m, here, at, 'the handler');
  m.listener?.({ kind: 'answer', status, at, proven });
  if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
}

/** `request.pre.user` */
function assign(m: Machine, step: HapiStep, { request }: Context, value: Value, state: State): void {
  const name = step.part.as === 'prerequisite' ? step.part.assign : undefined;
  const [pre] = m.getField(request, 'pre', state)?.shapes ?? [];
  if (name !== undefined && pre?.k === 'object') m.setField(pre.id, name, value, state);
}

/** `try` lets everybody through, `optional` those without credentials, `required` nobody whom no strategy knows. */
function authenticate(m: Machine, authentication: Authentication, step: HapiStep, context: Context, state: State): StepOutcome {
  const { mode, strategies, scope, known } = authentication;
  if (!known || mode === 'unknown') return { passed: state, unknown: 'how it authenticates callers could not be evaluated' };
  if (mode === 'try') return { passed: state };
  if (mode === 'optional') return { passed: state, optional: true };
  const outcomes = strategies.map((strategy) => runStrategy(m, strategy, step, context, state.fork()));
  const passes = outcomes.flatMap((o) => o.passed ?? []);
  if (passes.length === 0 && outcomes.length > 0) return { passed: undefined };
  const joined = state.fork();
  if (outcomes.length === 0) joined.proof = { at: step.at, what: 'the default strategy' };
  else joined.join(...passes);
  joined.live = true;
  joined.refused = undefined;
  if (isStrong(joined.proof)) m.listener?.({ kind: 'rejects', at: step.at, status: 401 });
  for (const role of scope) m.listener?.({ kind: 'role', role: role.replace(/^[+!]/, ''), at: step.at });
  const unknown = outcomes.find((o) => o.unknown !== undefined)?.unknown;
  return { passed: joined, ...(unknown !== undefined && { unknown }) };
}

/** A strategy of a package refuses callers whom it does not know; one of the workspace's own is run. */
function runStrategy(m: Machine, { name, scheme, note }: Strategy, step: HapiStep, context: Context, state: State): StepOutcome {
  if (scheme === undefined || note === undefined) {
    state.proof = { at: step.at, what: `the strategy \`${name}\`` };
    return { passed: state };
  }
  const call = {
    expressions: [],
    receiver: undefined,
    at: note.at,
    nameAt: note.at,
    name,
    activation: undefined,
    open: true,
    construct: false,
  };
  const made = callValue(m, scheme.make, { ...call, args: [{ shapes: [], open: true, taints: [] }, note.options] }, state);
  const [method] = readMember(m, made, 'authenticate', note.at, state, true).shapes;
  if (method?.k !== 'closure') return { passed: state, unknown: `the scheme of \`${name}\` could not be followed` };
  const passes: State[] = [];
  invoke(m, {
    closure: method.closure,
    args: context.args,
    at: step.at,
    state,
    open: true,
    onExit: (exit) => {
      const here = exit.state.fork();
      const returned = returnedOf(m, settle(exit.value, here), here);
      if (returned.some((one) => one.kind !== 'answer' || !one.ends)) passes.push(here);
    },
  });
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  return { passed: joined };
}
