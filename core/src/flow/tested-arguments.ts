import type { FunctionFacts } from '../syntax/facts.ts';
import type { Exit } from './activation.ts';
import type { Call } from './calls.ts';
import { evaluateAgain, narrowed } from './compare.ts';
import { cellOf } from './expressions.ts';
import { shownByExits } from './input-tests.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { type Frame, type Narrowing, type Taint, truthiness, type Value } from './value.ts';

/** Arguments that a function has tested, by index. */
interface Tested {
  /** However the function returns: it throws otherwise. */
  readonly always: ReadonlyMap<number, Value>;
  /** Where it returns something truthy, or falsy. */
  readonly truthy: ReadonlyMap<number, Value>;
  readonly falsy: ReadonlyMap<number, Value>;
  /** What it has shown of the input itself, where it returns something truthy, or falsy. */
  readonly shown: { readonly truthy: readonly Narrowing[]; readonly falsy: readonly Narrowing[] };
}

/** The cells of a call's arguments that hold input, so that tests in the function can say something about them. */
export function inputCells(m: Machine, call: Call, state: State): readonly (string | undefined)[] {
  const { activation } = call;
  if (activation === undefined) return [];
  return call.expressions.map((expression, index) =>
    expression === undefined || call.args[index]?.taints.length === 0 ? undefined : cellOf(m, expression, activation, state),
  );
}

/**
 * What a test of an argument as a number shows, where the argument is made a number for the test alone: `Number(x)`, `+x`.
 * Text that is a number as a whole has nothing else in it.
 */
export function testedAsNumber(m: Machine, call: Call, index: number, state: State): readonly Narrowing[] {
  const { activation } = call;
  const given = call.expressions[index];
  const isCall = given?.k === 'call' && given.callee.k === 'name' && given.callee.binding < 0 && given.callee.name === 'Number';
  const inner = isCall ? given.args[0] : given?.k === 'unary' && given.op === '+' ? given.value : undefined;
  if (inner === undefined || activation === undefined) return [];
  const cell = cellOf(m, inner, activation, state);
  const value = cell === undefined ? undefined : evaluateAgain(m, inner, activation, state);
  return cell === undefined || value === undefined || value.taints.length === 0 ? [] : [{ cell, value: narrowed(value, 'all') }];
}

/** What the ways out of a function show about its arguments; asked before they are joined. */
export function testedArguments(m: Machine, facts: FunctionFacts, frame: Frame, args: readonly Value[], exits: readonly Exit[]): Tested {
  const [always, truthy, falsy] = [new Map<number, Value>(), new Map<number, Value>(), new Map<number, Value>()];
  const bindings = m.program.facts(frame.file)?.bindings;
  const ends = facts.async || facts.generator ? [] : exits.filter((exit) => exit.state.live);
  facts.params.forEach(({ pattern, rest }, index) => {
    const given = args[index];
    const target = pattern.p === 'default' ? pattern.target : pattern;
    if (rest || target.p !== 'bind' || given === undefined || given.taints.length === 0 || ends.length === 0) return;
    if ((bindings?.[target.binding]?.writes ?? 1) > 0) return;
    const cell = `v${frame.id}:${target.binding}`;
    const note = (to: Map<number, Value>, some: readonly Exit[], outcome?: boolean): void => {
      const values = some.map(
        (exit) => (outcome === undefined ? undefined : narrowedTo(exit.value, cell, outcome)) ?? exit.state.store.get(cell),
      );
      const known = values.length > 0 ? combine(given, values) : undefined;
      if (known !== undefined) to.set(index, known);
    };
    note(always, ends);
    note(
      truthy,
      ends.filter((exit) => truthiness(exit.value) !== false),
      true,
    );
    note(
      falsy,
      ends.filter((exit) => truthiness(exit.value) !== true),
      false,
    );
  });
  const taints = args.flatMap((arg) => arg.taints);
  const shown = (outcome: boolean) =>
    shownByExits(
      taints,
      ends.filter((exit) => truthiness(exit.value) !== !outcome),
      outcome,
    );
  return { always, truthy, falsy, shown: { truthy: shown(true), falsy: shown(false) } };
}

