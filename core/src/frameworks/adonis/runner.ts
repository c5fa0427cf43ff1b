import {
  type Exit,
  injectedInstance,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  readMember,
  reportWentOn,
  type Shape,
  type State,
  settle,
  shaped,
  statusAmong,
  taughtGuard,
  typeValue,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import { endsOf } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { type Context, isSent, newContext } from './context.ts';
import { isAdonisStep } from './routes.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** What the steps of one route are run with. */
interface Run {
  readonly m: Machine;
  readonly draft: RouteDraft;
  readonly context: Context;
}

/** Runs the middleware and the handler of one route with a context of its own. */
export function adonisRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const run: Run = { m, draft, context: newContext(m, draft, state) };
  return {
    run: (step, from) =>
      joinOutcomes(
        from,
        step.value.shapes.filter((shape) => shape.k !== 'constant').map((shape) => runShape(run, shape, step, from.fork())),
        step.value,
      ),
  };
}

function runShape(run: Run, shape: Shape, step: Step, state: State): StepOutcome {
  const { m, draft } = run;
  switch (shape.k) {
    case 'closure':
      if (taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
      return runClosure(run, shape, step, state);
    case 'class': {
      const self = injectedInstance(m, shape, () => undefined);
      const [handle] = readMember(m, self, 'handle', step.at, state, true).shapes;
      if (handle?.k !== 'closure') return { passed: state, unknown: 'its method `handle` could not be found' };
      if (taughtGuard(m, handle.closure) === 'middleware') return passByPolicy(step, state);
      return runClosure(run, handle, step, state);
    }
    case 'library':
      return runLibraryStep(
        m,
        shape,
        step,
        draft,
        state,
        (inner, here) => runClosure(run, inner, step, here),
        () => undefined,
      );
    case 'answer':
      m.listener?.({ kind: 'answer', status: shape.status, at: step.at, proven: isStrong(state.proof) });
      return { passed: state };
    default:
      return { passed: state, unknown: 'it could not be followed' };
  }
}

function runClosure(run: Run, shape: ClosureShape, step: Step, state: State): StepOutcome {
  const { m, context } = run;
  const passes: State[] = [];
  const name = `next:${m.newTag()}`;
  m.suppliedFunctions.set(name, (_given, at, here) => {
    if (/^40[13]$/.test(here.refused?.what ?? '')) reportWentOn(m, here, at, 'next()');
    passes.push(here.fork());
    // What follows may throw, which this function may catch.
    m.tries.at(-1)?.push(here.fork());
    return shaped({ k: 'promise', inner: undefinedValue });
  });
  const isHandler = step.role === 'handler';
  const options = isAdonisStep(step) ? step.options : undefinedValue;
  const more = isHandler ? injectedArguments(m, shape, state) : [shaped({ k: 'hook', name }), options];
  const result = invoke(m, {
    closure: shape.closure,
    args: [context.value, ...more],
    at: step.at,
    state,
    open: isHandler,
    onExit: (exit) => {
      if (isHandler || passes.length === 0) tellAnswer(run, exit, step);
    },
  });
  if (state.live) settle(result, state);
  m.suppliedFunctions.delete(name);
  if (passes.length === 0) return { passed: isHandler ? state : undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

/** `store({ request }: HttpContext, users: UsersService)`: what the container gives a method by the types of its parameters. */
function injectedArguments(m: Machine, { closure }: ClosureShape, state: State): readonly Value[] {
  const params = m.program.facts(closure.file)?.functions[closure.fn]?.params.slice(1) ?? [];
  return params.map(({ type }) => {
    const { file, frame } = closure;
    const [wanted] = (frame === undefined ? undefined : typeValue(m, type, file, frame, state))?.shapes ?? [];
    if (wanted?.k === 'class') return injectedInstance(m, wanted, () => undefined);
    return m.annotated(type, file) ?? { shapes: [], open: true, taints: [] };
  });
}

/** What a handler returns is the answer unless the response was given one; without a body, the status set so far is. */
function tellAnswer({ m, context }: Run, exit: Exit, step: Step): void {
  const here = exit.state.fork();
  const value = settle(exit.value, here);
  if (isSent(m, context, here) === true) return;
  const at = exit.at ?? step.at;
  const [first] = step.role === 'handler' ? endsOf(value) : [];
  const set = m.getField(context.response, '@status', here);
  const status = first?.status ?? (set === undefined ? undefined : statusAmong(set));
  m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(first?.proof) });
  if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
}
