import {
  anything,
  type Machine,
  type NoteBook,
  type ObjectId,
  type Shape,
  type State,
  shaped,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import { runAnswering } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { passByPolicy } from '../outcomes.ts';
import { joinedPass, runPassing } from '../passing.ts';
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
  if (taughtGuard(m, closure) === 'middleware') return passByPolicy(step, state);
  const { passes, silent } = runPassing(m, closure, (next) => [value, next], step, context, state);
  return { passed: joinedPass([...passes, ...silent], state) };
}
