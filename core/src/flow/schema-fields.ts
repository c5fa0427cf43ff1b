import type { LibraryKey, UnknownKeys } from '../libraries/index.ts';
import { plainFormats } from '../libraries/index.ts';
import { callValue } from './calls.ts';
import { everyDanger } from './compare.ts';
import type { Machine } from './machine.ts';
import { elementsOf } from './objects.ts';
import type { State } from './state.ts';
import { isStrict } from './strings.ts';
import { anything, type CallRecord, type RowOf, type SchemaFields, type Taint, type Value } from './value.ts';

/** What a schema lets through: `scalar` where nothing in it is dangerous anywhere; its harmless fields; undefined: any text. */
export type SchemaContent = 'scalar' | SchemaFields | undefined;

const deepest = 4;

/**
 * What a schema says of the fields of what it lets through: those that are numbers, choices and the like have nothing
 * in them that is dangerous anywhere. Undefined where the schema has no such fields, or is not wholly known.
 */
export function schemaFields(m: Machine, schema: Value | undefined, state: State): SchemaFields | undefined {
  const content = schemaContent(m, schema, state);
  return content === 'scalar' ? undefined : content;
}

/** What a schema lets through, its fields or itself. */
export function schemaContent(m: Machine, schema: Value | undefined, state: State, depth = 0): SchemaContent {
  const [shape, more] = schema?.shapes ?? [];
  if (shape?.k !== 'library' || more !== undefined || schema?.open === true || depth > deepest) return undefined;
  if (removesAll(m, shape.key) || removesAll(m, m.catalog.member(shape.key, 'parse'))) return 'scalar';
  return contentOfCall(m, shape.made, state, depth);
}

const removesAll = (m: Machine, key: LibraryKey): boolean =>
  m.catalog.rows(key).some((row) => row.row === 'sanitizer' && row.removes === 'all');

/** What the schema lets through that a call made, perhaps from another one. */
function contentOfCall(m: Machine, made: CallRecord | undefined, state: State, depth: number): SchemaContent {
  for (const row of made === undefined ? [] : m.catalog.rows(made.callee)) {
    if (made === undefined) break;
    if (row.row === 'schema-of') return holds(m, row, made, state, depth) ? 'scalar' : contentOfCall(m, made.before, state, depth);
    if (row.row !== 'schema-fields') continue;
    const before = row.of === 'new' ? undefined : contentOfCall(m, made.before, state, depth);
    if (row.of === 'same' || !('argument' in row.at)) return before;
    const given = made.args[row.at.argument];
    const added = given === undefined ? undefined : fieldsOf(m, given, state, depth);
    if (added === undefined) return undefined;
    const all = [...(before === undefined || before === 'scalar' ? [] : before), ...added];
    const fields = new Map(all.flatMap(([name, content]) => (content === undefined ? [] : [[name, content] as const])));
    for (const [name, content] of added) if (content === undefined) fields.delete(name);
    return fields.size === 0 ? undefined : fields;
  }
  return undefined;
}

/** The fields of a record of schemas, or of a schema that is given as a whole; undefined where there may be others. */
function fieldsOf(m: Machine, given: Value, state: State, depth: number): readonly (readonly [string, SchemaContent])[] | undefined {
  const [shape, more] = given.shapes;
  if (more !== undefined || given.open) return undefined;
  if (shape?.k === 'library') {
    const content = schemaContent(m, given, state, depth + 1);
    return content === undefined || content === 'scalar' ? undefined : [...content];
  }
  if (shape?.k !== 'object' || m.info(shape.id).open) return undefined;
  return [...m.info(shape.id).fields].map((name) => [name, schemaContent(m, m.getField(shape.id, name, state), state, depth + 1)] as const);
}

/** All fields that a schema names, and what becomes of others where the schema says so; undefined where it may name more. */
export function schemaNames(m: Machine, schema: Value | undefined, state: State): SchemaNames | undefined {
  const [shape, more] = schema?.shapes ?? [];
  if (shape?.k !== 'library' || more !== undefined || schema?.open === true) return undefined;
  return namesOfCall(m, shape.made, state, 0);
}

export interface SchemaNames {
  readonly names: ReadonlySet<string>;
  readonly unknownKeys: UnknownKeys | undefined;
}

function namesOfCall(m: Machine, made: CallRecord | undefined, state: State, depth: number): SchemaNames | undefined {
  if (made === undefined || depth > deepest) return undefined;
  const row = m.catalog.rows(made.callee).find((one) => one.row === 'schema-fields');
  if (row?.row !== 'schema-fields') return undefined;
  const before = row.of === 'new' ? { names: new Set<string>(), unknownKeys: undefined } : namesOfCall(m, made.before, state, depth);
  if (before === undefined) return undefined;
  const unknownKeys = row.unknownKeys ?? before.unknownKeys;
  if (row.of === 'same' || !('argument' in row.at)) return { ...before, unknownKeys };
  const given = made.args[row.at.argument];
  const [shape, more] = given?.shapes ?? [];
  if (more !== undefined || given?.open === true) return undefined;
  const added =
    shape?.k === 'library'
      ? namesOfCall(m, shape.made, state, depth + 1)?.names
      : shape?.k === 'object' && !m.info(shape.id).open
        ? m.info(shape.id).fields
        : undefined;
  return added === undefined ? undefined : { names: new Set([...before.names, ...added]), unknownKeys };
}

/** True where a schema made of others, of a pattern or of a function lets nothing dangerous through. */
function holds(m: Machine, { how }: RowOf<'schema-of'>, made: CallRecord, state: State, depth: number): boolean {
  const [first = anything] = made.args;
  const [shape, more] = first.shapes;
  if (how === 'pattern') return shape?.k === 'regex' && more === undefined && isStrict(shape);
  if (how === 'format') return plainFormats.has(made.options[0]?.get('format'));
  if (how === 'made') return givesHarmless(m, first, made, state);
  const members = made.args.flatMap((arg) => elementsOf(m, arg, state) ?? [arg]).map((arg) => schemaContent(m, arg, state, depth + 1));
  return how === 'some' ? members.includes('scalar') : members.length > 0 && members.every((content) => content === 'scalar');
}

/** `Number`, `(text) => parseInt(text, 10)`: what the function makes of any text is harmless. */
function givesHarmless(m: Machine, fn: Value, { at }: CallRecord, state: State): boolean {
  const probe: Taint = { part: 'body', path: '', source: at, cleared: new Set(), trail: undefined };
  const { listener } = m;
  m.listener = undefined;
  const call = { expressions: [], receiver: undefined, at, nameAt: at, name: '', activation: undefined, open: false, construct: false };
  const result = callValue(m, fn, { ...call, args: [{ ...anything, taints: [probe] }] }, state.fork());
  m.listener = listener;
  return result.taints.length > 0 && result.taints.every((taint) => taint.cleared.size === everyDanger.size);
}
