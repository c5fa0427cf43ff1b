import {
  type Container,
  callValue,
  injectedInstance,
  isStrong,
  type Machine,
  readMember,
  type Shape,
  type State,
  settle,
  shaped,
  type Value,
} from '../../flow/index.ts';
import { bareCall } from '../classes.ts';
import type { RouteDraft, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { passWhereTrue } from '../predicate.ts';
import { isSignIn, strategyNames } from './passport.ts';

/** What guards and interceptors of a run are given. */
export interface Run {
  readonly container: Container;
  readonly context: Value;
  readonly request: Value;
  readonly draft: RouteDraft;
}

/** Runs a guard: it passes the request on where `canActivate` gives true. */
export function runGuard(m: Machine, step: Step, run: Run, state: State): StepOutcome {
  const [shape, more] = step.value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: step.value.why ?? 'its value could not be found' };
  if (shape.k === 'library') return packageGuard(m, shape, step, run, state);
  const self = shape.k === 'class' ? injectedInstance(m, shape, run.container) : shaped(shape);
  const method = readMember(m, self, 'canActivate', step.at, state, true);
  const [activate] = method.shapes;
  if (activate?.k === 'library') return inherited(m, activate, self, step, run, state);
  if (activate?.k !== 'closure') return { passed: state, unknown: 'its `canActivate` could not be found' };
  return passWhereTrue(m, { closure: activate.closure, args: [run.context], self, at: step.at, status: 403 }, state);
}

/** A guard of a package as it is: `AuthGuard('jwt')`, `ThrottlerGuard`. */
function packageGuard(m: Machine, shape: Extract<Shape, { k: 'library' }>, step: Step, run: Run, state: State): StepOutcome {
  const names = shape.made?.callee === '@nestjs/passport#AuthGuard' ? strategyNames(m, shape.made, state) : [];
  if (names.some((name) => isSignIn(m, name))) {
    m.listener?.({ kind: 'issues-credential', at: step.at, what: 'session', callee: step.name });
    return { passed: state };
  }
  return runLibraryStep(
    m,
    shape,
    step,
    run.draft,
    state,
    (_closure, here) => ({ passed: here }),
    () => undefined,
  );
}

/** A guard of the workspace that leaves `canActivate` to the class of a package that it extends. */
function inherited(m: Machine, method: Extract<Shape, { k: 'library' }>, self: Value, step: Step, run: Run, state: State): StepOutcome {
  if (m.callHooks.has(method.key)) {
    const result = callValue(m, shaped(method), { ...bareCall(step.at), args: [run.context], receiver: self }, state);
    if (!state.live) return { passed: undefined };
    settle(result, state);
    return { passed: state, ...(!isStrong(state.proof) && { optional: true }) };
  }
  const base = method.key.replace(/\.canActivate$/, '').replace(/^new /, '');
  return packageGuard(m, { k: 'library', key: base, ...(method.made !== undefined && { made: method.made }) }, step, run, state);
}
