import type { Binding, ClassFacts, FileFacts, FunctionFacts, FunctionId } from './facts.ts';

/** How a file's facts follow from those before an edit. */
export interface Revision {
  readonly before: FileFacts;
  /** Where an offset of the text before is now; undefined inside what was replaced. */
  moved(offset: number): number | undefined;
  /** Functions whose own code is not the same, or new. */
  readonly changed: ReadonlySet<FunctionId>;
  /** Imports, exports, classes and the declarations that other functions see are the same. */
  readonly sameSurface: boolean;
}

/**
 * Facts of an edited file with the ids that functions, classes and bindings had before, so that what was found out about
 * code that has only moved still holds. Ids that are gone stay behind as empty entries, until something new takes them.
 */
export function alignFacts(
  before: FileFacts,
  textBefore: string,
  after: FileFacts,
  textAfter: string,
): { readonly facts: FileFacts; readonly revision: Revision } {
  const moved = mover(textBefore, textAfter);
  const at = (offset: number): string => String(moved(offset) ?? 'gone');
  const functions = match(
    before.functions,
    after.functions,
    (fn, id) => (id === 0 ? 'module' : isEmpty(fn) ? undefined : `${fn.kind} ${at(fn.start)}`),
    (fn, id) => (id === 0 ? 'module' : `${fn.kind} ${fn.start}`),
  );
  const classes = match(
    before.classes,
    after.classes,
    (c) => `${at(c.start)} ${at(c.end)}`,
    (c) => `${c.start} ${c.end}`,
  );
  const bindings = match(
    before.bindings,
    after.bindings,
    (b) => (isNoBinding(b) ? undefined : `${b.kind} ${b.name} ${at(b.start)}`),
    (b) => `${b.kind} ${b.name} ${b.start}`,
  );
  const ids = { fn: functions, class: classes, binding: bindings, parent: functions, scope: functions };
  const same = [functions, classes, bindings].every(isIdentity);
  const raw = same ? after : renumbered(after, ids);
  const facts: FileFacts = {
    ...raw,
    functions: arranged(raw.functions, functions, before.functions, emptyFunction),
    classes: arranged(raw.classes, classes, before.classes, emptyClass),
    bindings: arranged(raw.bindings, bindings, before.bindings, emptyBinding),
  };
  const changed = new Set<FunctionId>();
  facts.functions.forEach((fn, id) => {
    if (!sameCode(before.functions[id], fn, moved)) changed.add(id);
  });
  const sameBinding = (b: Binding, id: number): boolean => {
    const old = before.bindings[id];
    const own = b.scope !== 0 && changed.has(b.scope);
    return old === undefined || own || isNoBinding(b) || isNoBinding(old) || sameCode(old, b, moved);
  };
  const sameSurface =
    facts.bindings.every(sameBinding) &&
    before.esModule === facts.esModule &&
    sameCode(before.exports, facts.exports, moved) &&
    sameCode(before.classes, facts.classes, moved) &&
    sameCode(before.prologue, facts.prologue, moved) &&
    sameSpecifiers(before, facts);
  return { facts, revision: { before, moved, changed, sameSurface } };
}

const sameSpecifiers = (a: FileFacts, b: FileFacts): boolean =>
  a.specifiers.length === b.specifiers.length &&
  a.specifiers.every((s, index) => s.specifier === b.specifiers[index]?.specifier && s.typeOnly === b.specifiers[index]?.typeOnly);

/** Offsets before and after the one stretch in which two texts differ. */
function mover(before: string, after: string): (offset: number) => number | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  const end = before.length - same;
  const shift = after.length - before.length;
  return (offset) => (offset <= start ? offset : offset >= end ? offset + shift : undefined);
}

