import { anything, joinValues, type Machine, type State, undefinedValue, type Value } from '../flow/index.ts';
import { on, type Row } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';

/** Contexts that a program makes of a request once, and that all functions of the request get. */

/** Something that could not be read: its being there tells callers apart where its absence is answered with 401 or 403. */
export const mayHold = (value: Value, at: Location): Value => ({
  ...value,
  whenTruthy: { at, what: 'what the context holds', tentative: true, fromHeader: true },
});

/** A context of which nothing is known: whoever made it may have put the caller into it. */
export function openContext(m: Machine, key: string, given: Readonly<Record<string, Value>>, at: Location, state: State): Value {
  return m.makeObject(state, { ...given, '*': mayHold(anything, at) }, { kind: 'plain', open: true, key });
}

/** The objects that a function made as the context; what of them could not be read may be the caller. Undefined where there is none. */
export function readContext(m: Machine, made: Value, at: Location, state: State): Value | undefined {
  const objects = made.shapes.filter((shape) => shape.k === 'object');
  if (objects.length === 0) return undefined;
  for (const { id } of objects) {
    if (m.info(id).kind !== 'plain') continue;
    for (const name of m.info(id).fields) {
      const field = m.getField(id, name, state);
      if (field === undefined || !field.open || field.shapes.length > 0) continue;
      if (field.whenTruthy === undefined && field.credential === undefined) m.setField(id, name, mayHold(field, at), state);
    }
  }
  return { ...made, shapes: objects };
}

/** Names under which contexts hold the caller, where the code that makes the context cannot be read. */
const identityFields = ['user', 'userId', 'session', 'auth', 'currentUser', 'account', 'identity', 'viewer', 'member', 'admin', 'uid'];

/** What a context is likely to hold. `type`: the type of the framework's library that contexts are of. */
export const identityRows = (type: string): readonly Row[] =>
  identityFields.map((name): Row => ({ row: 'identity', target: on(type, name), when: 'truthy' }));

/** `next({ ctx: { user } })`: the context of what follows. */
export function extendedContext(m: Machine, context: Value, more: Value | undefined, state: State): Value {
  const extensions = (more?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
  if (more === undefined || extensions.length === 0) return context;
  const bases = context.shapes.flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
  const fields: Record<string, Value> = {};
  for (const id of bases) for (const name of m.info(id).fields) fields[name] = either(m, bases, name, state);
  for (const id of extensions) for (const name of m.info(id).fields) if (name !== '*') fields[name] = either(m, extensions, name, state);
  const key = bases.map((id) => m.info(id).key).find((k) => k !== undefined);
  const open = [...bases, ...extensions].some((id) => m.info(id).open);
  return m.makeObject(state, fields, { kind: 'plain', open, ...(key !== undefined && { key }) });
}

function either(m: Machine, ids: readonly number[], name: string, state: State): Value {
  return ids.map((id) => m.getField(id, name, state) ?? (m.info(id).open ? anything : undefinedValue)).reduce(joinValues);
}
