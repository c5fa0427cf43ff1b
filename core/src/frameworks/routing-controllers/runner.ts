import {
  anything,
  elementsOf,
  findString,
  invoke,
  type Machine,
  type NoteBook,
  type Shape,
  type State,
  settle,
  taughtGuard,
  type Value,
} from '../../flow/index.ts';
import { memberOf, methodFunction, type Target, targetOf, tellAnswer } from '../classes.ts';
import { expressExchange, runExpressStep } from '../express/runner.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { newContext } from '../koa/context.ts';
import { runKoaStep } from '../koa/runner.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { passWhereTrue } from '../predicate.ts';
import { keyOf, optionOf, validates } from './applications.ts';
import { classDecorations, effectiveDecorations, nameOf } from './decorations.ts';
import type { AppNote, Note } from './notes.ts';
import { argumentsOf, type Surroundings } from './parameters.ts';
import { noContainer } from './routes.ts';

/** The request of one run, and how middleware of the platform is run with it. */
interface Exchange {
  readonly request: Value;
  readonly response: Value;
  readonly context: Value;
  run(step: Step, from: State): StepOutcome;
}

/** Runs what requests pass on their way to an action: middleware, the authorization checker, the action. */
export function actionRunner(m: Machine, draft: RouteDraft, notes: NoteBook<Note>, state: State): RouteRunner {
  const exchange = draft.group.startsWith('koa ') ? koaExchange(m, draft, state) : overExpress(m, draft, state);
  const { request, response, context } = exchange;
  const action = m.makeObject(state, { request, response, context, next: anything }, { kind: 'plain', open: true });
  const note = notes
    .all()
    .find((one): one is AppNote => one.kind === 'app' && draft.group.split('\n')[0]?.endsWith(` ${keyOf(one)}`) === true);
  const target = targetOf(m, draft.steps.at(-1));
  const around: Surroundings = {
    request,
    response,
    context,
    action,
    currentUserChecker: note === undefined ? anything : optionOf(m, note, 'currentUserChecker'),
    validates: validates(m, note),
  };
  return {
    run(step, from) {
      switch (step.phase) {
        case 'authorized':
          return runChecker(m, step, action, rolesOf(m, target, from), from);
        case 'handler':
          return runAction(m, step, target, around, from.fork());
        default:
          return exchange.run(asFunction(m, step, from), from);
      }
    },
  };
}

function overExpress(m: Machine, draft: RouteDraft, state: State): Exchange {
  const exchange = expressExchange(m, draft, state);
  return {
    request: exchange.req,
    response: exchange.res,
    context: exchange.req,
    run: (step, from) => runExpressStep(m, step, draft, exchange, from),
  };
}

function koaExchange(m: Machine, draft: RouteDraft, state: State): Exchange {
  const context = newContext(m, draft, state);
  const request: Value = { ...context.value, shapes: [{ k: 'object', id: context.request }] };
  return { request, response: context.value, context: context.value, run: (step, from) => runKoaStep(m, step, draft, context, from) };
}

/** A class or an instance stands for its method `use`. */
function asFunction(m: Machine, step: Step, from: State): Step {
  const shapes = step.value.shapes.flatMap((shape): readonly Shape[] => {
    const use = memberOf(m, { ...step.value, shapes: [shape] }, 'use', noContainer, step.at, from);
    return use?.shapes ?? [shape];
  });
  return { ...step, value: { ...step.value, shapes } };
}

/** The roles that the decorators of the action and its class name, as the checker is given them. */
function rolesOf(m: Machine, target: Target | undefined, state: State): readonly Value[] {
  if (target === undefined) return [];
  const all = [...classDecorations(m, target.of, state), ...effectiveDecorations(m, target.of, target.method, state)];
  return all.flatMap((decoration) =>
    nameOf(decoration) === 'Authorized' ? decoration.args.flatMap((arg) => elementsOf(m, arg, state) ?? [arg]) : [],
  );
}

function runChecker(m: Machine, step: Step, action: Value, roles: readonly Value[], from: State): StepOutcome {
  const outcomes = step.value.shapes.map((shape): StepOutcome => {
    const state = from.fork();
    // Without a checker every request ends with an error: nobody is let through.
    if (shape.k === 'constant') {
      m.listener?.({ kind: 'answer', status: 403, at: step.at, proven: false });
      return { passed: undefined };
    }
    if (shape.k !== 'closure') return { passed: state, unknown: 'the `authorizationChecker` could not be followed' };
    if (taughtGuard(m, shape.closure) !== undefined) return passByPolicy(step, state);
    for (const role of roles) {
      const name = findString(role);
      if (name !== undefined) m.listener?.({ kind: 'role', role: name, at: step.at });
    }
    const args = [action, m.makeArray(state, roles)];
    return passWhereTrue(m, { closure: shape.closure, args, at: step.at, status: roles.length > 0 ? 403 : 401 }, state);
  });
  return joinOutcomes(from, outcomes, step.value);
}

function runAction(m: Machine, step: Step, target: Target | undefined, around: Surroundings, state: State): StepOutcome {
  const [shape] = step.value.shapes;
  const fn = target === undefined ? undefined : methodFunction(target.method);
  if (shape?.k !== 'closure' || target === undefined || fn === undefined) return { passed: state, unknown: 'it could not be followed' };
  const args = argumentsOf(m, target, fn, around, state);
  if (!state.live) return { passed: state };
  const result = invoke(m, { closure: shape.closure, args, at: step.at, state, open: true, onExit: (exit) => tellAnswer(m, exit, step) });
  if (state.live) settle(result, state);
  return { passed: state };
}
