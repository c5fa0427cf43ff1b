/** Data as deep as this counts as different: no value of a setup is. */
const deepest = 24;

/**
 * True where two values of the machine are the same data, positions included. Frames count by their number, what they
 * hold is in cells of their own.
 */
export function sameData(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > deepest) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameData(item, b[index], depth + 1));
  if (a instanceof Map) return b instanceof Map && a.size === b.size && sameData([...a], [...b], depth + 1);
  if (a instanceof Set) return b instanceof Set && a.size === b.size && sameData([...a], [...b], depth + 1);
  if (isFrame(a) || isFrame(b)) return isFrame(a) && isFrame(b) && a.id === b.id && a.file === b.file && a.fn === b.fn;
  const entries = Object.entries(a);
  const others = new Map(Object.entries(b));
  return entries.length === others.size && entries.every(([key, value]) => others.has(key) && sameData(value, others.get(key), depth + 1));
}

function isFrame(value: object): value is { readonly id: number; readonly file: string; readonly fn: number } {
  return 'id' in value && 'parent' in value && 'fn' in value;
}
