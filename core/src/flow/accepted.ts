import type { Exit } from './activation.ts';
import type { State } from './state.ts';
import { type Accepted, type Narrowing, type Taint, truthiness, type Value } from './value.ts';

/** From here on the input counts as accepted: docs/decisions/accepted-input.md. */
export function accept(state: State, input: readonly Accepted[]): void {
  const added = input.filter((one) => !state.accepted.some((known) => isSame(known, one)));
  if (added.length > 0) state.accepted = [...state.accepted, ...added];
}

const isSame = (a: Accepted, b: Accepted): boolean =>
  a.part === b.part && a.path === b.path && a.by.at.start === b.by.at.start && a.by.at.file === b.by.at.file && a.by.raw === b.by.raw;

/** The taint, validated where a validator has accepted the input on every way here, be it in another variable. */
export function asAccepted(state: State, taint: Taint): Taint {
  if (taint.validated !== undefined) return taint;
  const found = state.accepted.find((one) => covers(one, taint));
  if (found === undefined) return taint;
  return { ...taint, validated: found.path === taint.path ? { ...found.by, whole: true } : found.by };
}

/** `body` covers `body.name`, where the schema names that field or its fields are not known. */
function covers({ part, path, names }: Accepted, taint: Taint): boolean {
  if (part !== taint.part) return false;
  if (taint.path === path) return true;
  if (path !== '' && !taint.path.startsWith(`${path}.`)) return false;
  const [field = ''] = taint.path.slice(path === '' ? 0 : path.length + 1).split('.');
  return names === undefined || names.has(field);
}

/** The result of a function that ends in several ways, with the input that was accepted where it is truthy, or falsy. */
export function tellAccepted(exits: readonly Exit[], values: readonly Value[], before: readonly Accepted[], result: Value): Value {
  if (exits.every((exit) => exit.state.accepted.length === before.length)) return result;
  const learned = (outcome: boolean): readonly Narrowing[] => {
    const some = exits.filter((exit, i) => exit.state.live && truthiness(values[i] ?? exit.value) !== !outcome);
    const [first] = some;
    return (first?.state.accepted ?? [])
      .filter((one) => !before.includes(one) && some.every((exit) => exit.state.accepted.includes(one)))
      .map((accepted) => ({ accepted }));
  };
  const [truthy, falsy] = [learned(true), learned(false)];
  if (truthy.length + falsy.length === 0) return result;
  const { narrows } = result;
  return { ...result, narrows: { truthy: [...(narrows?.truthy ?? []), ...truthy], falsy: [...(narrows?.falsy ?? []), ...falsy] } };
}
