import type { Danger, LibraryKey, Row, UnknownKeys } from '../libraries/index.ts';
import type { InputPart, Location } from '../model/index.ts';
import type { ClassId, FunctionId } from '../syntax/facts.ts';
import { joinOtherwise, type Otherwise } from './told-apart.ts';

/**
 * Abstract values: what the engine knows of a value at one point of the program. All readonly; a new fact makes a new
 * value. `shapes` are the alternatives it may be; `open` says that it may also be something unseen.
 */
export interface Value {
  readonly shapes: readonly Shape[];
  readonly open: boolean;
  /** Request inputs whose content is in the value. */
  readonly taints: readonly Taint[];
  /** Set where the value stands for who the caller is. */
  readonly credential?: Credential;
  /** The value being truthy (falsy) proves that the caller was authenticated. */
  readonly whenTruthy?: Proof;
  readonly whenFalsy?: Proof;
  /** Where the value is none of these, the caller was authenticated. */
  readonly otherwise?: Otherwise;
  /** Facts about other cells that hold when the value is truthy (falsy): a `typeof` test, an allow-list. */
  readonly narrows?: { readonly truthy: readonly Narrowing[]; readonly falsy: readonly Narrowing[] };
  /** Of the place of one text in another: what it shows that it is the beginning. */
  readonly atStart?: Value['narrows'];
  /** A refusal was already sent when this value is falsy; see State.refused. */
  readonly refusalTag?: number;
  /** Was caught, or is of what was caught: a status in it is that of an error. */
  readonly caught?: true;
  /** What it is where the program is deployed: `process.env.NODE_ENV`, a comparison with it. Routes run there; setup may run elsewhere. */
  readonly deployed?: { readonly value: Primitive };
  /** Taints that came through a call nobody knows: they end at an await. */
  readonly maybe?: boolean;
  /** Was read from an object under a name that the caller chose: it may be what all objects inherit from. */
  readonly byKey?: readonly Taint[];
  /** Why nothing is known, for messages: "`./generated` is not in the workspace". */
  readonly why?: string;
}

export type Primitive = string | number | boolean | null | undefined;

export type Shape =
  | { readonly k: 'constant'; readonly value: Primitive }
  /** A string of which only the start is known. */
  | { readonly k: 'text'; readonly prefix: string }
  | { readonly k: 'closure'; readonly closure: Closure }
  | { readonly k: 'class'; readonly file: string; readonly class: ClassId; readonly frame: Frame }
  /** An object of the program: literal, instance, array, or a request/response made by an adapter. */
  | { readonly k: 'object'; readonly id: ObjectId }
  /** A value of a package. `made`: the call that made it, where its arguments matter. */
  | { readonly k: 'library'; readonly key: LibraryKey; readonly made?: CallRecord; readonly receiver?: Value }
  /** A promise not yet awaited. `proof` holds once it is. */
  | { readonly k: 'promise'; readonly inner: Value; readonly proof?: Proof; readonly rejected?: true }
  /** An answer as a value (`Response`, `NextResponse`). `proof`: it is given only to callers authenticated by then. */
  | { readonly k: 'answer'; readonly status: number | undefined; readonly proof?: Proof }
  /** A function the engine itself supplies (`next`). */
  | { readonly k: 'hook'; readonly name: string }
  /** `/pattern/flags`. */
  | { readonly k: 'regex'; readonly pattern: string; readonly flags: string }
  /** A method of a primitive or of a built-in object, bound to its receiver. */
  | { readonly k: 'builtin'; readonly name: string; readonly receiver: Value };

export type ObjectId = number;

/** A function with the frame it closes over. */
export interface Closure {
  readonly file: string;
  readonly fn: FunctionId;
  readonly frame: Frame | undefined;
  readonly self?: Value;
  /** Arguments already bound by `.bind`. */
  readonly bound?: readonly Value[];
  /** A wrapper, of which the policy says so, lets only such callers reach it. */
  readonly guard?: Proof;
}

/** One activation of a function: names the cells of its variables. */
export interface Frame {
  readonly id: number;
  readonly file: string;
  readonly fn: FunctionId;
  readonly parent: Frame | undefined;
  readonly self: Value | undefined;
}

export interface CallRecord {
  /** Key of what was called. */
  readonly callee: LibraryKey;
  /** The call that made the callee: `expressjwt(…)` for `expressjwt(…).unless(…)`. */
  readonly before?: CallRecord;
  readonly args: readonly Value[];
  readonly at: Location;
  /** Fields of argument objects that hold constants, taken when the call was made. */
  readonly options: readonly ReadonlyMap<string, Primitive | 'present'>[];
}

