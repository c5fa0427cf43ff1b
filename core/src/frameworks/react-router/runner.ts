import {
  anything,
  constant,
  type Exit,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  type NoteBook,
  type ObjectId,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import { runAnswering } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { newAddress, newWebRequest } from '../web-request.ts';
import { type ContextNote, newContext } from './context.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** What all functions of one request are given. */
interface Input {
  readonly context: ObjectId;
  readonly value: Value;
}

/** Runs the middleware, and the loader or action of one route. */
export function routerRunner(m: Machine, notes: NoteBook<ContextNote>, draft: RouteDraft, state: State): RouteRunner {
  const input = newInput(m, newContext(m, notes, state), draft, state);
  return {
    run(step, from) {
      const [shape, more] = step.value.shapes;
      const here = from.fork();
      if (shape === undefined || more !== undefined) return { passed: here, unknown: step.value.why ?? 'its value could not be found' };
      const run = (closure: ClosureShape, at: State): StepOutcome =>
        step.role === 'handler'
          ? runAnswering(m, closure, [input.value], step, at, { nothingAnswers: true })
          : runMiddleware(m, closure, step, input, at);
      if (shape.k === 'closure') return run(shape, here);
      if (shape.k === 'library') return runLibraryStep(m, shape, step, draft, here, run, () => undefined);
      return { passed: here, unknown: step.value.why ?? 'it could not be followed' };
    },
  };
}

function newInput(m: Machine, context: ObjectId, draft: RouteDraft, state: State): Input {
  const nowhere = { file: '', start: 0, end: 0 };
  const value = m.makeObject(state, {
    request: shaped({ k: 'object', id: newWebRequest(m, draft, state) }),
    url: newAddress(m, draft.path, state),
    params: { ...anything, taints: [{ part: 'params', path: '', source: nowhere, cleared: new Set(), trail: undefined, unread: true }] },
    context: shaped({ k: 'object', id: context }),
  });
  return { context, value };
}

/** A function that neither throws nor answers lets the request on, whether or not it calls `next`. */
function runMiddleware(m: Machine, { closure }: ClosureShape, step: Step, { context, value }: Input, state: State): StepOutcome {
  if (taughtGuard(m, closure) === 'middleware') {
    state.proof = { at: step.at, what: `\`${step.name}\` (a guard by policy)` };
    return { passed: state };
  }
  const passes: State[] = [];
  const name = `next:${m.newTag()}`;
  m.setField(context, '@passed', constant(false), state);
  m.suppliedFunctions.set(name, (_args, _at, here) => {
    passes.push(here.fork());
    m.setField(context, '@passed', constant(true), here);
    return shaped({ k: 'promise', inner: shaped({ k: 'library', key: 'global#<response>' }) });
  });
  const result = invoke(m, {
    closure,
    args: [value, shaped({ k: 'hook', name })],
    at: step.at,
    state,
    open: true,
    onExit: (exit) => passes.push(...leaving(m, exit, step, context)),
  });
  if (state.live) settle(result, state);
  m.suppliedFunctions.delete(name);
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

/** The state in which an end that is no answer lets the request on. */
function leaving(m: Machine, exit: Exit, step: Step, context: ObjectId): readonly State[] {
  const here = exit.state.fork();
  const value = settle(exit.value, here);
  const [passed] = m.getField(context, '@passed', here)?.shapes ?? [];
  if (passed?.k === 'constant' && passed.value === true) return [];
  const answers = value.shapes.flatMap((shape) => (shape.k === 'answer' ? [shape] : []));
  const at = exit.at ?? step.at;
  for (const { status, proof } of answers) {
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(proof) });
    if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
  }
  return answers.length > 0 && answers.length === value.shapes.length && !value.open ? [] : [here];
}
