import {
  anything,
  type Container,
  type Exit,
  findString,
  injectedInstance,
  invoke,
  isStrong,
  type Machine,
  readMember,
  reportWentOn,
  type Shape,
  type State,
  settle,
  shaped,
  tellMarkup,
  tellSink,
  type Value,
} from '../../flow/index.ts';
import { bareCall, methodFunction, type Target, targetOf, tellAnswer } from '../classes.ts';
import type { Decoration } from '../decorators.ts';
import { type Exchange, expressExchange, runExpressStep } from '../express/runner.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { nestContainer } from './container.ts';
import { executionContext } from './context.ts';
import { type Run, runGuard } from './guard.ts';
import { classDecorations, methodDecorations } from './members.ts';
import { markedObject } from './metadata.ts';
import { unitOfDraft } from './modules.ts';
import { argumentsOf } from './parameters.ts';

/** Runs what Nest runs for a request: middleware, guards, interceptors, pipes, the handler. */
export function nestRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const exchange = expressExchange(m, draft, state);
  const [request] = exchange.req.shapes;
  // On Fastify, middleware gets what guards and handlers have in `raw`.
  if (request?.k === 'object') m.setField(request.id, 'raw', exchange.req, state);
  const container = nestContainer(m, [unitOfDraft(draft)]);
  const target = targetOf(m, draft.steps.at(-1));
  const outer = target === undefined ? undefined : classDecorations(m, target.of, state);
  const inner = target === undefined ? undefined : methodDecorations(m, target.method, state);
  const type = draft.path.startsWith('/') ? 'http' : 'graphql';
  const marked = {
    target: markedObject(
      m,
      target === undefined ? '' : (m.classFacts(target.of.file, target.of.class)?.name ?? ''),
      outer?.list ?? [],
      outer?.opaque !== false,
      state,
    ),
    handler: markedObject(m, target?.method.member.name ?? '', inner?.list ?? [], inner?.opaque !== false, state),
  };
  const context = executionContext(m, { request: exchange.req, response: exchange.res, ...marked, type }, state);
  const run: Run = { container, context, request: exchange.req, draft };
  return {
    run(step, from) {
      switch (step.phase) {
        case 'guard':
          return withExceptions(m, step, run, marked, from);
        case 'interceptor':
          return runInterceptor(m, step, run, from.fork());
        case 'pipe':
          return { passed: from.fork(), neutral: true };
        case 'handler':
          return runHandler(m, step, run, exchange, target, from.fork());
        default:
          return runMiddleware(m, step, draft, exchange, container, from);
      }
    },
  };
}

/** A guard, and whether it is the route's own decorators by which it lets callers through. */
function withExceptions(
  m: Machine,
  step: Step,
  run: Run,
  marked: { readonly handler: Value; readonly target: Value },
  from: State,
): StepOutcome {
  const state = from.fork();
  const outcome = runGuard(m, step, run, state);
  if (outcome.passed === undefined || isStrong(outcome.passed.proof) || outcome.unknown !== undefined) return outcome;
  const objects = [marked.handler, marked.target].flatMap((value) =>
    value.shapes.flatMap((shape) => (shape.k === 'object' ? [shape.id] : [])),
  );
  const wasRead = objects.some((id) => m.getField(id, '@read', outcome.passed ?? state) !== undefined);
  if (!wasRead) return outcome;
  const without = from.fork();
  for (const id of objects) m.setField(id, '@ignored', shaped({ k: 'constant', value: true }), without);
  const { listener } = m;
  m.listener = () => undefined;
  const otherwise = runGuard(m, step, run, without);
  m.listener = listener;
  const guards = otherwise.passed === undefined || isStrong(otherwise.passed.proof);
  return guards ? { ...outcome, optional: false, leavesOut: true } : outcome;
}

