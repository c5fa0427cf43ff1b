import type { Expression } from '../syntax/facts.ts';
import { children } from '../syntax/walk.ts';
import { accept } from './accepted.ts';
import type { Activation } from './activation.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { type CellNarrowing, findConstant, isStrong, sameShapes, truthiness, type Value } from './value.ts';

/** Runs a condition and gives the state where it holds and the one where it does not. */
export function branch(m: Machine, test: Expression, a: Activation, state: State, isPromise = false): [State, State] {
  if (test.k === 'unary' && test.op === '!') {
    const [yes, no] = branch(m, test.value, a, state);
    return [no, yes];
  }
  if (test.k === 'cast') return branch(m, test.value, a, state);
  if (test.k === 'logical' && test.op !== '??') {
    const [leftYes, leftNo] = branch(m, test.left, a, state, asksForThen(test.right, test.left));
    const [more, decided] = test.op === '&&' ? [leftYes, leftNo] : [leftNo, leftYes];
    if (!more.live) return test.op === '&&' ? [more, decided] : [decided, more];
    const [rightYes, rightNo] = branch(m, test.right, a, more);
    const joined = state.fork();
    if (test.op === '&&') {
      joined.join(decided, rightNo);
      return [rightYes, joined];
    }
    joined.join(decided, rightYes);
    return [joined, rightNo];
  }
  const value = evaluate(m, test, a, state);
  if (!isPromise) reportPromise(m, test, value, a);
  const yes = state.fork();
  const no = state.fork();
  assume(value, true, yes);
  assume(value, false, no);
  for (const { proof } of [yes, no])
    if (proof?.unverified === true && proof !== state.proof) m.listener?.({ kind: 'unverified-test', at: proof.at, what: proof.what });
  const cell = test.k === 'name' ? m.cell(a.frame, test.binding) : undefined;
  if (cell !== undefined) narrowCell(cell, value, yes, no);
  return [yes, no];
}

/** `output && typeof output.then === 'function'`: that it may be a promise is known. */
function asksForThen(e: Expression, tested: Expression): boolean {
  if (tested.k !== 'name') return false;
  const { binding } = tested;
  const isThen = (one: Expression): boolean =>
    one.k === 'member' && one.property === 'then' && one.object.k === 'name' && one.object.binding === binding;
  return isThen(e) || children(e).some((child) => asksForThen(child, tested));
}

/** Refines a state by a value being truthy or falsy. */
export function assume(value: Value, truthy: boolean, state: State): void {
  if (!state.live) return;
  const known = truthiness(value);
  if (known !== undefined && known !== truthy) {
    state.live = false;
    return;
  }
  const proof = truthy ? value.whenTruthy : value.whenFalsy;
  if (proof !== undefined && !isStrong(state.proof)) state.proof = proof;
  for (const narrowing of (truthy ? value.narrows?.truthy : value.narrows?.falsy) ?? []) {
    if (narrowing.accepted === undefined) narrowCellTo(narrowing, state);
    else accept(state, [narrowing.accepted]);
  }
  if (value.refusalTag !== undefined && state.refused?.tag === value.refusalTag) {
    if (truthy) state.refused = undefined;
    else state.refused = { at: state.refused.at, what: state.refused.what };
  }
}

/** What was noted of a cell holds as long as it holds what it held then. */
function narrowCellTo({ cell, value, from }: CellNarrowing, state: State): void {
  const now = from === undefined ? undefined : state.store.get(cell);
  if (from === undefined || (now !== undefined && sameShapes(now, from))) state.store.set(cell, value);
}

/** Inside the branches, a variable that was tested loses the possibilities that the test excludes. */
function narrowCell(cell: string, value: Value, yes: State, no: State): void {
  if (value.shapes.length === 0) return;
  const truthy = value.shapes.filter((shape) => !(shape.k === 'constant' && !shape.value));
  if (truthy.length < value.shapes.length && yes.live) yes.store.set(cell, { ...value, shapes: truthy });
  const falsy = value.shapes.filter((shape) => truthiness({ shapes: [shape], open: false, taints: [] }) !== true);
  if (falsy.length < value.shapes.length && no.live) no.store.set(cell, { ...value, shapes: falsy });
}

/** A promise as a condition is always truthy: if the check behind it matters, say so. */
function reportPromise(m: Machine, test: Expression, value: Value, a: Activation): void {
  // `const known = pending.get(key); if (known) return known;` asks whether there is one.
  if (value.open || value.shapes.length > 1) return;
  for (const shape of value.shapes) {
    if (shape.k !== 'promise') continue;
    const proof = shape.proof ?? shape.inner.whenTruthy ?? shape.inner.whenFalsy;
    if (!isStrong(proof) || findConstant(shape.inner) !== undefined) continue;
    m.listener?.({ kind: 'not-awaited', at: { file: a.frame.file, start: test.start, end: test.end }, what: proof.what, tested: true });
  }
}
