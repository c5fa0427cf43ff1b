import {
  constant,
  elementsOf,
  findConstant,
  findString,
  type Machine,
  type ObjectId,
  type SchemaFields,
  type State,
  schemaFields,
  type Value,
} from '../../flow/index.ts';
import type { InputPart } from '../../model/index.ts';

/** A part of the request that the route's schema checks before `preHandler`. */
export interface ValidatedPart {
  readonly part: InputPart;
  /** The field of the request. */
  readonly field: string;
  readonly fields: SchemaFields | undefined;
}

const partsByName: Readonly<Record<string, { readonly part: InputPart; readonly field: string }>> = {
  body: { part: 'body', field: 'body' },
  querystring: { part: 'query', field: 'query' },
  query: { part: 'query', field: 'query' },
  params: { part: 'params', field: 'params' },
  headers: { part: 'headers', field: 'headers' },
};

/** What `schema` checks. With `attachValidation` requests go on whatever comes of it. */
export function validatedParts(m: Machine, options: ObjectId, state: State): readonly ValidatedPart[] {
  const schema = m.getField(options, 'schema', state);
  const attach = m.getField(options, 'attachValidation', state);
  if (schema === undefined || isNothing(schema) || (attach !== undefined && findConstant(attach)?.value !== false)) return [];
  const [shape] = schema.shapes;
  if (shape?.k !== 'object') return Object.values(partsByName).map((part) => ({ ...part, fields: undefined }));
  return Object.entries(partsByName).flatMap(([name, { part, field }]) => {
    const value = m.getField(shape.id, name, state);
    if (value === undefined || acceptsAnything(m, value, state)) return [];
    return [{ part, field, fields: jsonFields(m, value, state) ?? schemaFields(m, value, state) }];
  });
}

const isNothing = (value: Value): boolean =>
  !value.open && value.shapes.length > 0 && value.shapes.every((shape) => shape.k === 'constant' && !shape.value);

/** `true`, `{}`, `{ type: 'object' }`, `z.any()`. */
function acceptsAnything(m: Machine, schema: Value, state: State): boolean {
  if (schema.open || schema.shapes.length === 0) return false;
  return schema.shapes.every((shape) => {
    if (shape.k === 'constant') return shape.value === true || shape.value === undefined || shape.value === null;
    if (shape.k === 'library') return m.catalog.rows(shape.key).some((row) => row.row === 'accepts-anything');
    if (shape.k !== 'object' || m.info(shape.id).open) return false;
    const says = [...m.info(shape.id).fields].filter((name) => m.getField(shape.id, name, state) !== undefined && !silent.has(name));
    if (says.length === 0) return true;
    const type = m.getField(shape.id, 'type', state);
    return says.length === 1 && says[0] === 'type' && type !== undefined && findString(type) === 'object';
  });
}

/** Keywords of JSON Schema that restrict nothing. */
const silent = new Set(['$id', '$schema', '$comment', 'title', 'description', 'default', 'examples', 'deprecated', 'additionalProperties']);

/** What a JSON Schema says of the fields of an object: numbers, choices and texts of a fixed alphabet have nothing dangerous in them. */
function jsonFields(m: Machine, schema: Value, state: State, depth = 0): SchemaFields | undefined {
  const [shape, more] = schema.shapes;
  if (shape?.k !== 'object' || more !== undefined || depth > 4) return undefined;
  const [properties] = m.getField(shape.id, 'properties', state)?.shapes ?? [];
  if (properties?.k !== 'object') return undefined;
  const fields = new Map<string, 'scalar' | SchemaFields>();
  for (const name of m.info(properties.id).fields) {
    const property = m.getField(properties.id, name, state);
    if (property === undefined) continue;
    const inner = isScalar(m, property, state) ? 'scalar' : jsonFields(m, property, state, depth + 1);
    if (inner !== undefined) fields.set(name, inner);
  }
  return fields.size === 0 ? undefined : fields;
}

const scalarTypes = new Set(['number', 'integer', 'boolean', 'null']);
const scalarFormats = new Set(['uuid', 'date', 'time', 'date-time', 'duration', 'ipv4', 'ipv6']);

function isScalar(m: Machine, schema: Value, state: State): boolean {
  const [shape, more] = schema.shapes;
  if (shape?.k !== 'object' || more !== undefined) return false;
  const text = (name: string): string | undefined => findString(m.getField(shape.id, name, state) ?? constant(undefined));
  const type = m.getField(shape.id, 'type', state);
  const types = type === undefined ? [] : (elementsOf(m, type, state) ?? [type]).map((one) => findString(one) ?? '');
  if (types.length > 0 && types.every((one) => scalarTypes.has(one))) return true;
  if (m.getField(shape.id, 'enum', state) !== undefined || m.getField(shape.id, 'const', state) !== undefined) return true;
  return scalarFormats.has(text('format') ?? '');
}
