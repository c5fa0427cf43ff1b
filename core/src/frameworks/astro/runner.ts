import { type Machine, type Shape, type State, taughtGuard, type Value } from '../../flow/index.ts';
import { runAnswering } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { passByPolicy } from '../outcomes.ts';
import { joinedPass, runPassing } from '../passing.ts';
import { actionInput, findAction } from './actions.ts';
import { type Context, newContext } from './context.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs the middleware, and the endpoint or the action of one route. */
export function astroRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const last = draft.steps.at(-1);
  const context = newContext(m, draft, last?.phase === 'action' ? last.name : undefined, state);
  return {
    run(step, from) {
      const here = from.fork();
      const action = step.phase === 'action' ? findAction(m, step.value) : undefined;
      const value = action?.handler ?? step.value;
      const [shape, more] = value.shapes;
      if (shape === undefined || more !== undefined) return { passed: here, unknown: value.why ?? 'its value could not be found' };
      const args: readonly Value[] = action === undefined ? [context.value] : [actionInput(m, action), context.value];
      const run = (closure: ClosureShape, at: State): StepOutcome =>
        step.role === 'handler'
          ? runAnswering(m, closure, args, step, at, { nothingAnswers: action !== undefined })
          : runMiddleware(m, closure, step, context, at);
      if (shape.k === 'closure') return run(shape, here);
      if (shape.k === 'library') return runLibraryStep(m, shape, step, draft, here, run, () => undefined);
      return { passed: here, unknown: value.why ?? 'it could not be followed' };
    },
  };
}

function runMiddleware(m: Machine, { closure }: ClosureShape, step: Step, context: Context, state: State): StepOutcome {
  if (taughtGuard(m, closure) === 'middleware') return passByPolicy(step, state);
  const { passes, silent } = runPassing(m, closure, (next) => [context.value, next], step, context.id, state);
  // Something else may have called `next`.
  const passed = joinedPass(passes.length > 0 ? passes : silent, state);
  const isDoubtful = passes.length === 0 && passed !== undefined;
  return { passed, ...(isDoubtful && { unknown: 'it hands the request on to something that could not be followed' }) };
}
