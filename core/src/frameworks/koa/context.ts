import {
  anything,
  callValue,
  constant,
  elementsOf,
  findConstant,
  isRefusal,
  joinValues,
  type Machine,
  type ObjectId,
  reportWentOn,
  type State,
  setContentType,
  shaped,
  tellMarkup,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft } from '../framework.ts';
import { methodOf } from '../methods.ts';
import { constantStart } from '../paths.ts';
import { requireTruthy } from '../predicate.ts';
import { pathValue } from '../web-request.ts';
import { keys } from './registration.ts';

/** The objects that a request's functions are given: `ctx`, `ctx.request`, `ctx.state`. The response is `ctx` as well. */
export interface Context {
  readonly id: ObjectId;
  readonly request: ObjectId;
  readonly value: Value;
}

const yes = constant(true);
const no = constant(false);

export function newContext(m: Machine, draft: RouteDraft, state: State): Context {
  const object = (key: string): ObjectId => m.newObject({ kind: 'adapter', open: true, key });
  const id = object('koa#<context>');
  const request = object('koa#<request>');
  const value = shaped({ k: 'object', id });
  const links: Readonly<Record<string, Value>> = {
    request: shaped({ k: 'object', id: request }),
    response: value,
    state: shaped({ k: 'object', id: object('koa#<state>') }),
    req: shaped({ k: 'object', id: object('koa#<raw>') }),
    res: shaped({ k: 'object', id: object('koa#<raw-response>') }),
    app: anything,
    status: constant(404),
    '@explicit': no,
    '@answered': no,
    '@passed': no,
  };
  for (const [name, link] of Object.entries(links)) m.setField(id, name, link, state);
  m.setField(request, 'ctx', value, state);
  m.setField(request, 'response', value, state);
  const method = methodOf(draft);
  for (const object of [id, request]) {
    if (method !== undefined) m.setField(object, 'method', method, state);
    for (const name of ['originalUrl', 'url']) m.setField(object, name, pathValue(draft.path), state);
  }
  return { id, request, value };
}

/** The path that a function sees below a mount. */
export function setPath(m: Machine, context: Context, path: string, stripped: string, state: State): void {
  const depth = stripped.split('/').filter((segment) => segment !== '').length;
  const rest = path
    .split('/')
    .filter((segment) => segment !== '')
    .slice(depth);
  const seen = `/${rest.join('/')}`;
  for (const object of [context.id, context.request]) m.setField(object, 'path', pathValue(seen), state);
  // Without parameters, the address is known up to the query.
  if (stripped !== '' && constantStart(seen).whole) m.setField(context.id, 'url', pathValue(seen), state);
}

const has = (value: Value | undefined, what: boolean): boolean =>
  value?.shapes.some((shape) => shape.k === 'constant' && shape.value === what) === true;

/** What has happened to the request by now. */
export const mayHavePassed = (m: Machine, context: Context, state: State): boolean => has(m.getField(context.id, '@passed', state), true);
/** A status or a body was written. */
export const isAnswered = (m: Machine, context: Context, state: State): boolean =>
  has(m.getField(context.id, '@explicit', state), true) || m.getField(context.id, 'body', state) !== undefined;

/** The statuses with which the request is answered by now; a successful one where there are several. */
export function statusNow(m: Machine, context: Context, state: State): number | undefined {
  const status = m.getField(context.id, 'status', state) ?? anything;
  const codes = status.shapes.flatMap((s) => (s.k === 'constant' && typeof s.value === 'number' ? [s.value] : []));
  return status.open ? undefined : (codes.find((code) => code < 400) ?? codes[0]);
}

/** True where the answer says no more than yes or no. */
export function isBareAnswer(m: Machine, context: Context, state: State): boolean {
  const body = m.getField(context.id, 'body', state);
  if (body === undefined || findConstant(body) !== undefined) return true;
  const [shape, more] = body.shapes;
  if (shape?.k !== 'object' || more !== undefined || body.open || m.info(shape.id).kind !== 'plain') return false;
  return [...m.info(shape.id).fields].every((name) => findConstant(m.getField(shape.id, name, state) ?? anything) !== undefined);
}

