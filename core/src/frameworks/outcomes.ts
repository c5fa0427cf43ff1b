import type { State, Value } from '../flow/index.ts';
import type { Step, StepOutcome } from './framework.ts';

/** A step whose value may be several functions is each of them: what their runs, on forks of `from`, come to together. */
export function joinOutcomes(from: State, outcomes: readonly StepOutcome[], value: Value): StepOutcome {
  if (outcomes.length === 0) return { passed: from.fork(), unknown: value.why ?? 'its value could not be found' };
  const passes = outcomes.flatMap((outcome) => outcome.passed ?? []);
  if (passes.length === 0) return { passed: undefined };
  const unknown = outcomes.find((outcome) => outcome.unknown !== undefined)?.unknown;
  const joined = from.fork();
  joined.live = true;
  joined.join(...passes);
  return {
    passed: joined,
    ...(unknown !== undefined && { unknown }),
    ...(unknown === undefined && outcomes.every((outcome) => outcome.neutral === true) && { neutral: true }),
    ...(outcomes.some((outcome) => outcome.optional === true) && { optional: true }),
    ...(outcomes.some((outcome) => outcome.leavesOut === true) && { leavesOut: true }),
  };
}

/** A step that the policy says is a guard: whoever comes past it is the caller that it lets through. */
export function passByPolicy(step: Step, state: State): StepOutcome {
  state.proof = { at: step.at, what: `\`${step.name}\` (a guard by policy)` };
  return { passed: state };
}
