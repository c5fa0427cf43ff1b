import {
  anything,
  constant,
  type Exit,
  findConstant,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  packageOf,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  tellMarkup,
  truthiness,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { endsOf } from '../answering.ts';
import type { RouteDraft, RouteRunner, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { type Exchange, newExchange } from './context.ts';
import { relationOf, runRelation } from './relations.ts';
import { type FastifyStep, isFastifyStep } from './routes.ts';
import { validatedParts } from './schema.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs the hooks and the handler of one route with a request and a reply of its own. */
export function fastifyRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const handler = draft.steps.at(-1);
  const exchange = handler !== undefined && isFastifyStep(handler) ? newExchange(m, draft, handler, state) : undefined;
  return {
    run: (step, from) => {
      if (exchange === undefined || !isFastifyStep(step)) return { passed: from.fork(), unknown: 'it is no step' };
      const state = from.fork();
      if (step.validates) validate(m, draft, step, exchange, state);
      // What a hook sends ends the request there and then; a handler may go on after it.
      m.setField(exchange.reply, '@ends', constant(step.role === 'middleware'), state);
      const outcome = runValue(m, step.value, step, draft, exchange, state);
      // What refuses everything in some configurations is not there in the others.
      return outcome.passed === undefined && step.conditional === true ? { passed: from.fork() } : outcome;
    },
  };
}

/** What the schema has let through takes the place of the parts of the request. */
function validate(m: Machine, draft: RouteDraft, step: FastifyStep, { request }: Exchange, state: State): void {
  for (const { part, field, fields } of validatedParts(m, step.options, state)) {
    const validated = { at: draft.at, what: 'the schema of the route' };
    m.listener?.({ kind: 'validated', part, path: '', at: draft.at, what: validated.what });
    const taint = { part, path: '', source: draft.at, cleared: new Set(['nosql'] as const), validated, trail: undefined, unread: true };
    m.setField(request, field, { ...anything, taints: [{ ...taint, ...(fields !== undefined && { fields }) }] }, state);
  }
}

/** A value that may be several functions is each of them; one that may be none lets the request pass. */
function runValue(m: Machine, value: Value, step: FastifyStep, draft: RouteDraft, exchange: Exchange, from: State): StepOutcome {
  const outcomes = value.shapes.map((shape) => runShape(m, shape, step, draft, exchange, from.fork()));
  return joinOutcomes(from, outcomes, value);
}

function runShape(m: Machine, shape: Shape, step: FastifyStep, draft: RouteDraft, exchange: Exchange, state: State): StepOutcome {
  const run = (inner: ClosureShape, here: State): StepOutcome =>
    step.role === 'handler' ? runHandler(m, inner, step, exchange, here) : runHook(m, inner, step, exchange, here);
  switch (shape.k) {
    case 'closure':
      if (taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
      return run(shape, state);
    case 'library':
      if (isUndecorated(m, shape)) return { passed: state, unknown: 'it is a decorator that was not found' };
      return runLibraryStep(m, shape, step, draft, state, run, (part, value, here) => m.setField(exchange.request, part, value, here));
    case 'object': {
      const relation = relationOf(m, shape, state);
      if (relation === undefined) return { passed: state, unknown: 'it is an object, not a function' };
      return runRelation(m, relation, state, (value, from) => runValue(m, value, step, draft, exchange, from));
    }
    case 'constant':
      return { passed: state, neutral: true };
    default:
      return { passed: state, unknown: 'it could not be followed' };
  }
}

/** A member of the instance that neither a plugin of the workspace nor a row explains. */
const isUndecorated = (m: Machine, shape: Extract<Shape, { k: 'library' }>): boolean =>
  packageOf(shape.key) === 'fastify' &&
  m.catalog.rows(shape.key).length === 0 &&
  (shape.made === undefined || m.catalog.rows(shape.made.callee).length === 0);

/** The arguments of a hook or handler: request, reply, for `preParsing` the payload, and what goes on. */
function argumentsOf(step: FastifyStep, { request, reply }: Exchange, done: Value): readonly Value[] {
  const both = [shaped({ k: 'object', id: request }), shaped({ k: 'object', id: reply })];
  return step.phase === 'preParsing' ? [...both, anything, done] : [...both, done];
}

/** A hook lets the request pass when its promise resolves or it calls `done()` without an error, unless it has sent an answer. */
function runHook(m: Machine, shape: ClosureShape, step: FastifyStep, exchange: Exchange, state: State): StepOutcome {
  const passes: State[] = [];
  const name = `done:${m.newTag()}`;
  m.suppliedFunctions.set(name, (given, at, here) => {
    const pass = passing(m, given, at, here);
    if (pass !== undefined) passes.push(pass);
    return undefinedValue;
  });
  const isAsync = m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.async === true;
  invoke(m, {
    closure: shape.closure,
    args: argumentsOf(step, exchange, shaped({ k: 'hook', name })),
    at: step.at,
    state,
    self: exchange.self,
    open: true,
    onExit: (exit) => {
      if (!exit.state.live) return;
      const here = exit.state.fork();
      const isPromise = isAsync || exit.value.open || exit.value.shapes.some((s) => s.k === 'promise' || s.k === 'library');
      settle(exit.value, here);
      if (isPromise) passes.push(here);
    },
  });
  m.suppliedFunctions.delete(name);
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

/** The state with which `done(…)` passes the request on; undefined when it hands over an error. */
function passing(m: Machine, [error]: readonly Value[], at: Location, state: State): State | undefined {
  if (error === undefined || truthiness(error) === false) return state.fork();
  const [shape] = error.shapes;
  const status = shape?.k === 'answer' ? shape.status : undefined;
  if (isRefusal(status)) state.refused ??= { at, what: String(status) };
  if (truthiness(error) === undefined && error.whenFalsy !== undefined) {
    const fork = state.fork();
    fork.proof = error.whenFalsy;
    return fork;
  }
  m.listener?.({ kind: 'rejects', at, status });
  return undefined;
}

function runHandler(m: Machine, shape: ClosureShape, step: FastifyStep, exchange: Exchange, state: State): StepOutcome {
  const isAsync = m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.async === true;
  const websocket = m.getField(step.options, 'websocket', state);
  const [request = anything, reply = anything] = argumentsOf(step, exchange, undefinedValue);
  // A websocket's handler gets the connection and the request.
  const args = websocket !== undefined && findConstant(websocket)?.value === true ? [anything, request] : [request, reply];
  const result = invoke(m, {
    closure: shape.closure,
    args,
    at: step.at,
    state,
    self: exchange.self,
    open: true,
    onExit: (exit) => tellAnswer(m, exit, step, exchange, isAsync),
  });
  if (state.live) settle(result, state);
  return { passed: state };
}

/** What a handler returns answers the request with the status that was set, unless it has been answered. */
function tellAnswer(m: Machine, exit: Exit, step: FastifyStep, { reply }: Exchange, isAsync: boolean): void {
  if (!exit.state.live) return;
  const here = exit.state.fork();
  const value = settle(exit.value, here);
  const at = exit.at ?? step.at;
  const sent = m.getField(reply, '@sent', here);
  const isPromise = isAsync || exit.value.shapes.some((s) => s.k === 'promise');
  if (sent !== undefined && findConstant(sent)?.value === true) return;
  tellMarkup(m, 'typed', value, reply, { at, name: 'return' }, here);
  if (isUndefined(value) && !isPromise) return;
  for (const { proof, ...end } of endsOf(value)) {
    const status = end.else === true ? statusSet(m, reply, here) : end.status;
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(proof), ...(isBare(value) && { bare: true }) });
    if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
  }
}

function statusSet(m: Machine, reply: Exchange['reply'], state: State): number | undefined {
  const set = m.getField(reply, '@status', state);
  const codes = (set?.shapes ?? []).flatMap((s) => (s.k === 'constant' && typeof s.value === 'number' ? [s.value] : []));
  return set === undefined || set.open ? undefined : (codes.find((code) => code < 400) ?? codes[0]);
}

const isBare = (value: Value): boolean => findConstant(value) !== undefined;

const isUndefined = (value: Value): boolean =>
  !value.open && value.shapes.length > 0 && value.shapes.every((s) => s.k === 'constant' && s.value === undefined);