/** The id that each new entry gets: that of the entry it was, one that is free, or a further one. */
function match<T>(
  before: readonly T[],
  after: readonly T[],
  keyBefore: (entry: T, id: number) => string | undefined,
  keyAfter: (entry: T, id: number) => string,
): readonly number[] {
  const known = new Map<string, number>();
  before.forEach((entry, id) => {
    const key = keyBefore(entry, id);
    if (key !== undefined && !known.has(key)) known.set(key, id);
  });
  const taken = new Set<number>();
  const ids: (number | undefined)[] = after.map((entry, id) => {
    const found = known.get(keyAfter(entry, id));
    if (found === undefined || taken.has(found)) return undefined;
    taken.add(found);
    return found;
  });
  let next = 0;
  return ids.map((id) => {
    if (id !== undefined) return id;
    while (taken.has(next)) next += 1;
    return next++;
  });
}

type Ids = Readonly<Record<'fn' | 'class' | 'binding' | 'parent' | 'scope', readonly number[]>>;

const isIdentity = (ids: readonly number[]): boolean => ids.every((id, index) => id === index);

/** A copy with every id replaced; what holds none stays the object it is. */
function renumbered<T>(value: T, ids: Ids): T {
  if (typeof value !== 'object' || value === null) return value;
  const replaced: Record<string, unknown> = {};
  let changes = false;
  for (const [key, field] of Object.entries(value)) {
    const next = typeof field === 'number' ? newId(key, field, ids) : renumbered<unknown>(field, ids);
    if (next === field) continue;
    replaced[key] = next;
    changes = true;
  }
  if (!changes) return value;
  return Array.isArray(value) ? Object.assign([], value, replaced) : Object.assign({}, value, replaced);
}

function newId(key: string, id: number, ids: Ids): number {
  switch (key) {
    case 'fn':
    case 'class':
    case 'binding':
    case 'parent':
    case 'scope':
      return ids[key][id] ?? id;
    default:
      return id;
  }
}

/** Entries at their ids; what is at none of them is an empty entry. */
function arranged<T>(entries: readonly T[], ids: readonly number[], before: readonly T[], empty: (entry: T) => T): readonly T[] {
  const length = Math.max(before.length, ...ids.map((id) => id + 1));
  const list: (T | undefined)[] = Array.from({ length });
  entries.forEach((entry, index) => {
    list[ids[index] ?? index] = entry;
  });
  const filled: T[] = [];
  list.forEach((entry, id) => {
    const old = before[id];
    if (entry !== undefined) filled.push(entry);
    else if (old !== undefined) filled.push(empty(old));
  });
  return filled;
}

const isEmpty = (fn: FunctionFacts): boolean => fn.parent === -1;
const isNoBinding = (b: Binding): boolean => b.scope === -1;
const nowhere = { start: 0, end: 0 } as const;

function emptyFunction({ kind }: FunctionFacts): FunctionFacts {
  const flags = { async: false, generator: false } as const;
  return { name: '', kind, ...flags, params: [], body: [], parent: -1, prologue: [], ...nowhere, bodyStart: 0, bodyEnd: 0 };
}

const emptyClass = (): ClassFacts => ({ name: '', decorators: [], members: [], ...nowhere });
const emptyBinding = (): Binding => ({ name: '', kind: 'const', scope: -1, writes: 0, ...nowhere });

const positions: ReadonlySet<string> = new Set(['start', 'end', 'bodyStart', 'bodyEnd', 'propertyStart', 'templateStart']);

/** True where two pieces of facts are the same code, moved. */
function sameCode(a: unknown, b: unknown, moved: (offset: number) => number | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index += 1) if (!samePart(index, a[index], b[index], moved)) return false;
    return true;
  }
  let count = 0;
  const other: Readonly<Record<string, unknown>> = { ...b };
  for (const [key, value] of Object.entries(a)) {
    count += 1;
    if (!samePart(key, value, other[key], moved)) return false;
  }
  return Object.keys(other).length === count;
}

function samePart(key: string | number, a: unknown, b: unknown, moved: (offset: number) => number | undefined): boolean {
  if (typeof a === 'number' && typeof key === 'string' && positions.has(key)) return moved(a) === b;
  return sameCode(a, b, moved);
}
