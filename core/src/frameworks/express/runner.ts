import {
  anything,
  constant,
  findConstant,
  invoke,
  isRefusal,
  type Machine,
  type ObjectId,
  readMember,
  reportWentOn,
  type Shape,
  type State,
  settle,
  shaped,
  type Taint,
  taughtGuard,
  truthiness,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import { type Danger, dangers } from '../../libraries/index.ts';
import type { Location } from '../../model/index.ts';
import type { ParamFacts } from '../../syntax/facts.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { methodOf } from '../methods.ts';
import { passByPolicy } from '../outcomes.ts';
import { constantStart } from '../paths.ts';

/** Runs the middleware and the handler of one Express route with a request and a response of its own. */
export function expressRunner(m: Machine, draft: RouteDraft, state: State, flatQuery: boolean): RouteRunner {
  const exchange = expressExchange(m, draft, state, undefined, flatQuery);
  return { run: (step, from) => runExpressStep(m, step, draft, exchange, from) };
}

/** The request and the response of one run. */
export interface Exchange {
  readonly req: Value;
  readonly res: Value;
  readonly request: ObjectId;
  readonly how?: PassingOn;
}

/** How functions of the form pass a request on, where that is not as in Express. */
export interface PassingOn {
  /** `next(false)` ends the request. */
  readonly falseEnds?: boolean;
  /** Asynchronous functions without a third parameter pass on when they are done. */
  readonly resolving?: boolean;
  /** `req.path()` and `req.getPath()`: the path is given by functions. */
  readonly pathByCall?: boolean;
}

/** Makes the request and the response for a run of the route; `flatQuery`: fields of the query are text. */
export function expressExchange(
  m: Machine,
  draft: RouteDraft,
  state: State,
  keys = { request: 'express#<request>', response: 'express#<response>' },
  flatQuery = false,
): Exchange {
  const request = m.newObject({ kind: 'adapter', open: true, key: keys.request });
  const response = m.newObject({ kind: 'adapter', open: true, key: keys.response });
  const req = shaped({ k: 'object', id: request });
  const res = shaped({ k: 'object', id: response });
  const locals = m.makeObject(state, {}, { kind: 'plain', open: true });
  m.setField(response, 'locals', locals, state);
  m.setField(response, '@status', constant(200), state);
  m.setField(response, 'req', req, state);
  m.setField(request, 'res', res, state);
  const method = methodOf(draft);
  if (method !== undefined) m.setField(request, 'method', method, state);
  for (const name of ['originalUrl', 'url']) m.setField(request, name, urlValue(draft.path, draft.at), state);
  if (flatQuery) m.setField(request, '@flat', constant(true), state);
  return { req, res, request };
}

/** The path a request for the route has: exact, or its start where it has parameters. Then the caller chooses the rest. */
function urlValue(path: string, source: Location): Value {
  const { text, whole } = constantStart(path);
  if (whole) return constant(text);
  const rest: Taint = { part: 'params', path: '', source, cleared: harmlessInUrls, narrowed: true, trail: undefined, unread: true };
  return { ...anything, shapes: [{ k: 'text', prefix: text }], taints: [rest], open: false };
}

/** Dangers that need more than the characters of a URL as browsers send it, or to begin it. */
const harmlessInUrls: ReadonlySet<Danger> = new Set(
  dangers.filter((danger) => danger !== 'sql' && danger !== 'shell' && danger !== 'path'),
);

function relativePath({ path, at }: RouteDraft, mount: string): Value {
  const depth = mount.split('/').filter((s) => s !== '').length;
  const rest = path
    .split('/')
    .filter((s) => s !== '')
    .slice(depth);
  return urlValue(`/${rest.join('/')}`, at);
}

/** Runs a middleware or handler in the form `(req, res, next)`. */
export function runExpressStep(m: Machine, step: Step, draft: RouteDraft, exchange: Exchange, from: State): StepOutcome {
  const { request } = exchange;
  const path = relativePath(draft, step.mount);
  if (exchange.how?.pathByCall === true) {
    m.suppliedFunctions.set('path', () => path);
    for (const name of ['path', 'getPath']) m.setField(request, name, shaped({ k: 'hook', name: 'path' }), from);
  } else m.setField(request, 'path', path, from);
  const passes: State[] = [];
  const unknown: string[] = [];
  let neutral = true;
  let optional = false;
  let leavesOut = false;
  const functions = step.value.shapes.filter((shape) => shape.k !== 'constant');
  if (functions.length === 0) unknown.push(step.value.why ?? 'its value could not be found');
  for (const shape of functions) {
    const state = from.fork();
    const outcome = runShape(m, shape, step, draft, exchange, state);
    if (outcome.passed !== undefined) passes.push(outcome.passed);
    if (outcome.unknown !== undefined) unknown.push(outcome.unknown);
    if (outcome.neutral !== true) neutral = false;
    if (outcome.optional === true) optional = true;
    if (outcome.leavesOut === true) leavesOut = true;
  }
  if (unknown.length > 0) passes.push(from.fork());
  if (passes.length === 0) return { passed: undefined };
  const joined = from.fork();
  joined.join(...passes);
  return {
    passed: joined,
    ...(unknown[0] !== undefined && { unknown: unknown[0] }),
    ...(neutral && unknown.length === 0 && { neutral: true }),
    ...(optional && { optional }),
    ...(leavesOut && { leavesOut }),
  };
}

/** The `length` by which Express tells error handlers: the parameters before the first with a default, or the rest. */
function lengthOf(params: readonly ParamFacts[]): number {
  const optional = params.findIndex((param) => param.rest || param.pattern.p === 'default');
  return optional < 0 ? params.length : optional;
}

function runShape(m: Machine, shape: Shape, step: Step, draft: RouteDraft, exchange: Exchange, state: State): StepOutcome {
  switch (shape.k) {
    case 'closure': {
      const teach = taughtGuard(m, shape.closure);
      if (teach === 'middleware') return passByPolicy(step, state);
      const params = m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.params ?? [];
      if (step.param === undefined && lengthOf(params) === 4) return { passed: state, neutral: true };
      return runClosure(m, shape, step, exchange, state);
    }
    case 'library':
      return runLibraryStep(
        m,
        shape,
        step,
        draft,
        state,
        (inner, here) => runClosure(m, inner, step, exchange, here),
        (part, value, here) => m.setField(exchange.request, part, value, here),
      );
    case 'promise':
      return { passed: state, unknown: 'it is a promise, not a function' };
    case 'object':
      return { passed: state, unknown: 'it is an object whose handler could not be followed' };
    default:
      return { passed: state, unknown: 'it could not be followed' };
  }
}

function runClosure(m: Machine, shape: Extract<Shape, { k: 'closure' }>, step: Step, exchange: Exchange, state: State): StepOutcome {
  const { req, res, how } = exchange;
  const passes: State[] = [];
  m.suppliedFunctions.set('next', (given, at, here) => {
    const ends = how?.falseEnds === true && given[0] !== undefined && findConstant(given[0])?.value === false;
    const pass = ends ? undefined : passing(given, here);
    if (pass !== undefined) {
      reportWentOn(m, here, at, 'next()');
      passes.push(pass);
    } else if (!ends) {
      const [error] = given[0]?.shapes ?? [];
      const status = error?.k === 'answer' ? error.status : undefined;
      // `next(Boom.forbidden())`
      if (isRefusal(status)) here.refused = { at, what: String(status) };
      m.listener?.({ kind: 'rejects', at, status });
    }
    return undefinedValue;
  });
  const result = invoke(m, {
    closure: shape.closure,
    args: [
      req,
      res,
      shaped({ k: 'hook', name: 'next' }),
      ...(step.param === undefined ? [] : [paramValue(m, req, step.param, step.at, state)]),
    ],
    at: step.at,
    state,
    open: true,
  });
  settle(result, state);
  m.suppliedFunctions.delete('next');
  const facts = m.program.facts(shape.closure.file)?.functions[shape.closure.fn];
  if (how?.resolving === true && facts?.async === true && facts.params.length < 3 && state.live) {
    if (step.role === 'middleware') reportWentOn(m, state, step.at, 'what follows');
    passes.push(state.fork());
  }
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

const paramValue = (m: Machine, req: Value, name: string, at: Location, state: State): Value =>
  readMember(m, readMember(m, req, 'params', at, state), name, at, state);

/** The state with which `next(…)` passes the request on; undefined when it hands over an error. */
function passing(given: readonly Value[], state: State): State | undefined {
  const [error] = given;
  if (error === undefined || truthiness(error) === false) return state.fork();
  if (error.shapes.some((s) => s.k === 'constant' && (s.value === 'route' || s.value === 'router'))) return state.fork();
  if (truthiness(error) === undefined && error.whenFalsy !== undefined) {
    const fork = state.fork();
    fork.proof = error.whenFalsy;
    return fork;
  }
  return undefined;
}
