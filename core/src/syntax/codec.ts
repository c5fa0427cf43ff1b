/**
 * Bridge between typed records and compact JSON: records become arrays in a fixed order, union members start with their
 * index. A codec is checked against the type it is for; only the copying of fields by name, in `toFields`, needs casts.
 */

/** Sizes of the lists that ids point into, read before anything that holds ids. */
export interface Limits {
  readonly bindings: number;
  readonly functions: number;
  readonly classes: number;
}

/** Writes values of `T` as JSON and reads them back. `decode` throws for anything else. */
export interface Codec<T> {
  // Properties, not methods: the compiler then refuses a codec that knows only some of the values of `T`.
  readonly encode: (value: T) => unknown;
  readonly decode: (json: unknown, limits: Limits) => T;
}

/** The JSON at hand is not what the codec writes. */
class Malformed extends Error {}

export const text: Codec<string> = {
  encode: (value) => value,
  decode(json) {
    if (typeof json !== 'string') throw new Malformed();
    return json;
  },
};

/** True and false as 1 and 0. */
export const flag: Codec<boolean> = {
  encode: (value) => (value ? 1 : 0),
  decode(json) {
    if (json !== 0 && json !== 1) throw new Malformed();
    return json === 1;
  },
};

/** An offset or count: a whole number from 0. */
export const count: Codec<number> = {
  encode: (value) => value,
  decode: (json) => whole(json, 0, Number.MAX_SAFE_INTEGER),
};

/** An id: a whole number from `lowest` that points into the list named. */
export function id(list: keyof Limits, lowest: number): Codec<number> {
  return { encode: (value) => value, decode: (json, limits) => whole(json, lowest, limits[list]) };
}

function whole(json: unknown, lowest: number, limit: number): number {
  if (typeof json !== 'number' || !Number.isInteger(json) || json < lowest || json >= limit) throw new Malformed();
  return json;
}

/** A literal's value. JSON has no word for infinite numbers, which are written as a list of one text. */
export const scalar: Codec<string | number | boolean | null> = {
  encode: (value) => (typeof value === 'number' && !Number.isFinite(value) ? [String(value)] : value),
  decode(json) {
    if (json === null || typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return json;
    const [written] = toList(json);
    if (written !== 'Infinity' && written !== '-Infinity' && written !== 'NaN') throw new Malformed();
    return Number(written);
  },
};

/** One of some fixed words, by its index. */
export function word<const W extends string>(words: readonly W[]): Codec<W> {
  return {
    encode: (value) => words.indexOf(value),
    decode(json) {
      const found = typeof json === 'number' ? words[json] : undefined;
      if (found === undefined) throw new Malformed();
      return found;
    },
  };
}

export function list<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    encode: (values) => values.map((value) => item.encode(value)),
    decode: (json, limits) => toList(json).map((entry) => item.decode(entry, limits)),
  };
}

/** `null` for null; the codec inside never writes null. */
export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  return {
    encode: (value) => (value === null ? null : inner.encode(value)),
    decode: (json, limits) => (json === null ? null : inner.decode(json, limits)),
  };
}

/** `null` for a field that is not there; the codec inside never writes null. */
export function optional<T>(inner: Codec<T>): Codec<T | undefined> {
  return {
    encode: (value) => (value === undefined ? null : inner.encode(value)),
    decode: (json, limits) => (json === null ? undefined : inner.decode(json, limits)),
  };
}

/** A text as itself, anything else by `inner`, which writes lists. */
export function textOr<T>(inner: Codec<Exclude<T, string>>): Codec<string | Exclude<T, string>> {
  return {
    encode: (value) => (typeof value === 'string' ? value : inner.encode(value)),
    decode: (json, limits) => (typeof json === 'string' ? json : inner.decode(json, limits)),
  };
}

/** A codec that mentions itself. */
export function lazy<T>(get: () => Codec<T>): Codec<T> {
  return { encode: (value) => get().encode(value), decode: (json, limits) => get().decode(json, limits) };
}

/** A codec for every field, in the order they are written. */
type FieldsOf<T> = { readonly [K in keyof T]-?: Codec<T[K]> };

/** A record as a list of its fields. */
export function record<T extends object>(codecs: FieldsOf<T>): Codec<T> {
  const fields = toFields(codecs);
  return {
    encode: (value) => writeFields(fields, value, []),
    decode: (json, limits) => readFields<T>(fields, toList(json), 0, {}, limits),
  };
}

type Variant<T, D extends keyof T, V> = T extends unknown ? (V extends T[D] ? T : never) : never;

/** Records told apart by the field `tag`, which is written as the member's index. */
export function union<T extends object, D extends keyof T & string>(
  tag: D,
  variants: { readonly [V in T[D] & string]: FieldsOf<Omit<Variant<T, D, V>, D>> },
): Codec<T> {
  const names = Object.keys(variants);
  const members = Object.values<object>(variants).map(toFields);
  const indexes = new Map(names.map((name, index) => [name, index]));
  return {
    encode(value) {
      const index = indexes.get(String(value[tag])) ?? -1;
      return writeFields(members[index] ?? noFields, value, [index]);
    },
    decode(json, limits) {
      const entries = toList(json);
      const index = entries[0];
      const fields = typeof index === 'number' ? members[index] : undefined;
      if (fields === undefined || typeof index !== 'number') throw new Malformed();
      return readFields<T>(fields, entries, 1, { [tag]: names[index] }, limits);
    },
  };
}

/** Names and codecs side by side: loops over two plain lists are what the engine runs fastest. */
interface Fields {
  readonly names: readonly string[];
  readonly codecs: readonly Codec<unknown>[];
}

const noFields: Fields = { names: [], codecs: [] };

function toFields(codecs: object): Fields {
  // `FieldsOf` has tied each name to the codec of that field.
  return { names: Object.keys(codecs), codecs: Object.values(codecs) as Codec<unknown>[] };
}

function writeFields({ names, codecs }: Fields, value: object, out: unknown[]): unknown[] {
  const values = value as Readonly<Record<string, unknown>>;
  for (let i = 0; i < codecs.length; i++) out.push(codecs[i]?.encode(values[names[i] ?? '']));
  return out;
}

function readFields<T>(
  { names, codecs }: Fields,
  entries: readonly unknown[],
  from: number,
  target: Record<string, unknown>,
  limits: Limits,
): T {
  if (entries.length !== codecs.length + from) throw new Malformed();
  for (let i = 0; i < codecs.length; i++) {
    const value = codecs[i]?.decode(entries[i + from], limits);
    if (value !== undefined) target[names[i] ?? ''] = value;
  }
  // Every field of `T` has been read by the codec that `FieldsOf` demands for it.
  return target as T;
}

function toList(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new Malformed();
  return json;
}
