import type { LibraryKey } from '../libraries/index.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import type { SchemaFields, Shape, Value } from './value.ts';

/**
 * What a schema says of the fields of what it lets through: those that are numbers, choices and the like have nothing
 * in them that is dangerous anywhere. Undefined where the schema has no such fields, or is not wholly known.
 */
export function schemaFields(m: Machine, schema: Value | undefined, state: State, depth = 0): SchemaFields | undefined {
  const [shape, more] = schema?.shapes ?? [];
  if (shape?.k !== 'library' || more !== undefined || schema?.open === true || depth > 4) return undefined;
  const fields = new Map<string, 'scalar' | SchemaFields>();
  if (!addFields(m, shape.made, fields, state, depth) || fields.size === 0) return undefined;
  return fields;
}

/** Adds the fields of the call that made a schema, those of the schema it was made from first. */
function addFields(
  m: Machine,
  made: Extract<Shape, { k: 'library' }>['made'],
  fields: Map<string, 'scalar' | SchemaFields>,
  state: State,
  depth: number,
): boolean {
  if (made === undefined) return false;
  const row = m.catalog.rows(made.callee).find((r) => r.row === 'schema-fields');
  if (row?.row !== 'schema-fields') return false;
  if (row.of !== 'new' && !addFields(m, made.before, fields, state, depth)) return false;
  if (row.of === 'same' || !('argument' in row.at)) return true;
  const [given] = made.args[row.at.argument]?.shapes ?? [];
  if (given?.k !== 'object' || m.info(given.id).open) return false;
  for (const name of m.info(given.id).fields) {
    const field = m.getField(given.id, name, state);
    const inner = isScalar(m, field) ? 'scalar' : schemaFields(m, field, state, depth + 1);
    if (inner === undefined) fields.delete(name);
    else fields.set(name, inner);
  }
  return true;
}

/** True for a schema whose values cannot break out of any context: its own validator removes every danger. */
function isScalar(m: Machine, schema: Value | undefined): boolean {
  const [shape, more] = schema?.shapes ?? [];
  return (
    shape?.k === 'library' &&
    more === undefined &&
    schema?.open === false &&
    (removesAll(m, shape.key) || removesAll(m, m.catalog.member(shape.key, 'parse')))
  );
}

const removesAll = (m: Machine, key: LibraryKey): boolean =>
  m.catalog.rows(key).some((row) => row.row === 'sanitizer' && row.removes === 'all');
