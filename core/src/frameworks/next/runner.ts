import {
  constant,
  inputValue,
  invoke,
  isStrong,
  type Machine,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import { endsOf, runAnswering } from '../answering.ts';
import { expressExchange, runExpressStep } from '../express/runner.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { type ParameterTypes, runLibraryStep } from '../library-step.ts';
import { samplePath } from '../paths.ts';
import { newAddress, newWebRequest } from '../web-request.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;
type LibraryShape = Extract<Shape, { k: 'library' }>;

/** Runs the proxy and the functions of one Next route. A step's phase says how it is called. */
export function nextRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const exchange = draft.steps.some(isExchange) ? expressExchange(m, draft, state) : undefined;
  const req = newRequest(m, draft, state);
  return {
    run(step, from) {
      if (exchange === undefined || !isExchange(step)) return runStep(m, step, draft, req, from);
      const [shape] = step.value.shapes;
      const own = shape?.k === 'library' ? authenticationEndpoint(m, shape, step, from) : undefined;
      return own ?? runExpressStep(m, step, draft, exchange, from);
    },
  };
}

/** Functions of `pages/api`, which get a request and a response of Node. */
const isExchange = (step: Step): boolean => step.phase === 'api' || step.phase === 'connect';

function newRequest(m: Machine, draft: RouteDraft, state: State): Value {
  if (draft.method === 'ACTION')
    return shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key: 'next/server#<request>' }) });
  const request = newWebRequest(m, draft, state, 'next/server#<request>');
  m.setField(request, '@sample', constant(samplePath(draft.path)), state);
  m.setField(request, 'nextUrl', newAddress(m, draft.path, state, 'next/server#<url>'), state);
  return shaped({ k: 'object', id: request });
}

function runStep(m: Machine, step: Step, draft: RouteDraft, req: Value, from: State): StepOutcome {
  const state = from.fork();
  const [shape, more] = step.value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: step.value.why ?? 'its value could not be found' };
  const proxy = step.role === 'middleware';
  const inner = (closure: ClosureShape, here: State, types: ParameterTypes = []): StepOutcome =>
    proxy
      ? runProxy(m, closure, step, typedArguments(m, req, types, here), here)
      : runHandler(m, closure, step, typedArguments(m, req, types, here), here);
  if (shape.k === 'closure') {
    const teach = taughtGuard(m, shape.closure);
    if (teach !== undefined && proxy) state.proof = { at: step.at, what: `\`${step.name}\` (a guard by policy)` };
    return sometimes(step, from, inner(shape, state));
  }
  if (shape.k === 'library') {
    const own = authenticationEndpoint(m, shape, step, state);
    return (
      own ??
      sometimes(
        step,
        from,
        runLibraryStep(m, shape, step, draft, state, inner, () => undefined),
      )
    );
  }
  return { passed: state, unknown: step.value.why ?? 'it could not be followed' };
}

/** A proxy that runs only for requests with certain headers or the like guards nothing: callers choose whether it runs. */
function sometimes(step: Step, from: State, outcome: StepOutcome): StepOutcome {
  if (step.phase !== 'sometimes') return outcome;
  const guards = outcome.passed === undefined || (isStrong(outcome.passed.proof) && !isStrong(from.proof));
  const passed = from.fork();
  passed.join(...(outcome.passed === undefined ? [] : [outcome.passed]), from.fork());
  return { ...outcome, passed, ...(guards && { optional: true }) };
}

/** An authentication package's own handlers (`export const { GET, POST } = handlers`): where callers sign in. */
function authenticationEndpoint(m: Machine, shape: LibraryShape, step: Step, state: State): StepOutcome | undefined {
  if (step.role !== 'handler') return undefined;
  const wraps = shape.made?.args.some((arg) => arg.shapes.some((s) => s.k === 'closure')) === true;
  const module = shape.key.replace(/^new /, '').split('#')[0] ?? '';
  const delegates = m.catalog.rows(shape.made?.callee ?? shape.key).some((row) => row.row === 'delegates');
  if (wraps || delegates || !m.catalog.authenticates(module)) return undefined;
  m.listener?.({ kind: 'issues-credential', at: step.at, what: 'session', callee: step.name });
  return { passed: state };
}