/** A request input inside a value. */
export interface Taint {
  readonly part: InputPart;
  /** Dotted path below the part; '' for all of it. */
  readonly path: string;
  /** Where it was read. */
  readonly source: Location;
  /** Dangers that sanitizers have removed. */
  readonly cleared: ReadonlySet<Danger>;
  /** Set when a validator has accepted the value. */
  readonly validated?: Validated;
  /** What the validator's schema says of fields below. */
  readonly fields?: SchemaFields;
  /** Set when the value was tested or coerced by hand (typeof, Number, allow-list). */
  readonly narrowed?: boolean;
  /** Set when a function of a package that nothing is known of has made something of it: it may have been checked. */
  readonly remade?: boolean;
  /** What is there of it is a digest made with a key: nobody without the key can give the same. */
  readonly keyed?: boolean;
  /** A query of which fields may be objects: `?name[first]=…`. */
  readonly nested?: boolean;
  /** Set when a call that could not be followed was given it and gave this: it may be something else. */
  readonly unsure?: boolean;
  /** What is left of it is the host of an address. */
  readonly host?: boolean;
  /** Set when a path was worked out of it: no `..` is left that leads anywhere else. */
  readonly resolved?: boolean;
  /** Set when that path begins at the root: joined to a folder, it stays below it. */
  readonly rooted?: boolean;
  /** Fields that the program has taken out of it by their names. */
  readonly without?: readonly string[];
  /** Not all of its fields, but one or some that the program has chosen. */
  readonly picked?: boolean;
  /** It is the name of one of its fields. */
  readonly isName?: boolean;
  /** Put into the request before anybody read it: it comes from where it is read. */
  readonly unread?: boolean;
  readonly trail: Trail | undefined;
}

/** A validator that has accepted a value. */
export interface Validated {
  readonly at: Location;
  readonly what: string;
  /** The value is the input as it came, not what the validator gave for it. */
  readonly raw?: true;
  /** It is all of the input that the validator was given, not a field of that. */
  readonly whole?: true;
  /** What becomes of the keys that the schema does not name, in what the validator gives. */
  readonly unknownKeys?: UnknownKeys;
}

/** Fields of validated input that hold nothing dangerous, by name; those of nested records by theirs. */
export interface SchemaFields extends ReadonlyMap<string, 'scalar' | SchemaFields> {}

/** The way a taint came, newest first. */
export interface Trail {
  readonly at: Location;
  readonly message: string;
  readonly before: Trail | undefined;
}

/** What stands for the caller: `presented` raw from the request, `identity` the result of a look-up or verification. */
export interface Credential {
  readonly level: 'presented' | 'identity';
  readonly at: Location;
  /** As written: `req.session.userId`. */
  readonly what: string;
  /** Read from a token or a cookie that nobody has verified. */
  readonly unverified?: true;
}

/** Why the caller is known to be authenticated from here on. */
export interface Proof {
  readonly at: Location;
  readonly what: string;
  /** Only the presence of a credential was tested, not the credential. */
  readonly weak?: boolean;
  /** Weak, and what was tested says who the caller is: a token or a cookie that was read and not verified. */
  readonly unverified?: true;
  /** The sender was proven by a signature over the request. */
  readonly signature?: boolean;
  /** Something was looked up by, or compared with, plain input. It counts once the other way answers 401 or 403. */
  readonly tentative?: boolean;
  /** Tentative, and only 401 says that it was about the caller: it was made of the request by code that cannot be read. */
  readonly by401?: boolean;
  /** Tentative, and the input is called a secret: it counts once the other way goes no further, however it ends. */
  readonly bySecret?: boolean;
  /** The input came with the request's headers or cookies, as credentials do. */
  readonly fromHeader?: boolean;
  /** Was tentative before that, and the input was not one that credentials come in. */
  readonly byInput?: boolean;
}

/** True for a proof that counts. */
export function isStrong(proof: Proof | undefined): proof is Proof {
  return proof !== undefined && proof.weak !== true && proof.tentative !== true;
}

export type Narrowing =
  | CellNarrowing
  /** Input that a validator has accepted. */
  | { readonly accepted: Accepted; readonly cell?: undefined };

export interface CellNarrowing {
  readonly cell: string;
  readonly value: Value;
  /** What the cell held when this was noted; once it holds something else, the fact is none any more. */
  readonly from?: Value;
  readonly accepted?: undefined;
}

/** Input that a validator has accepted, whatever variables it is in. */
export interface Accepted {
  readonly part: InputPart;
  /** All below this path, or of it those fields that the schema names, where they are known. */
  readonly path: string;
  readonly names?: ReadonlySet<string>;
  readonly by: Validated;
}

export const anything: Value = { shapes: [], open: true, taints: [] };
export const undefinedValue: Value = constant(undefined);

export function constant(value: Primitive): Value {
  return { shapes: [{ k: 'constant', value }], open: false, taints: [] };
}

