import {
  type Exit,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  readMember,
  reportWentOn,
  type Shape,
  type State,
  setHeaders,
  settle,
  shaped,
  statusAmong,
  taughtGuard,
  tellSink,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { bareCall } from '../classes.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { type Invocation, middyRequest, newInvocation } from './event.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs what the API demands, the middleware and the function of one route with an event of its own. */
export function lambdaRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const invocation = newInvocation(m, draft, state);
  m.statusFields.add('statusCode');
  return { run: (step, from) => runStep(m, step, draft, invocation, from) };
}

function runStep(m: Machine, step: Step, draft: RouteDraft, invocation: Invocation, from: State): StepOutcome {
  const state = from.fork();
  if (step.phase === 'gateway') {
    state.proof = { at: step.at, what: `\`${step.name}\` of the API` };
    return { passed: state };
  }
  const outcomes = step.value.shapes
    .filter((shape) => shape.k !== 'constant')
    .map((shape) => runShape(m, shape, step, draft, invocation, from.fork()));
  return joinOutcomes(from, outcomes, step.value);
}

function runShape(m: Machine, shape: Shape, step: Step, draft: RouteDraft, invocation: Invocation, state: State): StepOutcome {
  const inner = (closure: ClosureShape, here: State): StepOutcome =>
    step.role === 'middleware' ? runBefore(m, closure, step, invocation, here) : runHandler(m, closure, step, invocation, here);
  if (shape.k === 'closure') {
    if (step.role === 'middleware' && taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
    return inner(shape, state);
  }
  if (shape.k === 'library') return runLibraryStep(m, shape, step, draft, state, inner, () => undefined);
  return { passed: state, unknown: 'it could not be followed' };
}

/** A middleware of middy: what it returns other than nothing answers at once. */
function runBefore(m: Machine, { closure }: ClosureShape, step: Step, invocation: Invocation, state: State): StepOutcome {
  const passes: State[] = [];
  const onExit = (exit: Exit): void => {
    const here = exit.state.fork();
    const value = settle(exit.value, here);
    if (value.open || value.shapes.some(isUndefined)) passes.push(here);
    if (!value.shapes.every(isUndefined)) tellAnswers(m, value, exit.at ?? step.at, here);
  };
  const result = invoke(m, { closure, args: [middyRequest(m, invocation, state)], at: step.at, state, open: true, onExit });
  if (state.live) settle(result, state);
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

/** What a function returns, or gives to its callback, answers the request. */
function runHandler(m: Machine, { closure }: ClosureShape, step: Step, invocation: Invocation, state: State): StepOutcome {
  const name = `callback:${m.newTag()}`;
  let calledBack = false;
  m.suppliedFunctions.set(name, ([error, answer = undefinedValue], at, here) => {
    calledBack = true;
    if (here.refused !== undefined && /^40[13]$/.test(here.refused.what)) reportWentOn(m, here, at, 'the next answer');
    if (error === undefined || error.shapes.length === 0 || error.shapes.some((s) => s.k === 'constant')) tellAnswers(m, answer, at, here);
    return undefinedValue;
  });
  const onExit = (exit: Exit): void => {
    const here = exit.state.fork();
    const value = settle(exit.value, here);
    if (!(calledBack && !value.open && value.shapes.every(isUndefined))) tellAnswers(m, value, exit.at ?? step.at, here);
  };
  const args = [invocation.event, invocation.context, shaped({ k: 'hook', name })];
  const result = invoke(m, { closure, args, at: step.at, state, open: true, onExit });
  if (state.live) settle(result, state);
  m.suppliedFunctions.delete(name);
  return { passed: state };
}

const isUndefined = (shape: Shape): boolean => shape.k === 'constant' && shape.value === undefined;

/** `{ statusCode: 401, body }`; anything else is sent with 200. */
function tellAnswers(m: Machine, value: Value, at: Location, here: State): void {
  const told = value.shapes.length > 0 && !value.open ? value.shapes : [...value.shapes, undefined];
  for (const shape of told) {
    const status = shape === undefined ? undefined : statusOf(m, shape, at, here);
    const proof = shape?.k === 'answer' ? shape.proof : undefined;
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(proof) });
    if (shape?.k === 'object') tellAnswerObject(m, shape, at, here);
    if (!isRefusal(status)) continue;
    m.listener?.({ kind: 'rejects', at, status });
    if (told.length === 1) here.refused = { at, what: String(status) };
  }
}

/** `{ headers: { 'Content-Type': 'text/html', Location: url }, body }`. */
function tellAnswerObject(m: Machine, shape: Shape, at: Location, here: State): void {
  const answer = shaped(shape);
  const place = { ...bareCall(at), args: [answer], name: 'return' };
  const headers = { row: 'answer-headers', target: { export: 'return' }, at: { argument: 0, field: 'headers' } } as const;
  setHeaders(m, headers, place, here);
  const body = { row: 'sink', target: { export: 'return' }, danger: 'html', at: { argument: 0, field: 'body' } } as const;
  tellSink(m, { ...body, markup: 'typed', headers: headers.at }, readMember(m, answer, 'body', at, here), place, at, here);
}

function statusOf(m: Machine, shape: Shape, at: Location, here: State): number | undefined {
  if (shape.k === 'answer') return shape.status;
  if (shape.k !== 'object') return 200;
  const status = readMember(m, shaped(shape), 'statusCode', at, here);
  if (status.shapes.length > 0 && status.shapes.every(isUndefined)) return 200;
  return statusAmong({ ...status, shapes: status.shapes.map((s) => (s.k === 'constant' ? { ...s, value: Number(s.value) } : s)) });
}