/** Watches what is written to the response, and calls of the context that decide whether code goes on. */
export function watchContext(m: Machine): void {
  m.writeHooks.set('koa#<context>.status', (on, value, at, state) => onStatus(m, on, value, at, state));
  m.writeHooks.set('koa#<context>.type', (on, value, _at, state) => {
    setContentType(m, { receiver: shaped({ k: 'object', id: on }), args: [] }, value, state);
  });
  m.writeHooks.set('koa#<context>.body', (on, value, at, state) => onBody(m, on, value, at, state));
  const answers = (name: string, body: Value): void => {
    m.callHooks.set(`koa#<context>.${name}`, (event, state) => {
      for (const shape of event.receiver?.shapes ?? []) if (shape.k === 'object') onBody(m, shape.id, body, event.at, state);
      return shaped({ k: 'promise', inner: undefinedValue });
    });
  };
  answers('render', anything);
  for (const name of ['redirect', 'back'])
    m.callHooks.set(`koa#<context>.${name}`, (event, state) => {
      for (const shape of event.receiver?.shapes ?? []) {
        if (shape.k !== 'object') continue;
        m.setField(shape.id, 'body', anything, state);
        m.setField(shape.id, '@answered', yes, state);
        onStatus(m, shape.id, constant(302), event.at, state);
      }
      return undefinedValue;
    });
  m.callHooks.set('koa#<context>.assert', (event, state) => {
    const [condition = undefinedValue, status] = event.args;
    const code = findConstant(status ?? anything)?.value;
    requireTruthy(m, condition, typeof code === 'number' ? code : 500, event.at, state);
    return undefinedValue;
  });
  m.callHooks.set('koa#<context>.isUnauthenticated', (event) => {
    m.listener?.({ kind: 'credential', at: event.at });
    return { ...anything, whenFalsy: { at: event.at, what: '`ctx.isUnauthenticated()`' } };
  });
  // `guard.unless = require('koa-unless')`
  m.callHooks.set('koa-unless#default', (event) => {
    const args = [event.args[0] ?? anything, event.receiver ?? anything];
    return shaped({ k: 'library', key: keys.exempting, made: { callee: event.key, args, at: event.at, options: [] } });
  });
  m.callHooks.set(keys.composed, (event, state) => {
    const [list = anything] = event.made?.args ?? [];
    return runComposed(m, elementsOf(m, list, state) ?? [], event.args, event.at, state);
  });
}

/** `compose([a, b])(ctx, next)`: each is given a `next` that calls the one after it. */
function runComposed(m: Machine, items: readonly Value[], given: readonly Value[], at: Location, state: State): Value {
  const [context = anything, next] = given;
  const call = {
    expressions: [],
    receiver: undefined,
    at,
    nameAt: at,
    name: 'middleware',
    activation: undefined,
    open: true,
    construct: false,
  };
  const from = (index: number, here: State): Value => {
    const item = items[index];
    if (item === undefined) return next === undefined ? undefinedValue : callValue(m, next, { ...call, args: [] }, here);
    const name = `next:${m.newTag()}`;
    m.suppliedFunctions.set(name, (_args, _at, there) => from(index + 1, there));
    const result = callValue(m, item, { ...call, args: [context, shaped({ k: 'hook', name })] }, here);
    m.suppliedFunctions.delete(name);
    return result;
  };
  return from(0, state);
}

function onStatus(m: Machine, on: ObjectId, value: Value, at: Location, state: State): void {
  m.setField(on, 'status', value, state);
  m.setField(on, '@explicit', yes, state);
  const code = findConstant(value)?.value;
  if (typeof code === 'number' && isRefusal(code)) state.refused = { at, what: String(code) };
}

/** The first body makes the status 200, or 204, unless one was written. Text that begins with `<` is sent as HTML. */
function onBody(m: Machine, on: ObjectId, value: Value, at: Location, state: State): void {
  tellMarkup(m, 'leading', value, on, { at, name: 'ctx.body' }, state);
  const status = m.getField(on, 'status', state) ?? anything;
  if (state.refused !== undefined) {
    const { refused } = state;
    const elsewhere = status.open || status.shapes.some((s) => s.k !== 'constant' || typeof s.value !== 'number' || !isRefusal(s.value));
    if (has(m.getField(on, '@answered', state), true) && elsewhere && (refused.signIn === true || /^40[13]$/.test(refused.what)))
      reportWentOn(m, state, at, '`ctx.body = …`');
    m.setField(on, '@answered', yes, state);
  }
  m.setField(on, 'body', value, state);
  const explicit = m.getField(on, '@explicit', state);
  const nothing = findConstant(value);
  const implied = constant(nothing !== undefined && (nothing.value === null || nothing.value === undefined) ? 204 : 200);
  if (!has(explicit, true)) m.setField(on, 'status', implied, state);
  else if (has(explicit, false)) m.setField(on, 'status', joinValues(withoutDefault(status), implied), state);
}

const withoutDefault = (status: Value): Value => ({
  ...status,
  shapes: status.shapes.filter((shape) => !(shape.k === 'constant' && shape.value === 404)),
});
