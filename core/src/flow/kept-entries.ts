import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { findString, joinValues, type Value } from './value.ts';

/**
 * What setup code puts into a `Map` under a name: `cache.set('prisma', new PrismaClient())`. The map is known by the
 * place that makes it.
 */
export function keepEntry(m: Machine, call: Call, state: State): void {
  const cell = m.isRunning ? undefined : cellOf(call);
  const [, value] = call.args;
  if (cell === undefined || value === undefined) return;
  const before = state.store.get(cell);
  state.store.set(cell, before === undefined ? value : joinValues(before, value));
}

/** The value that setup code has put there; undefined where there is none. */
export function keptEntry(call: Call, state: State): Value | undefined {
  const cell = cellOf(call);
  return cell === undefined ? undefined : state.store.get(cell);
}

function cellOf(call: Call): string | undefined {
  const [key] = call.args;
  const name = key === undefined ? undefined : findString(key);
  const map = call.receiver?.shapes.find((shape) => shape.k === 'library' && shape.made !== undefined);
  if (name === undefined || map?.k !== 'library' || map.made === undefined) return undefined;
  return `k${map.made.at.file}:${map.made.at.start}.${name}`;
}
