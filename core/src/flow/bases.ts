import type { LibraryKey } from '../libraries/index.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { Frame, Shape, Value } from './value.ts';

/** A class of the workspace, by where it is declared. */
export interface ClassPlace {
  readonly file: string;
  readonly class: number;
  readonly frame: Frame;
}

/** The class a class extends, when it is one of the workspace. */
export function superClass(m: Machine, current: ClassPlace, state: State): ClassPlace | undefined {
  for (const shape of superValue(m, current, state)?.shapes ?? [])
    if (shape.k === 'class') return { file: shape.file, class: shape.class, frame: shape.frame };
  return undefined;
}

/** What a class extends, as a value. */
export function superValue(m: Machine, current: ClassPlace, state: State): Value | undefined {
  const facts = m.classFacts(current.file, current.class);
  return facts?.superClass === undefined ? undefined : evaluate(m, facts.superClass, { frame: current.frame, exits: [], loops: [] }, state);
}

/** The library type that a class extends, directly or through classes of the workspace. */
export const libraryBase = (m: Machine, start: ClassPlace, state: State): LibraryKey | undefined => packageBase(m, start, state)?.key;

/** An instance of the package's class that a class extends, directly or through classes of the workspace; `made`: what made that class. */
export function packageBase(m: Machine, start: ClassPlace, state: State): Extract<Shape, { k: 'library' }> | undefined {
  let current: ClassPlace | undefined = start;
  for (let depth = 0; current !== undefined && depth < 8; depth += 1) {
    for (const shape of superValue(m, current, state)?.shapes ?? [])
      if (shape.k === 'library') return { ...shape, key: m.catalog.extended(shape.key) ?? m.catalog.constructed(shape.key) };
    current = superClass(m, current, state);
  }
  return undefined;
}

/** A class and the classes of the workspace that it extends, the nearest first. */
export function lineage(m: Machine, target: ClassPlace): readonly ClassPlace[] {
  const found: ClassPlace[] = [];
  let current: ClassPlace | undefined = target;
  for (; current !== undefined && found.length < 8; current = superClass(m, current, m.base)) found.push(current);
  return found;
}
