import { arg, fn } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import { isShown, shownFromHere } from './input-tests.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { RowOf, Taint, Value } from './value.ts';

/**
 * `settings[section][key] = value` with names that the caller chose: `settings.__proto__` is what all objects inherit
 * from, and what is written there is in all of them.
 */
const write: RowOf<'sink'> = { row: 'sink', target: fn('Object.prototype'), danger: 'keys', at: arg(0) };

const inheritedNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What `object[key]` gives, with a note where the key may be `__proto__`. */
export function chosenField(m: Machine, object: Value, key: Value, field: Value, state: State): Value {
  if (!m.isRunning || (object.byKey === undefined && !isPlain(m, object))) return field;
  const taints = namesIn(key, state);
  if (taints.length === 0) return field;
  const isNothing = field.shapes.length > 0 && field.shapes.every((s) => s.k === 'constant' && s.value === undefined);
  return { ...field, ...(isNothing && { open: true }), byKey: taints };
}

/** `object[key] = value`, where the object itself was chosen so. */
export function tellInherited(m: Machine, object: Value, key: Value, value: Value, at: Location, callee: string, state: State): void {
  if (object.byKey === undefined || isFresh(m, value)) return;
  const names = namesIn(key, state);
  const chosen = object.byKey.filter((taint) => !isShown(state, taint, 'keys'));
  if (names.length === 0 || chosen.length === 0) return;
  m.listener?.({ kind: 'sink', danger: 'keys', row: write, taints: chosen, at, call: at, callee });
}

/** A test for one of these names says that the program knows of them. */
export function noteNames(tested: Value, texts: readonly (string | undefined)[], state: State): void {
  if (tested.taints.length > 0 && texts.some((text) => text !== undefined && inheritedNames.has(text)))
    shownFromHere(tested.taints, 'keys', state);
}

/** The same of the pattern that a text is tested with. */
export function notePattern(tested: Value, pattern: string, state: State): void {
  if (tested.taints.length > 0 && /proto|constructor/.test(pattern)) shownFromHere(tested.taints, 'keys', state);
}

/** Input that may be `__proto__` where it is a key. Text with something before or after it is another name. */
function namesIn(key: Value, state: State): readonly Taint[] {
  if (!key.open && key.shapes.length > 0) return [];
  return key.taints.filter(
    (taint) => taint.unsure !== true && !taint.cleared.has('keys') && !isShown(state, taint, 'keys') && mayBeInherited(taint),
  );
}

/** The parts of a request that are not JSON have no fields of that name, and neither has what a schema has left. */
function mayBeInherited({ isName, part, validated }: Taint): boolean {
  if (isName !== true) return true;
  const isKept =
    validated === undefined || validated.unknownKeys === 'kept' || (validated.raw === true && validated.unknownKeys === 'stripped');
  return isKept && (part === 'body' || part === 'arguments');
}

/** `current[key] = {}`, on the way to where the value is written. */
const isFresh = (m: Machine, { shapes, open, taints }: Value): boolean =>
  !open && taints.length === 0 && shapes.length > 0 && shapes.every((s) => s.k === 'object' && m.info(s.id).fields.size === 0);

function isPlain(m: Machine, { shapes, taints }: Value): boolean {
  const isObject = shapes.some((shape) => shape.k === 'object' && m.info(shape.id).kind === 'plain');
  return isObject || (shapes.length === 0 && taints.some((taint) => taint.part === 'body'));
}
