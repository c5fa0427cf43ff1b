import { type Machine, readMember, type Shape, type State, shaped, statusAmong, type Value } from '../../flow/index.ts';
import { runAnswering } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { newWebRequest } from '../web-request.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs the function of one route with a request of its own. */
export function azureRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  m.statusFields.add('status');
  const request = shaped({ k: 'object', id: newWebRequest(m, draft, state, '@azure/functions#<request>') });
  const context = shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key: '@azure/functions#<context>' }) });
  return {
    run(step, from) {
      const here = from.fork();
      if (step.phase !== 'key') return runStep(m, step, draft, [request, context], here);
      here.proof = { at: step.at, what: 'a key of the application' };
      return { passed: here };
    },
  };
}

function runStep(m: Machine, step: Step, draft: RouteDraft, args: readonly Value[], state: State): StepOutcome {
  const [shape, more] = step.value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: step.value.why ?? 'its value could not be found' };
  const inner = (closure: ClosureShape, here: State): StepOutcome =>
    runAnswering(m, closure, args, step, here, { statusOf: (value, at) => statusWithin(m, value, step, at), nothingAnswers: true });
  if (shape.k === 'closure') return inner(shape, state);
  if (shape.k === 'library') return runLibraryStep(m, shape, step, draft, state, inner, () => undefined);
  return { passed: state, unknown: 'it could not be followed' };
}

/** `return { status: 401, jsonBody }`. */
function statusWithin(m: Machine, value: Value, step: Step, state: State): number | undefined {
  const statuses = value.shapes.flatMap((shape) => (shape.k === 'object' ? [readMember(m, shaped(shape), 'status', step.at, state)] : []));
  if (statuses.length !== value.shapes.length || value.open) return undefined;
  const codes = statuses.map((status) =>
    status.shapes.every((s) => s.k === 'constant' && s.value === undefined) ? 200 : statusAmong(status),
  );
  return codes.find((code) => code === undefined || code < 400) ?? codes[0];
}
