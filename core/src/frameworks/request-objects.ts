import { type Machine, type State, shaped, type Value } from '../flow/index.ts';

/** Requests as servers of procedures get them from the framework that they are mounted in. */

/** A request: of the web platform, or Node's. */
export function newRequest(m: Machine, requests: 'web' | 'node'): Value {
  return newObject(m, requests === 'node' ? 'express#<request>' : 'global#<request>');
}

/** Hono's context of a request. */
export function honoContext(m: Machine, request: Value, state: State): Value {
  const own = newObject(m, 'hono#<request>');
  const context = newObject(m, 'hono#<context>');
  const fields: readonly (readonly [Value, string, Value])[] = [
    [own, 'raw', request],
    [context, 'req', own],
    [context, 'var', newObject(m, 'hono#<vars>')],
  ];
  for (const [object, name, value] of fields)
    for (const shape of object.shapes) if (shape.k === 'object') m.setField(shape.id, name, value, state);
  return context;
}

/** The response that goes with Node's request. */
export const newResponse = (m: Machine): Value => newObject(m, 'express#<response>');

const newObject = (m: Machine, key: string): Value => shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key }) });