export function shaped(...shapes: readonly Shape[]): Value {
  return { shapes, open: false, taints: [] };
}

export function unknownBecause(why: string): Value {
  return { shapes: [], open: true, taints: [], why };
}

/** The one constant the value is, or undefined when it may be more or something else. */
export function findConstant(value: Value): { readonly value: Primitive } | undefined {
  const [shape] = value.shapes;
  return !value.open && value.shapes.length === 1 && shape?.k === 'constant' ? shape : undefined;
}

export function findString(value: Value): string | undefined {
  const found = findConstant(value)?.value;
  return typeof found === 'string' ? found : undefined;
}

/** The text it is, or is where nothing else is configured: `process.env.PREFIX ?? '/api'`. */
export function findDefault(value: Value): string | undefined {
  const texts = value.shapes.flatMap((shape) => (shape.k === 'constant' && typeof shape.value === 'string' ? [shape.value] : []));
  const rest = value.shapes.filter((shape) => shape.k !== 'constant' && shape.k !== 'library');
  return texts.length === 1 && rest.length === 0 && value.taints.length === 0 ? texts[0] : undefined;
}

/** The known beginning of a string value; undefined when nothing is known. */
export function findPrefix(value: Value): string | undefined {
  const [shape] = value.shapes;
  if (value.shapes.length !== 1 || shape === undefined) return undefined;
  if (shape.k === 'constant' && typeof shape.value === 'string') return shape.value;
  return shape.k === 'text' ? shape.prefix : undefined;
}

/** `true`/`false` when every possibility agrees, undefined otherwise. */
export function truthiness(value: Value): boolean | undefined {
  if (value.open) return undefined;
  let seen: boolean | undefined;
  for (const shape of value.shapes) {
    const truthy = shapeTruthiness(shape);
    if (truthy === undefined || (seen !== undefined && seen !== truthy)) return undefined;
    seen = truthy;
  }
  return seen;
}

function shapeTruthiness(shape: Shape): boolean | undefined {
  if (shape.k === 'constant') return Boolean(shape.value);
  if (shape.k === 'text') return shape.prefix === '' ? undefined : true;
  if (shape.k === 'library' || shape.k === 'builtin') return undefined;
  return true;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.k === 'constant') return b.k === 'constant' && Object.is(a.value, b.value);
  if (a.k === 'object') return b.k === 'object' && a.id === b.id;
  if (a.k === 'library') return b.k === 'library' && a.key === b.key && a.made === b.made;
  if (a.k === 'answer') return b.k === 'answer' && a.status === b.status && (a.proof === undefined) === (b.proof === undefined);
  if (a.k === 'closure')
    return (
      b.k === 'closure' &&
      a.closure.fn === b.closure.fn &&
      a.closure.frame === b.closure.frame &&
      a.closure.file === b.closure.file &&
      a.closure.self === b.closure.self
    );
  if (a.k === 'class') return b.k === 'class' && a.file === b.file && a.class === b.class;
  if (a.k === 'hook') return b.k === 'hook' && a.name === b.name;
  if (a.k === 'text') return b.k === 'text' && a.prefix === b.prefix;
  return false;
}

/** True where two values may be the same things. */
export const sameShapes = (a: Value, b: Value): boolean =>
  a === b ||
  (a.open === b.open &&
    a.shapes.length === b.shapes.length &&
    a.shapes.every((shape) => b.shapes.some((other) => sameShape(shape, other))));

const mostShapes = 12;
const mostTaints = 12;

/** Either of two values. */
export function joinValues(a: Value, b: Value): Value {
  if (a === b) return a;
  const shapes = [...a.shapes];
  let open = a.open || b.open;
  for (const shape of b.shapes) {
    if (shapes.some((known) => sameShape(known, shape))) continue;
    if (shapes.length < mostShapes) shapes.push(shape);
    else open = true;
  }
  const credential = a.credential ?? b.credential;
  const why = a.why ?? b.why;
  const byKey = a.byKey ?? b.byKey;
  const refusalTag = a.refusalTag ?? b.refusalTag;
  const otherwise = joinOtherwise(a, b);
  const narrows = joinNarrows(a, b);
  return {
    shapes,
    open,
    taints: mergeTaints(a.taints, b.taints),
    ...(narrows !== undefined && { narrows }),
    ...(credential !== undefined && { credential }),
    ...implications(a, b),
    ...(otherwise !== undefined && { otherwise }),
    ...(refusalTag !== undefined && { refusalTag }),
    ...((a.maybe === true || b.maybe === true) && { maybe: true }),
    ...((a.caught === true || b.caught === true) && isError(a) && isError(b) && { caught: true as const }),
    ...(why !== undefined && { why }),
    ...(byKey !== undefined && { byKey }),
  };
}

