import {
  anything,
  constant,
  type Exit,
  findConstant,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  reportWentOn,
  type Shape,
  type State,
  settle,
  shaped,
  taughtGuard,
  tellMarkup,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { endsOf } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import { joinOutcomes, passByPolicy } from '../outcomes.ts';
import { type H3Event, newEvent, statusSent, statusSet } from './event.ts';
import { accepted } from './event-functions.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs the middleware and the handler of one route with an event of its own. */
export function h3Runner(m: Machine, draft: RouteDraft, state: State): RouteRunner {
  const event = newEvent(m, draft, state);
  return { run: (step, from) => runStep(m, step, draft, event, from) };
}

function runStep(m: Machine, step: Step, draft: RouteDraft, event: H3Event, from: State): StepOutcome {
  if (step.phase === 'validate') return runSchemas(m, step, event, from.fork());
  const start = from.fork();
  m.setField(event.id, '@step', constant(step.role), start);
  const outcomes = step.value.shapes
    .filter((shape) => shape.k !== 'constant')
    .map((shape) => runShape(m, shape, step, draft, event, start.fork()));
  // A condition of its own decides whether it runs.
  const left: readonly StepOutcome[] = step.phase === 'sometimes' && outcomes.length > 0 ? [{ passed: from.fork(), neutral: true }] : [];
  return joinOutcomes(from, [...outcomes, ...left], step.value);
}

function runShape(m: Machine, shape: Shape, step: Step, draft: RouteDraft, event: H3Event, state: State): StepOutcome {
  switch (shape.k) {
    case 'closure':
      if (step.role === 'middleware' && taughtGuard(m, shape.closure) === 'middleware') return passByPolicy(step, state);
      return runClosure(m, shape, step, event, state);
    case 'library': {
      if (step.role === 'handler' && isSignIn(m, shape)) {
        m.listener?.({ kind: 'issues-credential', at: step.at, what: 'session', callee: step.name });
        return { passed: state };
      }
      const inner = (closure: ClosureShape, here: State): StepOutcome => runClosure(m, closure, step, event, here);
      return runLibraryStep(m, shape, step, draft, state, inner, () => undefined);
    }
    case 'answer':
      return answered(m, step, shape.status, state);
    default:
      return step.role === 'handler' && shape.k === 'text'
        ? answered(m, step, 200, state)
        : { passed: state, unknown: 'it could not be followed' };
  }
}

/** `{ body: schema, query: schema }`: parts that fail are answered with 400. */
function runSchemas(m: Machine, step: Step, event: H3Event, state: State): StepOutcome {
  for (const shape of step.value.shapes)
    for (const part of ['body', 'query', 'headers', 'params'] as const)
      if (shape.k === 'object' && m.getField(shape.id, part, state) !== undefined) {
        m.listener?.({ kind: 'validated', part, path: '', at: step.at, what: step.name });
        if (part === 'body') m.setField(event.request, 'json', accepted(part, step.at, step.name), state);
      }
  return { passed: state, neutral: true };
}

function answered(m: Machine, step: Step, status: number | undefined, state: State): StepOutcome {
  m.listener?.({ kind: 'answer', status, at: step.at, proven: isStrong(state.proof) });
  return { passed: state };
}

const isSignIn = (m: Machine, shape: Extract<Shape, { k: 'library' }>): boolean =>
  m.catalog.rows(shape.made?.callee ?? shape.key).some((row) => row.row === 'guard' && row.does === 'signs-in');

function runClosure(m: Machine, shape: ClosureShape, step: Step, event: H3Event, state: State): StepOutcome {
  const passes: State[] = [];
  const name = `next:${m.newTag()}`;
  m.suppliedFunctions.set(name, (_given, _at, here) => {
    passes.push(here.fork());
    m.setField(event.id, '@next', constant(true), here);
    return shaped({ k: 'promise', inner: anything });
  });
  m.setField(event.id, '@next', constant(false), state);
  const onExit = (exit: Exit): void => {
    const here = exit.state.fork();
    const value = settle(exit.value, here);
    if (step.role === 'handler') {
      tellMarkup(m, 'text', value, event.id, { at: exit.at ?? step.at, name: 'return' }, here);
      tellHandler(m, exit, here, value, step, event);
    } else if (goesOn(m, exit, here, value, step, event)) passes.push(here);
  };
  const args = step.phase === 'fetch' ? [shaped({ k: 'object', id: event.request })] : [event.value, shaped({ k: 'hook', name })];
  const result = invoke(m, { closure: shape.closure, args, at: step.at, state, open: true, onExit });
  if (state.live) settle(result, state);
  m.suppliedFunctions.delete(name);
  if (step.role === 'handler') return { passed: state };
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  joined.refused = undefined;
  return { passed: joined };
}

/**
 * Whether the request goes on after a middleware that has ended so: it does where nothing was returned. What a hook
 * (`onRequest`) returns does not matter, only what it throws or has sent.
 */
function goesOn(m: Machine, exit: Exit, here: State, value: Value, step: Step, event: H3Event): boolean {
  const at = exit.at ?? step.at;
  if (findConstant(m.getField(event.id, '@next', here) ?? undefinedValue)?.value === true) return false;
  const sent = statusSent(m, event, here);
  if (sent !== undefined) {
    if (!value.shapes.some((s) => s.k === 'answer')) tell(m, sent, at, here, undefined);
    else tellEnds(m, value, at, here, () => sent);
    return false;
  }
  if (step.phase === 'hook') return true;
  const isNothing = !value.open && value.shapes.length > 0 && value.shapes.every(isUndefined);
  if (!isNothing) tellEnds(m, value, at, here, () => (value.open ? undefined : statusSet(m, event, here)), value.open);
  if (!value.open && !value.shapes.some(isUndefined)) return false;
  reportWentOn(m, here, at, 'the handler');
  return true;
}

/** Whatever a handler returns answers the request, with the status it carries or the one that was set. */
function tellHandler(m: Machine, exit: Exit, here: State, value: Value, step: Step, event: H3Event): void {
  const at = exit.at ?? step.at;
  const isNothing = !value.open && value.shapes.length > 0 && value.shapes.every(isUndefined);
  const sent = statusSent(m, event, here);
  if (sent !== undefined && here.refused !== undefined) {
    if (!isNothing) reportWentOn(m, here, at, 'the answer');
    return;
  }
  if (sent !== undefined && isNothing) tell(m, sent, at, here, undefined);
  else tellEnds(m, value, at, here, () => statusSet(m, event, here));
}

function tellEnds(m: Machine, value: Value, at: Location, here: State, status: () => number | undefined, known = false): void {
  for (const end of endsOf(value)) {
    if (known && end.status === undefined && end.proof === undefined) continue;
    tell(m, end.status ?? status(), at, here, end.proof);
  }
}

function tell(m: Machine, status: number | undefined, at: Location, here: State, proof: State['proof']): void {
  m.listener?.({ kind: 'answer', status, at, proven: isStrong(here.proof) || isStrong(proof) });
  if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
}

const isUndefined = (shape: Shape): boolean => shape.k === 'constant' && shape.value === undefined;
