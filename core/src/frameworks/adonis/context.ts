import {
  anything,
  assume,
  type CallEvent,
  confirm,
  constant,
  elementsOf,
  findConstant,
  findString,
  inputValue,
  isRefusal,
  isStrong,
  type Machine,
  type ObjectId,
  readMember,
  type State,
  schemaFields,
  shaped,
  throwFrom,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { InputPart } from '../../model/index.ts';
import type { RouteDraft } from '../framework.ts';
import { methodOf } from '../methods.ts';
import { pathValue } from '../web-request.ts';
import { keys } from './keys.ts';
import { objectsOf } from './registration.ts';

/** What the functions of one request are given: `ctx`, `ctx.request`, `ctx.response`. */
export interface Context {
  readonly value: Value;
  readonly response: ObjectId;
}

export function newContext(m: Machine, draft: RouteDraft, state: State): Context {
  const make = (key: string): ObjectId => m.newObject({ kind: 'adapter', open: true, key });
  const [context, request, response] = [make(keys.context), make(keys.request), make(keys.response)];
  m.setField(context, 'request', shaped({ k: 'object', id: request }), state);
  m.setField(context, 'response', shaped({ k: 'object', id: response }), state);
  // Where the query and the body are read as one: what such a request has.
  m.setField(request, '@merged', constant(/^(?:GET|HEAD)$/.test(draft.method) ? 'query' : 'body'), state);
  m.setField(request, '@path', pathValue(draft.path), state);
  m.setField(request, '@method', methodOf(draft) ?? anything, state);
  m.setField(response, '@status', constant(200), state);
  m.setField(response, '@ends', constant(false), state);
  m.setField(response, '@sent', constant(false), state);
  return { value: shaped({ k: 'object', id: context }), response };
}

/** True where the response may (must) have its body by now. */
export function isSent(m: Machine, { response }: Context, state: State): boolean | undefined {
  const sent = m.getField(response, '@sent', state);
  const known = sent === undefined ? undefined : findConstant(sent)?.value;
  return typeof known === 'boolean' ? known : undefined;
}

/** Watches what the request gives and what the response does beyond their rows. */
export function watchContext(m: Machine): void {
  const { request, response, redirect } = keys;
  const field = (event: CallEvent, name: string, state: State): Value | undefined => {
    const [id] = objectsOf(event.receiver);
    return id === undefined ? undefined : m.getField(id, name, state);
  };
  const partOf = (event: CallEvent, state: State): InputPart =>
    findString(field(event, '@merged', state) ?? anything) === 'query' ? 'query' : 'body';
  for (const name of ['url', 'method', 'intended'] as const)
    m.callHooks.set(`${request}.${name}`, (event, state) => field(event, name === 'url' ? '@path' : '@method', state));
  for (const name of ['all', 'except', 'original', 'toJSON', 'post'])
    m.callHooks.set(`${request}.${name}`, (event, state) => inputValue(m, partOf(event, state), '', event.at));
  m.callHooks.set(`${request}.input`, (event, state) =>
    inputValue(m, partOf(event, state), findString(event.args[0] ?? anything) ?? '', event.at),
  );
  m.callHooks.set(`${request}.only`, (event, state) => {
    const part = partOf(event, state);
    const names = elementsOf(m, event.args[0] ?? anything, state)?.map((name) => findString(name));
    if (names === undefined || names.includes(undefined)) return inputValue(m, part, '', event.at);
    return m.makeObject(
      state,
      Object.fromEntries(names.flatMap((name) => (name === undefined ? [] : [[name, inputValue(m, part, name, event.at)]]))),
    );
  });
  m.callHooks.set(`${request}.validateUsing`, (event, state) =>
    validate(m, event, event.args[0], partOf(event, state), 'request.validateUsing', state),
  );
  m.callHooks.set(`${request}.validate`, (event, state) => {
    const [given = anything] = event.args;
    const schema = given.shapes.some((shape) => shape.k === 'object') ? readMember(m, given, 'schema', event.at, state) : undefined;
    return validate(m, event, schema, partOf(event, state), 'request.validate', state);
  });
  // `response.redirect()` is an object whose methods redirect.
  m.callHooks.set(`${response}.redirect`, (event, state) => {
    if (event.args.length > 0) return undefined;
    const id = m.newObject({ kind: 'adapter', open: true, key: redirect });
    if (event.receiver !== undefined) m.setField(id, '@response', event.receiver, state);
    return shaped({ k: 'object', id });
  });
  for (const name of ['toPath', 'toRoute', 'toSignedRoute', 'toIntended', 'back'])
    m.callHooks.set(`${redirect}.${name}`, (event, state) => {
      for (const id of objectsOf(field(event, '@response', state))) m.setField(id, '@sent', constant(true), state);
      return undefined;
    });
  for (const [name, ends] of [
    ['abortIf', true],
    ['abortUnless', false],
  ] as const)
    m.callHooks.set(`${response}.${name}`, (event, state) => abortWhere(m, event, ends, state));
}

/** The schema is of the body and the query together; what it has let through stands for both. */
function validate(m: Machine, event: CallEvent, schema: Value | undefined, part: InputPart, what: string, state: State): Value {
  m.listener?.({ kind: 'input', part, path: '', at: event.at });
  for (const judged of ['body', 'query', 'files'] as const) m.listener?.({ kind: 'validated', part: judged, path: '', at: event.at, what });
  const fields = schemaFields(m, schema, state);
  const taint = {
    part,
    path: '',
    source: event.at,
    cleared: new Set(['nosql'] as const),
    validated: { at: event.at, what },
    trail: undefined,
  };
  return shaped({ k: 'promise', inner: { ...anything, taints: [fields === undefined ? taint : { ...taint, fields }] } });
}

/** `response.abortIf(condition, body, status)` throws where the condition holds. */
function abortWhere(m: Machine, event: CallEvent, ends: boolean, state: State): Value {
  const [condition = undefinedValue, , given] = event.args;
  const known = given === undefined ? 400 : findConstant(given)?.value;
  const status = typeof known === 'number' ? known : undefined;
  const before = state.fork();
  const failed = state.fork();
  assume(condition, ends, failed);
  if (failed.live) {
    m.listener?.({ kind: 'answer', status, at: event.at, proven: isStrong(failed.proof) });
    throwFrom(m, failed);
    if (isRefusal(status)) {
      m.listener?.({ kind: 'rejects', at: event.at, status });
      failed.refused = { at: event.at, what: String(status) };
    }
  }
  assume(condition, !ends, state);
  confirm(state, failed, before);
  return undefinedValue;
}
