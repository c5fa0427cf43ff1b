import {
  anything,
  constant,
  findString,
  type Machine,
  type ObjectId,
  readMember,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';
import { constantStart } from '../paths.ts';

/** The objects that a request's functions are given: `c`, `c.req`, `c.var`. */
export interface Context {
  readonly id: ObjectId;
  readonly request: ObjectId;
  readonly value: Value;
}

/** What `c.req.valid(target)` and `validator(target)` name. */
export const parts: Readonly<Record<string, InputPart>> = {
  json: 'body',
  form: 'body',
  query: 'query',
  param: 'params',
  header: 'headers',
  cookie: 'cookies',
};

export function newContext(m: Machine, method: string, path: string, state: State): Context {
  const id = m.newObject({ kind: 'adapter', open: true, key: 'hono#<context>' });
  const request = m.newObject({ kind: 'adapter', open: true, key: 'hono#<request>' });
  const vars = m.newObject({ kind: 'adapter', open: true, key: 'hono#<vars>' });
  const raw = m.newObject({ kind: 'adapter', open: true, key: 'global#<request>' });
  m.setField(id, 'req', shaped({ k: 'object', id: request }), state);
  m.setField(id, 'var', shaped({ k: 'object', id: vars }), state);
  m.setField(id, 'env', anything, state);
  m.setField(id, '@status', constant(200), state);
  m.setField(request, 'raw', shaped({ k: 'object', id: raw }), state);
  m.setField(request, 'path', pathValue(path), state);
  if (method !== 'ALL') for (const object of [request, raw]) m.setField(object, 'method', constant(method), state);
  return { id, request, value: shaped({ k: 'object', id }) };
}

/** The path of a request for the route: exact, or its start where it has parameters. */
function pathValue(path: string): Value {
  const { text, whole } = constantStart(path);
  return whole ? constant(text) : { ...anything, shapes: [{ k: 'text', prefix: text }], open: false };
}

/** `c.set`, `c.get` and `c.req.valid` keep values for the functions that follow. */
export function watchContext(m: Machine): void {
  m.callHooks.set('hono#<context>.set', (event, state) => {
    const [name = anything, value = undefinedValue] = event.args;
    const vars = varsOf(m, event.receiver, state);
    const key = findString(name);
    if (vars !== undefined && key !== undefined) m.setField(vars, key, value, state);
    return undefinedValue;
  });
  m.callHooks.set('hono#<context>.get', (event, state) => {
    const key = findString(event.args[0] ?? anything);
    const vars = varsOf(m, event.receiver, state);
    if (vars === undefined || key === undefined) return undefined;
    return readMember(m, shaped({ k: 'object', id: vars }), key, event.at, state);
  });
  m.callHooks.set('hono#<request>.valid', (event, state) => {
    const [shape] = event.receiver?.shapes ?? [];
    const target = findString(event.args[0] ?? anything) ?? '';
    const part = parts[target];
    if (part === undefined) return undefined;
    const known = shape?.k === 'object' ? m.getField(shape.id, `@valid ${part}`, state) : undefined;
    m.listener?.({ kind: 'input', part, path: '', at: event.at });
    return known === undefined ? validated(part, event.at, 'c.req.valid') : readHere(known, event.at);
  });
}

/** `await this.getValidatedData()` in an endpoint of chanfana: what its schema has let through, by part. */
export function watchEndpoints(m: Machine): void {
  m.callHooks.set('chanfana#<endpoint>.getValidatedData', (event, state) => {
    const fields = Object.fromEntries(
      (['body', 'query', 'params', 'headers'] as const).map((part) => {
        m.listener?.({ kind: 'validated', part, path: '', at: event.at, what: 'getValidatedData' });
        return [part, validated(part, event.at, 'getValidatedData')];
      }),
    );
    return shaped({ k: 'promise', inner: m.makeObject(state, fields) });
  });
}

/** What a validator of `part` has let through. */
export function validated(part: InputPart, at: Location, what: string): Value {
  return { ...anything, taints: [{ part, path: '', source: at, cleared: new Set(['nosql']), validated: { at, what }, trail: undefined }] };
}

const readHere = (value: Value, at: Location): Value => ({
  ...value,
  taints: value.taints.map((taint) => (taint.trail === undefined ? { ...taint, source: at } : taint)),
});

function varsOf(m: Machine, context: Value | undefined, state: State): ObjectId | undefined {
  const [shape] = context?.shapes ?? [];
  const [vars] = (shape?.k === 'object' ? m.getField(shape.id, 'var', state) : undefined)?.shapes ?? [];
  return vars?.k === 'object' ? vars.id : undefined;
}
