import {
  anything,
  type CallEvent,
  callValue,
  constant,
  findConstant,
  findString,
  inputValue,
  isRefusal,
  isStrong,
  type Machine,
  readMember,
  type State,
  settle,
  shaped,
  statusAmong,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';

/** Helpers of h3 1.15 and 2.0 whose meaning depends on the event they are given. */
export function watchHelpers(m: Machine): void {
  const on = (name: string, read: (event: CallEvent, state: State) => Value | undefined): void => {
    m.callHooks.set(`h3#${name}`, read);
  };
  on('createError', (event, state) => errorOf(m, event, state));
  m.callHooks.set('new h3#HTTPError', (event, state) => errorOf(m, event, state));
  m.callHooks.set('new h3#H3Error', () => shaped({ k: 'answer', status: 500 }));
  on('HTTPError.status', (event) => shaped({ k: 'answer', status: statusAmong(event.args[0] ?? anything) }));
  on('isError', () => anything);
  on('sendError', (event, state) => sendError(m, event, state));
  on('sendRedirect', (event, state) => sent(m, event, statusIn(event.args[2], 302), state));
  on('sendNoContent', (event, state) => sent(m, event, statusIn(event.args[1], 204), state));
  for (const name of ['send', 'sendStream', 'sendIterable', 'sendWebResponse']) on(name, (event, state) => sent(m, event, 200, state));
  for (const name of ['sendProxy', 'proxyRequest', 'proxy']) on(name, (event, state) => forwarded(m, name, event, state));
  // The event of the running request, where Nitro keeps it.
  on('useEvent', () => shaped({ k: 'library', key: 'h3#<event>' }));
  on('setResponseStatus', (event, state) => {
    const [given, status = anything] = event.args;
    const response = given === undefined ? anything : readMember(m, given, 'res', event.at, state);
    for (const shape of response.shapes) if (shape.k === 'object') m.setField(shape.id, 'status', status, state);
    const code = statusAmong(status);
    if (code === 401 || code === 403) state.refused = { at: event.at, what: String(code) };
    return undefinedValue;
  });
  const members = { getRequestPath: 'path', getRequestURL: 'url', getMethod: 'method', toWebRequest: 'req', getRequestWebStream: 'body' };
  for (const [name, member] of Object.entries(members))
    on(name, (event, state) => {
      const [given] = event.args;
      return given === undefined ? undefined : readMember(m, given, member, event.at, state);
    });
  for (const name of ['isMethod', 'assertMethod']) on(name, (event, state) => testMethod(m, name, event, state));
  // Everybody has a session; what is in it tells callers apart.
  for (const name of ['useSession', 'getSession'])
    on(name, () => shaped({ k: 'promise', inner: shaped({ k: 'library', key: 'h3#<session>' }) }));
  for (const name of ['lazyEventHandler', 'defineLazyEventHandler'])
    on(name, (event, state) => {
      const call = { args: [], expressions: [], receiver: undefined, at: event.at, nameAt: event.nameAt, name, activation: undefined };
      return settle(callValue(m, event.args[0] ?? anything, { ...call, open: false, construct: false }, state), state);
    });
  const checks = {
    readValidatedBody: 'body',
    getValidatedQuery: 'query',
    getValidatedRouterParams: 'params',
    getValidatedCookies: 'cookies',
  } as const;
  for (const [name, part] of Object.entries(checks))
    on(name, (event, state) => shaped({ k: 'promise', inner: validate(m, part, name, event, state) }));
}

const statusIn = (given: Value | undefined, otherwise: number): number | undefined =>
  given === undefined ? otherwise : statusAmong(given);

/** `createError({ statusCode: 401 })`, `new HTTPError('Who?', { status: 401 })`: an answer, thrown or returned. */
function errorOf(m: Machine, event: CallEvent, state: State): Value {
  const options = event.args.findLast((arg) => arg.shapes.some((shape) => shape.k === 'object'));
  const [shape] = options?.shapes ?? [];
  if (options === undefined || shape?.k !== 'object')
    return shaped({ k: 'answer', status: event.args.some((arg) => arg.open) ? undefined : 500 });
  const status = m.getField(shape.id, 'statusCode', state) ?? m.getField(shape.id, 'status', state);
  return shaped({ k: 'answer', status: status === undefined ? 500 : statusAmong(status) });
}

/** Remembers that the answer was sent; the caller may return the value or not. */
function sent(m: Machine, event: CallEvent, status: number | undefined, state: State): Value {
  for (const shape of event.args[0]?.shapes ?? [])
    if (shape.k === 'object') m.setField(shape.id, '@sent', status === undefined ? anything : constant(status), state);
  return shaped({ k: 'answer', status });
}

/** The request goes to another server with its headers, credentials included. */
function forwarded(m: Machine, name: string, event: CallEvent, state: State): Value {
  const why = 'it forwards the request to another server, which may refuse it';
  m.listener?.({ kind: 'unknown-call', at: event.at, callee: name, why, proven: isStrong(state.proof) });
  return sent(m, event, 200, state);
}

/** Sends at once. What comes before the handler goes no further then, whatever it returns. */
function sendError(m: Machine, event: CallEvent, state: State): Value {
  const [given, error] = event.args;
  const [shape] = error?.shapes ?? [];
  const status = shape?.k === 'answer' ? shape.status : statusAmong(error ?? anything);
  m.listener?.({ kind: 'answer', status, at: event.at, proven: isStrong(state.proof) });
  if (isRefusal(status)) {
    m.listener?.({ kind: 'rejects', at: event.at, status });
    state.refused ??= { at: event.at, what: String(status) };
  }
  for (const on of given?.shapes ?? []) {
    if (on.k !== 'object') continue;
    m.setField(on.id, '@sent', constant(status ?? 500), state);
    if (findConstant(m.getField(on.id, '@step', state) ?? anything)?.value === 'middleware') state.live = false;
  }
  return undefinedValue;
}

/** `isMethod(event, 'POST')`, `assertMethod(event, ['POST', 'PUT'])`, which throws for others. */
function testMethod(m: Machine, name: string, event: CallEvent, state: State): Value {
  const [given, wanted = anything] = event.args;
  const method = given === undefined ? undefined : findString(readMember(m, given, 'method', event.at, state));
  const [list] = wanted.shapes;
  const names =
    list?.k === 'object'
      ? [...m.info(list.id).fields].map((index) => findString(m.getField(list.id, index, state) ?? anything))
      : [findString(wanted)];
  if (method === undefined || names.includes(undefined)) return name === 'isMethod' ? anything : undefinedValue;
  const same = names.includes(method);
  if (name === 'isMethod') return constant(same);
  if (!same) {
    m.listener?.({ kind: 'answer', status: 405, at: event.at, proven: isStrong(state.proof) });
    state.live = false;
  }
  return undefinedValue;
}

/**
 * `readValidatedBody(event, schema.parse)`: what the function gives. A function that says true, or a schema, lets the
 * input through as it is; the result of `safeParse` does so whatever it says.
 */
function validate(m: Machine, part: InputPart, name: string, event: CallEvent, state: State): Value {
  const [, validator] = event.args;
  const input = inputValue(m, part, '', event.at);
  const [only] = validator?.shapes ?? [];
  if (validator === undefined || (only?.k !== 'closure' && (only?.k !== 'library' || isSchema(m, only.key))))
    return told(m, part, name, event);
  const call = {
    expressions: [],
    receiver: only.k === 'library' ? only.receiver : undefined,
    at: event.at,
    nameAt: event.nameAt,
    name,
    activation: undefined,
  };
  const result = settle(callValue(m, validator, { ...call, args: [input], open: false, construct: false }, state), state);
  return findConstant(result)?.value === true || result.shapes.some((s) => s.k === 'constant' && s.value === false)
    ? told(m, part, name, event)
    : result;
}

const isSchema = (m: Machine, key: string): boolean =>
  m.catalog.rows(m.catalog.member(key, 'parse')).some((row) => row.row === 'validator');

function told(m: Machine, part: InputPart, name: string, event: CallEvent): Value {
  m.listener?.({ kind: 'validated', part, path: '', at: event.at, what: name });
  return accepted(part, event.at, name);
}

/** What a check of `part` has let through. */
export function accepted(part: InputPart, at: Location, what: string): Value {
  return { ...anything, taints: [{ part, path: '', source: at, cleared: new Set(['nosql']), validated: { at, what }, trail: undefined }] };
}
