/** Data as deep as this counts as different: no value of a setup is. */
const deepest = 24;

/** Fields of records with a `file` that are offsets in it. */
const offsets: ReadonlySet<string> = new Set(['start', 'end', 'offset']);

/** Where an offset of a file was moved to by an edit; undefined where it is gone. */
export type Moved = (file: string, offset: number) => number | undefined;

/**
 * True where two values of the machine are the same data, the places in `a` moved to where they are now. Frames count by
 * their number: what they hold is in cells of their own.
 */
export function sameData(a: unknown, b: unknown, moved?: Moved, depth = 0): boolean {
  if (Object.is(a, b) && moved === undefined) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (depth > deepest) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameData(item, b[i], moved, depth + 1));
  if (a instanceof Map) return b instanceof Map && a.size === b.size && sameData([...a], [...b], moved, depth + 1);
  if (a instanceof Set) return b instanceof Set && a.size === b.size && sameData([...a], [...b], moved, depth + 1);
  if (isFrame(a) || isFrame(b)) return isFrame(a) && isFrame(b) && a.id === b.id && a.file === b.file && a.fn === b.fn;
  const entries = Object.entries(a);
  const others = new Map<string, unknown>(Object.entries(b));
  if (entries.length !== others.size) return false;
  const file = moved !== undefined && 'file' in a && typeof a.file === 'string' ? a.file : undefined;
  return entries.every(([key, value]) => {
    if (!others.has(key)) return false;
    const other = others.get(key);
    if (file !== undefined && typeof value === 'number' && offsets.has(key)) return moved?.(file, value) === other;
    return sameData(value, other, moved, depth + 1);
  });
}

function isFrame(value: object): value is { readonly id: number; readonly file: string; readonly fn: number } {
  return 'id' in value && 'parent' in value && 'fn' in value;
}

export function isPlace(value: object): value is { readonly file: string; readonly start: number; readonly end: number } {
  return (
    'file' in value &&
    typeof value.file === 'string' &&
    'start' in value &&
    typeof value.start === 'number' &&
    'end' in value &&
    typeof value.end === 'number'
  );
}