function runMiddleware(m: Machine, step: Step, draft: RouteDraft, exchange: Exchange, container: Container, from: State): StepOutcome {
  const shapes = step.value.shapes.map((shape): Shape => {
    const self = shape.k === 'class' ? injectedInstance(m, shape, container) : shape.k === 'object' ? shaped(shape) : undefined;
    const [use] = self === undefined ? [] : readMember(m, self, 'use', step.at, from, true).shapes;
    return use?.k === 'closure' ? use : shape;
  });
  return runExpressStep(m, { ...step, value: { ...step.value, shapes } }, draft, exchange, from);
}

/** An interceptor of the workspace; those of packages do not refuse callers. */
function runInterceptor(m: Machine, step: Step, run: Run, state: State): StepOutcome {
  const [shape] = step.value.shapes;
  const self = shape?.k === 'class' ? injectedInstance(m, shape, run.container) : shape?.k === 'object' ? shaped(shape) : undefined;
  const [intercept] = self === undefined ? [] : readMember(m, self, 'intercept', step.at, state, true).shapes;
  if (intercept?.k !== 'closure') return { passed: state, neutral: true };
  const passes: State[] = [];
  m.suppliedFunctions.set('nest handle', (_given, at, here) => {
    reportWentOn(m, here, at, 'next.handle()');
    passes.push(here.fork());
    return shaped({ k: 'library', key: 'rxjs#<handled>' });
  });
  const next = m.makeObject(state, { handle: shaped({ k: 'hook', name: 'nest handle' }) }, { kind: 'plain', open: true });
  const result = invoke(m, {
    closure: intercept.closure,
    args: [run.context, next],
    at: step.at,
    state: state.fork(),
    ...(self !== undefined && { self }),
  });
  settle(result, state.fork());
  if (passes.length === 0) return { passed: state };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

const redirect = '@nestjs/common#Redirect';
const header = '@nestjs/common#Header';

/** `@Redirect()` takes the `url` of what is returned. */
function tellRedirect(m: Machine, exit: Exit, step: Step): void {
  const here = exit.state.fork();
  const at = exit.at ?? step.at;
  const url = readMember(m, settle(exit.value, here), 'url', at, here);
  const row = { row: 'sink', target: { export: 'Redirect' }, danger: 'redirect', at: { argument: 0 } } as const;
  tellSink(m, row, url, { ...bareCall(at), name: '@Redirect' }, at, here);
}

/** With Express below, text is sent as HTML; not where an interceptor may make JSON of it, or a decorator names another type. */
function isSentAsText({ draft }: Run, decorations: readonly Decoration[]): boolean {
  const types = decorations.flatMap(({ key, args }) =>
    key === header && findString(args[0] ?? anything)?.toLowerCase() === 'content-type' ? [findString(args[1] ?? anything)] : [],
  );
  return (
    draft.firstMatch === true &&
    !draft.steps.some(({ phase }) => phase === 'interceptor') &&
    types.every((type) => type?.startsWith('text/html'))
  );
}

function tellText(m: Machine, exit: Exit, step: Step): void {
  const here = exit.state.fork();
  tellMarkup(m, 'text', settle(exit.value, here), undefined, { at: exit.at ?? step.at, name: 'return' }, here);
}

function runHandler(m: Machine, step: Step, run: Run, exchange: Exchange, target: Target | undefined, state: State): StepOutcome {
  const [shape] = step.value.shapes;
  const fn = target === undefined ? undefined : methodFunction(target.method);
  if (shape?.k !== 'closure' || target === undefined || fn === undefined) return { passed: state, unknown: 'it could not be followed' };
  const pipes = run.draft.steps.flatMap((one) => (one.phase === 'pipe' ? [one.value] : []));
  const args = argumentsOf(m, { method: target.method, fn, run, exchange, pipes }, state);
  if (!state.live) return { passed: state };
  const { list } = methodDecorations(m, target.method, state);
  const redirects = list.find(({ key }) => key === redirect);
  const answersText = isSentAsText(run, list);
  const onExit = (exit: Exit): void => {
    tellAnswer(m, exit, step);
    if (redirects !== undefined) tellRedirect(m, exit, step);
    else if (answersText) tellText(m, exit, step);
  };
  const result = invoke(m, { closure: shape.closure, args, at: step.at, state, open: true, onExit });
  if (state.live) settle(result, state);
  return { passed: state };
}