/** What a value's being truthy or falsy shows about a cell. */
const narrowedTo = (value: Value, cell: string, truthy: boolean): Value | undefined => {
  const found = (truthy ? value.narrows?.truthy : value.narrows?.falsy)?.find((narrowing) => narrowing.cell === cell);
  return found?.cell === undefined ? undefined : found.value;
};

/** The argument with what holds of it in all of the values; undefined where nothing does that did not before. */
function combine(given: Value, values: readonly (Value | undefined)[]): Value | undefined {
  const taints = given.taints.map((taint): Taint | undefined => {
    const after = values.map((value) => value?.taints.find((t) => t.part === taint.part && t.path === taint.path));
    const [first] = after;
    if (first === undefined || after.includes(undefined)) return undefined;
    const all = after.filter((t) => t !== undefined);
    const { validated } = first;
    return {
      ...taint,
      cleared: new Set([...first.cleared].filter((danger) => all.every((t) => t.cleared.has(danger)))),
      ...(all.every((t) => t.narrowed === true) && { narrowed: true }),
      ...(validated !== undefined && all.every((t) => t.validated !== undefined) && { validated }),
    };
  });
  const known = taints.filter((taint) => taint !== undefined);
  const isMore = known.some((taint, index) => weight(taint) > weight(given.taints[index]));
  return known.length === taints.length && isMore ? { ...given, taints: known } : undefined;
}

const weight = (taint: Taint | undefined): number =>
  taint === undefined ? 0 : taint.cleared.size + (taint.narrowed === true ? 1 : 0) + (taint.validated === undefined ? 0 : 1);

/** Takes what a function has shown about its arguments back to the variables that the caller gave it. */
export function tellCaller(tested: Tested, cells: readonly (string | undefined)[], result: Value, state: State): Value {
  for (const [index, value] of tested.always) {
    const cell = cells[index];
    if (cell !== undefined && state.live) state.store.set(cell, value);
  }
  const narrowings = (of: ReadonlyMap<number, Value>) =>
    [...of].flatMap(([index, value]) => {
      const cell = cells[index];
      return cell === undefined ? [] : [{ cell, value }];
    });
  const truthy = [...narrowings(tested.truthy), ...tested.shown.truthy];
  const falsy = [...narrowings(tested.falsy), ...tested.shown.falsy];
  if (truthy.length + falsy.length === 0) return result;
  const kept = (of: readonly Narrowing[] | undefined) => (of ?? []).filter(({ accepted }) => accepted !== undefined);
  return {
    ...result,
    narrows: { truthy: [...kept(result.narrows?.truthy), ...truthy], falsy: [...kept(result.narrows?.falsy), ...falsy] },
  };
}

/** `isValidName(req.body.name)`: a predicate of the workspace whose outcome decides what happens has looked at the input. */
export function testedInput(m: Machine, call: Call, result: Value, state: State): Value {
  const predicate =
    !result.open && result.shapes.length > 0 && result.shapes.every((s) => s.k === 'constant' && typeof s.value === 'boolean');
  const named =
    result.shapes.length === 0 &&
    result.taints.length === 0 &&
    result.credential === undefined &&
    /^(is|has|valid|check)[A-Z_]?/.test(call.name.split('.').at(-1) ?? '');
  if ((!predicate && !named) || call.activation === undefined) return result;
  const { activation } = call;
  const tested = call.expressions.flatMap((expression, index) => {
    const arg = call.args[index];
    const cell =
      expression === undefined || arg === undefined || arg.taints.length === 0 ? undefined : cellOf(m, expression, activation, state);
    return cell === undefined || arg === undefined
      ? []
      : [{ cell, value: { ...arg, taints: arg.taints.map((t) => ({ ...t, narrowed: true })) } }];
  });
  if (tested.length === 0) return result;
  // What the predicate's own tests have shown says more.
  const { truthy = [], falsy = [] } = result.narrows ?? {};
  return { ...result, narrows: { truthy: [...tested, ...truthy], falsy: [...tested, ...falsy] } };
}
