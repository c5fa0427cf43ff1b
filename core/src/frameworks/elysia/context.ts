import {
  anything,
  type CallEvent,
  constant,
  type Machine,
  type ObjectId,
  type Primitive,
  type State,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { InputPart } from '../../model/index.ts';
import { constantStart } from '../paths.ts';
import { statusCodes } from './statuses.ts';

/** What the functions of a request are given. */
export interface Context {
  readonly id: ObjectId;
  readonly set: ObjectId;
  readonly value: Value;
}

export const fieldsByPart: Readonly<Record<string, string>> = {
  body: 'body',
  query: 'query',
  params: 'params',
  headers: 'headers',
  cookies: 'cookie',
};

export function newContext(m: Machine, method: string, path: string, validated: readonly InputPart[], state: State): Context {
  const id = m.newObject({ kind: 'adapter', open: true, key: 'elysia#<context>' });
  const request = m.newObject({ kind: 'adapter', open: true, key: 'global#<request>' });
  const set = m.newObject({ kind: 'adapter', open: true, key: 'elysia#<set>' });
  m.setField(set, 'status', constant(200), state);
  m.setField(id, 'set', shaped({ k: 'object', id: set }), state);
  m.setField(id, 'request', shaped({ k: 'object', id: request }), state);
  m.setField(id, 'store', anything, state);
  const { text, whole } = constantStart(path);
  m.setField(id, 'path', whole ? constant(text) : { ...anything, shapes: [{ k: 'text', prefix: text }], open: false }, state);
  if (method !== 'ALL') m.setField(request, 'method', constant(method), state);
  for (const part of validated) {
    const field = fieldsByPart[part];
    if (field !== undefined) m.setField(id, field, checked(part), state);
  }
  return { id, set, value: shaped({ k: 'object', id }) };
}

/** A part of the request that a schema has let through. */
function checked(part: InputPart): Value {
  const at = { file: '', start: 0, end: 0 };
  const validated = { at, what: 'the schema of the route' };
  return { ...anything, taints: [{ part, path: '', source: at, cleared: new Set(['nosql']), validated, trail: undefined, unread: true }] };
}

/** `status(401, 'Who?')`, by number or by name; `error` is its older name. */
export function watchStatuses(m: Machine): void {
  const answer = (event: CallEvent): Value => shaped({ k: 'answer', status: statusOf(event.args[0] ?? anything) });
  for (const name of ['status', 'error']) {
    m.callHooks.set(`elysia#<context>.${name}`, answer);
    m.callHooks.set(`elysia#${name}`, answer);
  }
}

/** A status as number or by its name; a successful one where it may be several. */
export function statusOf(value: Value): number | undefined {
  if (value.open) return undefined;
  const codes = value.shapes.map((shape) => (shape.k === 'constant' ? codeOf(shape.value) : undefined));
  return codes.find((code) => code === undefined || code < 400) ?? codes[0];
}

const codeOf = (status: Primitive): number | undefined =>
  typeof status === 'number' ? status : typeof status === 'string' ? statusCodes[status] : undefined;