/** The first arguments of a function that a package calls: the request, and what the package adds before it or to it. */
function typedArguments(m: Machine, req: Value, types: ParameterTypes, state: State): readonly Value[] {
  const args: Value[] = [];
  let request = req;
  for (const { parameter, type } of types) {
    if (type.endsWith('#<request>')) request = extendedRequest(m, req, type, state);
    else args[parameter] = shaped({ k: 'library', key: type });
  }
  let free = 0;
  while (args[free] !== undefined) free += 1;
  args[free] = request;
  return args;
}

/** The request with the members that a package adds. */
function extendedRequest(m: Machine, req: Value, type: string, state: State): Value {
  const [shape] = req.shapes;
  if (shape?.k !== 'object') return req;
  const { key, fields } = m.info(shape.id);
  const id = m.newObject({ kind: 'adapter', open: true, key: type, ...(key !== undefined && { beneath: key }) });
  for (const name of fields) {
    const value = m.getField(shape.id, name, state);
    if (value !== undefined) m.setField(id, name, value, state);
  }
  return shaped({ k: 'object', id });
}

function runProxy(m: Machine, { closure }: ClosureShape, step: Step, args: readonly Value[], state: State): StepOutcome {
  const passes: State[] = [];
  const result = invoke(m, {
    closure,
    args,
    at: step.at,
    state,
    open: true,
    onExit: (exit) => {
      const here = exit.state.fork();
      const ends = endsOf(settle(exit.value, here));
      const refusal = ends.find((end) => end.status !== undefined && end.status >= 300);
      if (refusal !== undefined) m.listener?.({ kind: 'rejects', at: exit.at ?? step.at, status: refusal.status });
      for (const end of ends) {
        if (end.status !== undefined && end.status >= 300) continue;
        const pass = here.fork();
        pass.proof = isStrong(here.proof) ? here.proof : (end.proof ?? here.proof);
        passes.push(pass);
      }
    },
  });
  settle(result, state);
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  return { passed: joined };
}

function runHandler(m: Machine, shape: ClosureShape, step: Step, first: readonly Value[], state: State): StepOutcome {
  if (step.phase === 'action')
    return runAnswering(m, shape, actionArguments(m, shape, step), step, state, {
      nothingAnswers: true,
      statusOf: (value, here) => (isError(m, value, here) ? 400 : undefined),
    });
  const params = inputValue(m, 'params', '', step.at);
  const context = m.makeObject(state, { params: shaped({ k: 'promise', inner: params }) });
  return runAnswering(m, shape, [...first, context], step, state);
}

/** What a server action is called with comes from the client. */
function actionArguments(m: Machine, { closure }: ClosureShape, step: Step): readonly Value[] {
  const facts = m.program.facts(closure.file)?.functions[closure.fn];
  // A package's wrapper gives its function what it makes of the action's arguments.
  const byPackage = step.value.shapes.some((s) => s.k === 'library');
  return (facts?.params ?? []).map((param) => {
    const name = param.pattern.p === 'bind' ? param.pattern.name : '';
    const at = { file: closure.file, start: param.pattern.start, end: param.pattern.end };
    const given = inputValue(m, 'arguments', name, at);
    return byPackage ? { ...given, taints: given.taints.map((taint) => ({ ...taint, remade: true })) } : given;
  });
}

/** `return { error: 'Not signed in' }`: an action's way to refuse. */
function isError(m: Machine, value: Value, state: State): boolean {
  const [shape, more] = value.shapes;
  if (more !== undefined || shape === undefined) return false;
  if (shape.k === 'constant') return shape.value === undefined || shape.value === null || shape.value === false;
  if (shape.k !== 'object') return false;
  const fields = m.info(shape.id).fields;
  if (fields.has('error') || fields.has('errors') || fields.has('serverError')) return true;
  const [success] = m.getField(shape.id, 'success', state)?.shapes ?? [];
  const [ok] = m.getField(shape.id, 'ok', state)?.shapes ?? [];
  return (success?.k === 'constant' && success.value === false) || (ok?.k === 'constant' && ok.value === false);
}
