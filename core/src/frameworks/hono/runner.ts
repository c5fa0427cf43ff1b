import {
  callValue,
  constant,
  type Exit,
  inputValue,
  invoke,
  isRefusal,
  isStrong,
  joinValues,
  type Machine,
  readMember,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';
import { endsOf } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { combined, runCombined } from './combine.ts';
import { type Context, newContext, parts } from './context.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs the middleware and the handler of one route with a context of its own. */
export function honoRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const context = newContext(m, draft.method, draft.path, state);
  const run = (step: Step, from: State): StepOutcome => {
    m.setField(context.id, '@passed', constant(false), from);
    return runValue(m, step.value, step, from);
  };
  const runValue = (machine: Machine, value: Value, step: Step, from: State): StepOutcome =>
    joinOutcomes(
      from,
      value.shapes
        .filter((shape) => shape.k !== 'constant')
        .map((shape) => runShape(machine, shape, step, draft, context, from.fork(), runValue)),
      value,
    );
  return { run };
}

type RunValue = (m: Machine, value: Value, step: Step, from: State) => StepOutcome;

function runShape(m: Machine, shape: Shape, step: Step, draft: RouteDraft, context: Context, state: State, run: RunValue): StepOutcome {
  switch (shape.k) {
    case 'closure':
      if (taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
      return runClosure(m, shape, step, context, state);
    case 'library': {
      const check = validatorCheck(shape);
      if (check !== undefined) return runValidator(m, check, step, context, state);
      return runLibraryStep(
        m,
        shape,
        step,
        draft,
        state,
        (inner, here) => runClosure(m, inner, step, context, here),
        (part, value, here) => m.setField(context.request, `@valid ${part}`, value, here),
      );
    }
    case 'object': {
      const items = combined(m, shape, state);
      if (items !== undefined) return runCombined(m, items, step, draft, state, run);
      return { passed: state, unknown: 'it is an object whose handler could not be followed' };
    }
    case 'class':
      return runEndpoint(m, shaped(shape), step, context, state);
    default:
      return { passed: state, unknown: 'it could not be followed' };
  }
}

/** A class with a method `handle`, of which every request gets an instance. */
function runEndpoint(m: Machine, endpoint: Value, step: Step, context: Context, state: State): StepOutcome {
  const call = { expressions: [], at: step.at, nameAt: step.at, name: step.name, activation: undefined, open: false };
  const instance = callValue(m, endpoint, { ...call, args: [], receiver: undefined, construct: true }, state);
  const [method] = readMember(m, instance, 'handle', step.at, state, true).shapes;
  if (method?.k !== 'closure') return { passed: state, unknown: 'it has no method `handle` that could be found' };
  return runClosure(m, method, step, context, state);
}

function runClosure(m: Machine, shape: ClosureShape, step: Step, context: Context, state: State): StepOutcome {
  const passes: State[] = [];
  const name = `next:${m.newTag()}`;
  m.suppliedFunctions.set(name, (_given, _at, here) => {
    passes.push(here.fork());
    m.setField(context.id, '@passed', constant(true), here);
    return shaped({ k: 'promise', inner: undefinedValue });
  });
  const result = invoke(m, {
    closure: shape.closure,
    args: [context.value, shaped({ k: 'hook', name })],
    at: step.at,
    state,
    open: true,
    onExit: (exit) => tellAnswer(m, exit, step, context),
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

/** What a function returns before it has called `next` answers the request. */
function tellAnswer(m: Machine, exit: Exit, step: Step, context: Context): void {
  const here = exit.state.fork();
  const [passed] = m.getField(context.id, '@passed', here)?.shapes ?? [];
  const value = settle(exit.value, here);
  if (passed?.k === 'constant' && passed.value === true) return;
  const at = exit.at ?? step.at;
  for (const end of endsOf(value)) {
    if (end.else === true && step.role !== 'handler') continue;
    m.listener?.({ kind: 'answer', status: end.status, at, proven: isStrong(here.proof) || isStrong(end.proof) });
    if (isRefusal(end.status)) m.listener?.({ kind: 'rejects', at, status: end.status });
  }
}

interface Check {
  readonly part: InputPart;
  readonly closure: ClosureShape;
}

/** `validator('json', (value, c) => …)`: the workspace's own function checks the value. */
function validatorCheck(shape: Extract<Shape, { k: 'library' }>): Check | undefined {
  if (shape.made?.callee !== 'hono/validator#validator') return undefined;
  const [target, check] = shape.made.args;
  const [name] = target?.shapes ?? [];
  const [closure] = check?.shapes ?? [];
  const part = name?.k === 'constant' ? parts[String(name.value)] : undefined;
  return part === undefined || closure?.k !== 'closure' ? undefined : { part, closure };
}

/** What the function returns other than an answer is what `c.req.valid` gives. */
function runValidator(m: Machine, check: Check, step: Step, context: Context, state: State): StepOutcome {
  const passes: { readonly state: State; readonly value: Value }[] = [];
  const input = inputValue(m, check.part, '', placeOf(m, check, step));
  const result = invoke(m, {
    closure: check.closure.closure,
    args: [input, context.value],
    at: step.at,
    state,
    open: true,
    onExit: (exit) => {
      const here = exit.state.fork();
      const value = settle(exit.value, here);
      const isAnswer = value.shapes.some((shape) => shape.k === 'answer');
      if (isAnswer) tellAnswer(m, exit, { ...step, role: 'middleware' }, context);
      if (!isAnswer || value.open) passes.push({ state: here, value });
    },
  });
  if (state.live) settle(result, state);
  const [first] = passes;
  if (first === undefined) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes.map((pass) => pass.state));
  joined.refused = undefined;
  m.setField(context.request, `@valid ${check.part}`, passes.map((pass) => pass.value).reduce(joinValues), joined);
  return { passed: joined };
}

function placeOf(m: Machine, check: Check, step: Step): Location {
  const { file, fn } = check.closure.closure;
  const param = m.program.facts(file)?.functions[fn]?.params[0];
  return param === undefined ? step.at : { file, start: param.pattern.start, end: param.pattern.end };
}
