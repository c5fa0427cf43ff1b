import {
  anything,
  constant,
  type Exit,
  inputValue,
  invoke,
  isStrong,
  type Machine,
  type Proof,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { type ParameterTypes, runLibraryStep } from '../library-step.ts';
import { constantStart, samplePath } from '../paths.ts';

/** What kind of function a Next route is, for how it is called. */
export type Form = 'handler' | 'api' | 'action';

/** Runs the proxy and the handler of one Next route. */
export function nextRunner(m: Machine, draft: RouteDraft, form: Form, state: State): RouteRunner {
  const request = m.newObject({ kind: 'adapter', open: true, key: 'next/server#<request>' });
  if (draft.method !== 'ALL' && form !== 'action') m.setField(request, 'method', constant(draft.method), state);
  const { text, whole } = constantStart(draft.path);
  const path: Value = whole ? constant(text) : { ...anything, shapes: [{ k: 'text', prefix: text }], open: false };
  const url = m.newObject({ kind: 'adapter', open: true, key: 'next/server#<url>' });
  if (form !== 'action') m.setField(url, 'pathname', path, state);
  m.setField(request, '@sample', constant(samplePath(draft.path)), state);
  m.setField(request, 'nextUrl', shaped({ k: 'object', id: url }), state);
  const req = shaped({ k: 'object', id: request });
  return { run: (step, from) => runStep(m, step, form, draft, req, from) };
}

function runStep(m: Machine, step: Step, form: Form, draft: RouteDraft, req: Value, from: State): StepOutcome {
  const state = from.fork();
  const [shape, more] = step.value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: step.value.why ?? 'its value could not be found' };
  const proxy = step.role === 'middleware';
  const inner = (closure: Extract<Shape, { k: 'closure' }>, here: State, types: ParameterTypes = []): StepOutcome =>
    proxy
      ? runProxy(m, closure, step, typedArguments(m, req, types, here), here)
      : runHandler(m, closure, step, form, draft, typedArguments(m, req, types, here), here);
  if (shape.k === 'closure') {
    const teach = taughtGuard(m, shape.closure);
    if (teach !== undefined && proxy) state.proof = { at: step.at, what: `\`${step.name}\` (a guard by policy)` };
    return inner(shape, state);
  }
  if (shape.k === 'library') {
    const own = authenticationEndpoint(m, shape, step, state);
    return own ?? runLibraryStep(m, shape, step, draft, state, inner, () => undefined);
  }
  return { passed: state, unknown: step.value.why ?? 'it could not be followed' };
}

/** An authentication package's own handlers (`export const { GET, POST } = handlers`): where callers sign in. */
function authenticationEndpoint(m: Machine, shape: Extract<Shape, { k: 'library' }>, step: Step, state: State): StepOutcome | undefined {
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
  for (const name of fields) m.setField(id, name, m.getField(shape.id, name, state) ?? anything, state);
  return shaped({ k: 'object', id });
}

function runProxy(m: Machine, shape: Extract<Shape, { k: 'closure' }>, step: Step, args: readonly Value[], state: State): StepOutcome {
  const passes: State[] = [];
  const result = invoke(m, {
    closure: shape.closure,
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

/** The answers that a value may be; one without status where it may be something else. */
function endsOf(value: Value): readonly { readonly status: number | undefined; readonly proof?: Proof | undefined }[] {
  const answers = value.shapes.flatMap((shape) => (shape.k === 'answer' ? [{ status: shape.status, proof: shape.proof }] : []));
  return answers.length === value.shapes.length && answers.length > 0 && !value.open ? answers : [...answers, { status: undefined }];
}

function runHandler(
  m: Machine,
  shape: Extract<Shape, { k: 'closure' }>,
  step: Step,
  form: Form,
  draft: RouteDraft,
  first: readonly Value[],
  state: State,
): StepOutcome {
  const at = step.at;
  const result = invoke(m, {
    closure: shape.closure,
    args: argumentsOf(m, shape, form, draft, first, step, state),
    at,
    state,
    open: true,
    onExit: (exit) => tellAnswer(m, exit, form, step),
  });
  if (state.live) settle(result, state);
  return { passed: state };
}

function argumentsOf(
  m: Machine,
  shape: Extract<Shape, { k: 'closure' }>,
  form: Form,
  draft: RouteDraft,
  first: readonly Value[],
  step: Step,
  state: State,
): readonly Value[] {
  if (form === 'api') {
    const id = m.newObject({ kind: 'adapter', open: true, key: 'express#<response>' });
    m.setField(id, '@status', constant(200), state);
    const api = m.newObject({ kind: 'adapter', open: true, key: 'express#<request>' });
    if (draft.method !== 'ALL') m.setField(api, 'method', constant(draft.method), state);
    return [shaped({ k: 'object', id: api }), shaped({ k: 'object', id })];
  }
  if (form === 'handler') {
    const params = inputValue(m, 'params', '', step.at);
    const context = m.makeObject(state, { params: shaped({ k: 'promise', inner: params }) });
    return [...first, context];
  }
  const facts = m.program.facts(shape.closure.file)?.functions[shape.closure.fn];
  return (facts?.params ?? []).map((param) => {
    const name = param.pattern.p === 'bind' ? param.pattern.name : '';
    const at = { file: shape.closure.file, start: param.pattern.start, end: param.pattern.end };
    const given = inputValue(m, 'arguments', name, at);
    // A package's wrapper gives its function what it makes of the action's arguments.
    const byPackage = step.value.shapes.some((s) => s.k === 'library');
    return byPackage ? { ...given, taints: given.taints.map((taint) => ({ ...taint, remade: true })) } : given;
  });
}

/** Every return of a handler is an answer; what a server action returns goes to the client as well. */
function tellAnswer(m: Machine, exit: Exit, form: Form, step: Step): void {
  if (form === 'api') return;
  const here = exit.state.fork();
  const value = settle(exit.value, here);
  const at = exit.at ?? step.at;
  for (const end of endsOf(value)) {
    const status = end.status ?? (form === 'action' && isError(m, value, here) ? 400 : undefined);
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(end.proof) });
    if (status === 401 || status === 403) m.listener?.({ kind: 'rejects', at, status });
  }
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
