import type { Call } from './calls.ts';
import { cellOf } from './expressions.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { Value } from './value.ts';

/** The element that a callback is given, as a variable that its tests say something about. */
const cellOfElement = '!element';

/** What a callback shows of the element of a list of input where it returns something truthy, or falsy. */
function shownOfElement(
  m: Machine,
  callback: Value | undefined,
  list: Value,
  call: Call,
  state: State,
  outcome: 'truthy' | 'falsy',
): Value | undefined {
  const [shape, more] = callback?.shapes ?? [];
  if (shape?.k !== 'closure' || more !== undefined || list.taints.length === 0) return undefined;
  const fork = state.fork();
  const element: Value = { shapes: [], open: true, taints: list.taints };
  fork.store.set(cellOfElement, element);
  const { listener } = m;
  if (listener !== undefined) m.listener = () => undefined;
  const result = m.invoke({ closure: shape.closure, args: [element], at: call.at, state: fork, open: true, cells: [cellOfElement] });
  m.listener = listener;
  const found = result.narrows?.[outcome].find(({ cell }) => cell === cellOfElement);
  return found?.cell === undefined ? undefined : found.value;
}

const asShown = (list: Value, { taints }: Value): Value => ({
  ...list,
  taints: list.taints.map((taint) => taints.find(({ part, path }) => part === taint.part && path === taint.path) ?? taint),
});

/** `names.filter((name) => COLUMNS.includes(name))`: what is left of a list of input. */
export function keptByTest(m: Machine, list: Value, call: Call, state: State): Value {
  const shown = shownOfElement(m, call.args[0], list, call, state, 'truthy');
  return shown === undefined ? list : asShown(list, shown);
}

/** `names.every((name) => COLUMNS.includes(name))`, `names.some((name) => !COLUMNS.includes(name))`: what the outcome shows of the list. */
export function testOfElements(m: Machine, name: 'some' | 'every', list: Value, call: Call, state: State): Value['narrows'] {
  const cell = call.on === undefined || call.activation === undefined ? undefined : cellOf(m, call.on, call.activation, state);
  if (cell === undefined) return undefined;
  const shown = shownOfElement(m, call.args[0], list, call, state, name === 'every' ? 'truthy' : 'falsy');
  if (shown === undefined) return undefined;
  const narrowing = [{ cell, value: asShown(list, shown) }];
  return name === 'every' ? { truthy: narrowing, falsy: [] } : { truthy: [], falsy: narrowing };
}
