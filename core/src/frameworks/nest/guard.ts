import {
  assume,
  type Container,
  callValue,
  injectedInstance,
  invoke,
  isStrong,
  type Machine,
  readMember,
  type Shape,
  type State,
  settle,
  shaped,
  truthiness,
  type Value,
} from '../../flow/index.ts';
import type { RouteDraft, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { isSignIn, strategyNames } from './passport.ts';
import { bare } from './providers.ts';

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
  const passes: State[] = [];
  invoke(m, {
    closure: activate.closure,
    args: [run.context],
    at: step.at,
    state,
    self,
    onExit: (exit) => {
      const here = exit.state.fork();
      const value = settle(exit.value, here);
      const refuses = truthiness(value) !== true;
      if (refuses && !(truthiness(value) === undefined && value.shapes.some((s) => s.k === 'library')))
        m.listener?.({ kind: 'rejects', at: exit.at ?? step.at, status: 403 });
      assume(value, true, here);
      if (here.live) passes.push(confirmed(here));
    },
  });
  if (passes.length === 0) m.listener?.({ kind: 'answer', status: 403, at: step.at, proven: false });
  return joined(passes, state);
}

/** A guard that lets nobody else through answers 403: what was found by plain input counts. */
function confirmed(state: State): State {
  const { proof } = state;
  if (proof?.tentative !== true) return state;
  const { tentative: _tentative, ...kept } = proof;
  state.proof = proof.fromHeader === true ? kept : { ...kept, byInput: true };
  return state;
}

function joined(passes: readonly State[], state: State): StepOutcome {
  if (passes.length === 0) return { passed: undefined };
  const all = state.fork();
  all.live = true;
  all.join(...passes);
  all.refused = undefined;
  return { passed: all };
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
    const result = callValue(m, shaped(method), { ...bare(step.at), args: [run.context], receiver: self }, state);
    if (!state.live) return { passed: undefined };
    settle(result, state);
    return { passed: state, ...(!isStrong(state.proof) && { optional: true }) };
  }
  const base = method.key.replace(/\.canActivate$/, '').replace(/^new /, '');
  return packageGuard(m, { k: 'library', key: base, ...(method.made !== undefined && { made: method.made }) }, step, run, state);
}