/** What both sides say of the same cell. */
function joinNarrows(a: Value, b: Value): Value['narrows'] {
  const [one, other] = [a.narrows, b.narrows];
  if (one === undefined || other === undefined) return undefined;
  const both = (left: readonly Narrowing[], right: readonly Narrowing[]): Narrowing[] =>
    left.flatMap((narrowing) => {
      if (narrowing.cell === undefined || narrowing.from === undefined) return [];
      const match = right.find((candidate) => candidate.cell === narrowing.cell);
      if (match?.cell === undefined || match.from === undefined) return [];
      return [{ cell: narrowing.cell, value: joinValues(narrowing.value, match.value), from: joinValues(narrowing.from, match.from) }];
    });
  const joined = { truthy: both(one.truthy, other.truthy), falsy: both(one.falsy, other.falsy) };
  return joined.truthy.length + joined.falsy.length === 0 ? undefined : joined;
}
/** Caught, or nothing, or the status of an error (`error.status ?? 500`). */
const isError = (value: Value): boolean =>
  value.caught === true ||
  (!value.open && value.shapes.every((s) => s.k === 'constant' && (typeof s.value !== 'number' || s.value >= 400)));

/** A proof survives a join when the other side cannot be truthy (falsy) at all, or proves it too. */
function implications(a: Value, b: Value): { whenTruthy?: Proof; whenFalsy?: Proof } {
  const truthy =
    a.whenTruthy !== undefined && (b.whenTruthy !== undefined || truthiness(b) === false)
      ? a.whenTruthy
      : b.whenTruthy !== undefined && truthiness(a) === false
        ? b.whenTruthy
        : undefined;
  const falsy =
    a.whenFalsy !== undefined && (b.whenFalsy !== undefined || truthiness(b) === true)
      ? a.whenFalsy
      : b.whenFalsy !== undefined && truthiness(a) === true
        ? b.whenFalsy
        : undefined;
  return { ...(truthy !== undefined && { whenTruthy: truthy }), ...(falsy !== undefined && { whenFalsy: falsy }) };
}

export function mergeTaints(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const merged = [...a];
  for (const taint of b) {
    if (merged.length >= mostTaints) break;
    const twin = merged.some(
      (t) =>
        t.part === taint.part &&
        t.path === taint.path &&
        t.source.start === taint.source.start &&
        t.source.file === taint.source.file &&
        t.unsure === taint.unsure &&
        t.cleared.size === taint.cleared.size &&
        (t.validated === undefined) === (taint.validated === undefined),
    );
    if (!twin) merged.push(taint);
  }
  return merged;
}

const fewTaints = 12;
const enoughTaints = 48;

/** The same taints, each once, and no more of them than anybody would list. */
export function distinctTaints(taints: readonly Taint[]): readonly Taint[] {
  if (taints.length <= fewTaints) return taints;
  const known = new Map<string, Taint>();
  for (const taint of taints) {
    const { part, path, source, cleared, validated } = taint;
    const key = `${part} ${path} ${source.file} ${source.start} ${cleared.size} ${validated === undefined}`;
    if (!known.has(key)) known.set(key, taint);
    if (known.size >= enoughTaints) break;
  }
  return known.size === taints.length ? taints : [...known.values()];
}

/** The value with a step added to the way of each taint. */
export function withStep(value: Value, at: Location, message: string): Value {
  if (value.taints.length === 0) return value;
  return { ...value, taints: value.taints.map((taint) => ({ ...taint, trail: { at, message, before: taint.trail } })) };
}

const textOnly: ReadonlySet<Danger> = new Set(['nosql']);

/** The value as text: it can no longer be an object. */
export function asText(value: Value): Value {
  if (value.taints.every(({ cleared }) => cleared.has('nosql'))) return value;
  return {
    ...value,
    taints: value.taints.map((taint) => ({
      ...taint,
      cleared: taint.cleared.size === 0 ? textOnly : new Set([...taint.cleared, 'nosql' as const]),
    })),
  };
}

/** The strongest credential of several values. */
export function strongestCredential(values: readonly Value[]): Credential | undefined {
  let found: Credential | undefined;
  for (const { credential } of values) {
    if (credential !== undefined && (found === undefined || (found.level === 'presented' && credential.level === 'identity')))
      found = credential;
  }
  return found;
}

/** Answers in the value are given under this proof. */
export function answeredUnder(value: Value, proof: Proof | undefined): Value {
  if (!isStrong(proof) || !value.shapes.some((s) => s.k === 'answer' && s.proof === undefined)) return value;
  return { ...value, shapes: value.shapes.map((s) => (s.k === 'answer' && s.proof === undefined ? { ...s, proof } : s)) };
}

export type RowOf<K extends Row['row']> = Extract<Row, { row: K }>;
