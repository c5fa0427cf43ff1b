import { inputValue, type Machine, type Shape, type State, shaped, type Value } from '../../flow/index.ts';
import { runAnswering } from '../answering.ts';
import { expressExchange, runExpressStep } from '../express/runner.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs one function: with a request and a response, or with the data that callers send and who they are. */
export function firebaseRunner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const exchange = expressExchange(m, draft, state);
  return {
    run(step, from) {
      if (step.phase === 'request') return runExpressStep(m, step, draft, exchange, from);
      const here = from.fork();
      if (step.phase !== 'policy') return runCallable(m, step, draft, here);
      here.proof = { at: step.at, what: `\`${step.name}\` of the function` };
      return { passed: here };
    },
  };
}

function runCallable(m: Machine, step: Step, draft: RouteDraft, state: State): StepOutcome {
  const [shape, more] = step.value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: step.value.why ?? 'its value could not be found' };
  const run = (closure: ClosureShape, here: State): StepOutcome =>
    runAnswering(m, closure, argumentsOf(m, closure, step), step, here, { nothingAnswers: true });
  if (shape.k === 'closure') return run(shape, state);
  if (shape.k === 'library') return runLibraryStep(m, shape, step, draft, state, run, () => undefined);
  return { passed: state, unknown: 'it could not be followed' };
}

function argumentsOf(m: Machine, { closure }: ClosureShape, step: Step): readonly Value[] {
  const object = (key: string): Value => shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key }) });
  if (step.phase === 'callable') return [object('firebase-functions/v2/https#<callable>')];
  const [param] = m.program.facts(closure.file)?.functions[closure.fn]?.params ?? [];
  const at = param === undefined ? step.at : { file: closure.file, start: param.pattern.start, end: param.pattern.end };
  return [inputValue(m, 'body', '', at), object('firebase-functions/v1/https#<context>')];
}
