import {
  type Exit,
  invoke,
  isStrong,
  type Machine,
  type Proof,
  presenceIn,
  type Shape,
  type State,
  settle,
  type Value,
} from '../flow/index.ts';
import type { Step, StepOutcome } from './framework.ts';

/** Functions that answer by what they return. */

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** One way a function may end: with an answer of this status, or with something `else` that may be any answer. */
export interface End {
  readonly status: number | undefined;
  readonly else?: true;
  readonly proof?: Proof | undefined;
}

/** The answers that a value may be; one without status where it may be something else. */
export function endsOf(value: Value): readonly End[] {
  const answers = value.shapes.flatMap((shape) => (shape.k === 'answer' ? [{ status: shape.status, proof: shape.proof }] : []));
  if (answers.length === value.shapes.length && answers.length > 0 && !value.open) return answers;
  const { otherwise } = value;
  const proven = otherwise?.shapes.every((shape) => shape.k === 'answer') === true;
  return [...answers, { status: undefined, else: true, ...(proven && { proof: otherwise.proof }) }];
}

export interface Answering {
  /** The status of what is returned and is no answer by itself: `return { error }`. Undefined for a success. */
  statusOf?(value: Value, state: State): number | undefined;
  /** Returning nothing answers as well. */
  readonly nothingAnswers?: boolean;
}

/** Calls a function whose every return is an answer. */
export function runAnswering(
  m: Machine,
  { closure }: ClosureShape,
  args: readonly Value[],
  step: Step,
  state: State,
  how: Answering = {},
): StepOutcome {
  const result = invoke(m, { closure, args, at: step.at, state, open: true, onExit: (exit) => tellEnds(m, exit, step, how) });
  if (state.live) settle(result, state);
  return { passed: state };
}

/** Tells the answers that a way out of a function gives. */
export function tellEnds(m: Machine, exit: Exit, step: Step, how: Answering = {}): void {
  const here = exit.state.fork();
  const value = settle(exit.value, here);
  const at = exit.at ?? step.at;
  if (isNothing(value) && how.nothingAnswers !== true) return;
  for (const end of endsOf(value)) {
    const status = end.status ?? how.statusOf?.(value, here);
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(end.proof), ...presenceIn(here) });
    if (status === 401 || status === 403) m.listener?.({ kind: 'rejects', at, status });
  }
}

const isNothing = (value: Value): boolean =>
  !value.open && value.shapes.length > 0 && value.shapes.every((shape) => shape.k === 'constant' && shape.value === undefined);
