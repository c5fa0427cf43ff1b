import {
  anything,
  type Exit,
  invoke,
  type Machine,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import { runAnswering, tellEnds } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { passByPolicy } from '../outcomes.ts';
import { newWebRequest } from '../web-request.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** A path that no code names. */
const unnamed = '/-unnamed-';

/** Runs the functions of one route with a request of its own. */
export function fetchRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const place = draft.fallback === true ? { ...draft, path: unnamed } : draft;
  const itty = draft.steps.some((step) => step.phase === 'router');
  const id = newWebRequest(m, place, state, itty ? 'itty-router#<request>' : 'global#<request>');
  m.setField(id, 'params', inputOf('params', draft), state);
  const args = [shaped({ k: 'object', id }), anything, anything];
  return { run: (step, from) => runStep(m, step, draft, args, from.fork()) };
}

/** `request.params`, of itty's routers and Bun's routes. */
function inputOf(part: 'params', draft: RouteDraft): Value {
  return { ...anything, taints: [{ part, path: '', source: draft.at, cleared: new Set(), trail: undefined, unread: true }] };
}

function runStep(m: Machine, step: Step, draft: RouteDraft, args: readonly Value[], state: State): StepOutcome {
  const [shape, more] = step.value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: step.value.why ?? 'its value could not be found' };
  const inner = (closure: ClosureShape, here: State): StepOutcome =>
    step.role === 'handler' ? runAnswering(m, closure, args, step, here) : runBefore(m, closure, args, step, here);
  if (shape.k === 'closure') {
    if (step.role === 'middleware' && taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
    return inner(shape, state);
  }
  if (shape.k === 'library') return runLibraryStep(m, shape, step, draft, state, inner, () => undefined);
  if (shape.k !== 'answer') return { passed: state, unknown: 'it could not be followed' };
  m.listener?.({ kind: 'answer', status: shape.status, at: step.at, proven: false });
  return { passed: state };
}

/** What a middleware returns other than nothing answers the request. */
function runBefore(m: Machine, { closure }: ClosureShape, args: readonly Value[], step: Step, state: State): StepOutcome {
  const passes: State[] = [];
  const onExit = (exit: Exit): void => {
    const here = exit.state.fork();
    const value = settle(exit.value, here);
    const goesOn = value.open || value.shapes.some((s) => s.k === 'constant' && (s.value === undefined || s.value === null));
    if (value.shapes.some((s) => s.k === 'answer')) tellEnds(m, exit, step);
    if (goesOn) passes.push(here);
  };
  const result = invoke(m, { closure, args, at: step.at, state, open: true, onExit });
  if (state.live) settle(result, state);
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}
