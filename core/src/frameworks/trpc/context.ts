import { anything, joinValues, type Machine, type State, shaped, undefinedValue, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { openContext, readContext } from '../made-context.ts';
import { keys } from './library.ts';
import type { Requests } from './served.ts';

/** A context of which nothing is known: whoever made it may have put the caller into it. */
export const unknownContext = (m: Machine, request: Value, at: Location, state: State): Value =>
  openContext(m, keys.context, { req: request }, at, state);

/** The context as `createContext` made it; what of it could not be read may be the caller. */
export const madeContext = (m: Machine, made: Value, request: Value, at: Location, state: State): Value =>
  readContext(m, made, at, state) ?? unknownContext(m, request, at, state);

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

/** A request: of the web platform, or Node's. */
export function newRequest(m: Machine, requests: Requests): Value {
  return newObject(m, requests === 'node' ? 'express#<request>' : 'global#<request>');
}

/** What `createContext` is given: the request, and by Hono its context. */
export function contextArguments(m: Machine, requests: Requests, request: Value, state: State): readonly Value[] {
  const options = m.makeObject(state, { req: request }, { kind: 'plain', open: true });
  if (requests !== 'hono') return [options];
  const own = newObject(m, 'hono#<request>');
  const context = newObject(m, 'hono#<context>');
  const fields: readonly (readonly [Value, string, Value])[] = [
    [own, 'raw', request],
    [context, 'req', own],
    [context, 'var', newObject(m, 'hono#<vars>')],
  ];
  for (const [object, name, value] of fields)
    for (const shape of object.shapes) if (shape.k === 'object') m.setField(shape.id, name, value, state);
  return [options, context];
}

const newObject = (m: Machine, key: string): Value => shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key }) });
