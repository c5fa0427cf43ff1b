import { constant, invoke, isStrong, type Machine, type Shape, type State, settle, shaped, type Value } from '../../flow/index.ts';
import { runAnswering } from '../answering.ts';
import type { RouteDraft, RouteRunner, Step, StepOutcome } from '../framework.ts';
import { runLibraryStep } from '../library-step.ts';
import type { Details } from './draft.ts';
import { type Event, newEvent } from './event.ts';
import { runHandle } from './handle.ts';
import { findRemote, remoteArguments } from './remote.ts';

type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Runs the hooks and the function of one route on an event of its own. */
export function kitRunner(m: Machine, draft: RouteDraft, details: Details, state: State): RouteRunner {
  const event = newEvent(m, draft, details.id, state);
  return {
    run: (step, from) =>
      step.phase === 'handle' ? runHandle(m, step, draft, event, from) : runHandler(m, step, draft, event, details, from),
  };
}

function runHandler(m: Machine, step: Step, draft: RouteDraft, event: Event, { layouts }: Details, from: State): StepOutcome {
  const state = from.fork();
  const remote = step.phase === 'remote' ? findRemote(step.value) : undefined;
  const value = remote?.handler ?? step.value;
  const [shape, more] = value.shapes;
  if (shape === undefined || more !== undefined) return { passed: state, unknown: value.why ?? 'its value could not be found' };
  const args = remote === undefined ? [event.value] : remoteArguments(m, remote);
  const run = (closure: ClosureShape, here: State): StepOutcome =>
    runAnswering(m, closure, args, step, here, {
      nothingAnswers: step.phase === 'load' || step.phase === 'action' || remote !== undefined,
    });
  const parent = step.phase === 'load' ? supplyParent(m, event, layouts, state) : undefined;
  try {
    if (shape.k === 'closure') return run(shape, state);
    if (shape.k === 'library' && signsIn(m, shape, step)) return { passed: state };
    if (shape.k === 'library') return runLibraryStep(m, shape, step, draft, state, run, () => undefined);
    return { passed: state, unknown: value.why ?? 'it could not be followed' };
  } finally {
    if (parent !== undefined) m.suppliedFunctions.delete(parent);
  }
}

/** `actions = { default: signIn }`: a package's function that callers sign in with. */
function signsIn(m: Machine, { key }: Extract<Shape, { k: 'library' }>, step: Step): boolean {
  const row = m.catalog.rows(key).find((one) => one.row === 'issues-credential');
  if (row?.row !== 'issues-credential') return false;
  m.listener?.({ kind: 'issues-credential', at: step.at, what: row.what, callee: step.name });
  return true;
}

/** `await parent()` runs the layouts' `load` functions, which run beside the page's own otherwise. */
function supplyParent(m: Machine, event: Event, layouts: readonly Value[], state: State): string {
  const name = `parent:${m.newTag()}`;
  m.setField(event.id, 'parent', shaped({ k: 'hook', name }), state);
  m.suppliedFunctions.set(name, (_args, at, here) => {
    const before = here.proof;
    const data: Record<string, Value> = {};
    for (const layout of layouts)
      for (const shape of layout.shapes) {
        if (shape.k !== 'closure' || !here.live) continue;
        const result = settle(invoke(m, { closure: shape.closure, args: [event.value], at, state: here, open: true }), here);
        if (here.live) collectFields(m, result, here, data);
      }
    const proof = isStrong(here.proof) && here.proof !== before ? here.proof : undefined;
    here.proof = before;
    const inner = m.makeObject(here, data, { kind: 'plain', open: true });
    return shaped({ k: 'promise', inner, ...(proof !== undefined && { proof }) });
  });
  return name;
}

function collectFields(m: Machine, value: Value, state: State, into: Record<string, Value>): void {
  for (const shape of value.shapes)
    if (shape.k === 'object')
      for (const name of m.info(shape.id).fields) into[name] = m.getField(shape.id, name, state) ?? constant(undefined);
}
