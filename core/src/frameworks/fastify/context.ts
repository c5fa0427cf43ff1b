import {
  anything,
  assume,
  confirm,
  constant,
  findConstant,
  isRefusal,
  type Machine,
  type ObjectId,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { RouteDraft } from '../framework.ts';
import { methodOf } from '../methods.ts';
import { constantStart } from '../paths.ts';
import { copyFields, holderOf, ofReply, ofRequest } from './instances.ts';
import type { FastifyStep } from './routes.ts';

/** What the functions of a request are given. */
export interface Exchange {
  readonly request: ObjectId;
  readonly reply: ObjectId;
  /** `this`: the instance of the plugin that registers the route. */
  readonly self: Value;
}

/** Makes the request and the reply for a run of the route, with the decorations of its instance. */
export function newExchange(m: Machine, draft: RouteDraft, handler: FastifyStep, state: State): Exchange {
  const request = m.newObject({ kind: 'adapter', open: true, key: 'fastify#<request>' });
  const reply = m.newObject({ kind: 'adapter', open: true, key: 'fastify#<reply>' });
  const raw = m.newObject({ kind: 'adapter', open: true, key: 'fastify#<raw>' });
  const self = shaped({ k: 'object', id: handler.on });
  m.setField(reply, '@status', constant(200), state);
  m.setField(raw, '@status', constant(200), state);
  copyFields(m, holderOf(m, handler.on, ofRequest, state), request, state, (name, value) => !isPlaceholder(m, draft, name, value));
  copyFields(m, holderOf(m, handler.on, ofReply, state), reply, state);
  const method = methodOf(draft);
  const path = m.getField(handler.options, 'url', state) ?? anything;
  const config = configOf(m, draft, handler, state);
  const about = {
    config,
    url: constant(draft.path),
    method: method ?? anything,
    schema: m.getField(handler.options, 'schema', state) ?? anything,
  };
  m.setField(request, 'routeOptions', m.makeObject(state, about, { kind: 'plain', open: true }), state);
  const context = m.makeObject(state, { config }, { kind: 'plain', open: true });
  for (const object of [request, reply]) {
    m.setField(object, 'server', self, state);
    m.setField(object, 'context', context, state);
  }
  m.setField(request, 'routeConfig', config, state);
  m.setField(request, 'routerPath', path, state);
  m.setField(request, 'is404', constant(false), state);
  m.setField(reply, 'request', shaped({ k: 'object', id: request }), state);
  m.setField(reply, 'raw', shaped({ k: 'object', id: raw }), state);
  if (method !== undefined) m.setField(request, 'method', method, state);
  for (const name of ['originalUrl', 'url']) m.setField(request, name, urlValue(draft.path), state);
  return { request, reply, self };
}

/**
 * `decorateRequest('user', null)`: where all hooks can be read, it is null until one of them sets it. Otherwise what comes
 * to stand there may be put there by the others.
 */
function isPlaceholder(m: Machine, draft: RouteDraft, name: string, value: Value): boolean {
  const known = draft.steps.every(
    ({ value: fn }) => fn.shapes.length > 0 && fn.shapes.every((s) => s.k === 'closure' || s.k === 'constant'),
  );
  return !known && findConstant(value) !== undefined && isIdentity(m, name);
}

const isIdentity = (m: Machine, name: string): boolean =>
  m.catalog.rows(m.catalog.member('fastify#<request>', name)).some((row) => row.row === 'identity');

/** `reply.code(401)`: what the handler returns from here on is a refusal. The row of the call does the rest. */
export function watchReplies(m: Machine): void {
  for (const name of ['code', 'status'])
    m.callHooks.set(`fastify#<reply>.${name}`, (event, state) => {
      const status = findConstant(event.args[0] ?? anything)?.value;
      const isRefusing = typeof status === 'number' && isRefusal(status);
      if (isRefusing) state.refused ??= { at: event.at, what: String(status), pending: true };
      else if (state.refused?.pending === true) state.refused = undefined;
      return undefined;
    });
  // `reply.statusCode = 401`; the row of the field does the rest.
  for (const type of ['reply', 'raw'])
    m.writeHooks.set(`fastify#<${type}>.statusCode`, (id, value, _at, state) => m.setField(id, '@status', value, state));
  // `const NotYours = createError('NOT_YOURS', 'Not yours', 403)` of @fastify/error, then `new NotYours()`.
  for (const name of ['default', 'createError'])
    for (const call of ['new ', ''])
      m.callHooks.set(`${call}@fastify/error#${name}()`, ({ made }) => {
        const status = findConstant(made?.args[2] ?? constant(500))?.value;
        return shaped({ k: 'answer', status: typeof status === 'number' ? status : undefined });
      });
  // `app.assert(user, 401)` of @fastify/sensible throws unless the value is truthy.
  m.callHooks.set('fastify#<app>.assert', (event, state) => {
    const [value = anything, code = anything] = event.args;
    const status = findConstant(code)?.value;
    const before = state.fork();
    const failed = state.fork();
    if (status === 401 || status === 403) {
      failed.refused = { at: event.at, what: String(status) };
      m.listener?.({ kind: 'rejects', at: event.at, status });
    }
    assume(value, true, state);
    confirm(state, failed, before);
    return undefinedValue;
  });
}

/** The path a request for the route has: exact, or its start where it has parameters. */
function urlValue(path: string): Value {
  const { text, whole } = constantStart(path);
  return whole ? constant(text) : { ...anything, shapes: [{ k: 'text', prefix: text }], open: false };
}

/** The route's own `config`, with what Fastify adds. */
function configOf(m: Machine, draft: RouteDraft, handler: FastifyStep, state: State): Value {
  const given = m.getField(handler.options, 'config', state);
  const [shape] = given?.shapes ?? [];
  if (given !== undefined && shape?.k !== 'object') return given;
  const id = m.newObject({ kind: 'plain', open: shape?.k === 'object' && m.info(shape.id).open });
  if (shape?.k === 'object') copyFields(m, shape.id, id, state);
  m.setField(id, 'url', constant(draft.path), state);
  return shaped({ k: 'object', id });
}
