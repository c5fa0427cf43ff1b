import {
  anything,
  constant,
  findConstant,
  isRefusal,
  type Machine,
  type ObjectId,
  type Shape,
  type State,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft } from '../framework.ts';
import { methodOf } from '../methods.ts';
import { pathValue } from '../web-request.ts';
import type { Validation } from './notes.ts';
import { type Decoration, isHapiStep } from './routes.ts';

/** What the functions of a request are given: `request` and `h`. */
export interface Context {
  readonly request: ObjectId;
  readonly args: readonly Value[];
}

export const keys = {
  request: '@hapi/hapi#<request>',
  toolkit: '@hapi/hapi#<toolkit>',
  response: '@hapi/hapi#<response>',
  continues: '@hapi/hapi#<continue>',
  authenticated: '@hapi/hapi#<authenticated>',
} as const;

export function newContext(m: Machine, draft: RouteDraft, state: State): Context {
  const request = m.newObject({ kind: 'adapter', open: true, key: keys.request });
  const toolkit = m.newObject({ kind: 'adapter', open: true, key: keys.toolkit });
  const method = findConstant(methodOf(draft) ?? anything)?.value;
  if (typeof method === 'string') m.setField(request, 'method', constant(method.toLowerCase()), state);
  m.setField(request, 'path', pathValue(draft.path), state);
  for (const name of ['app', 'pre', 'plugins']) m.setField(request, name, m.makeObject(state, {}, { kind: 'plain', open: true }), state);
  for (const { target, name, value } of decorations(draft)) m.setField(target === 'request' ? request : toolkit, name, value, state);
  return { request, args: [shaped({ k: 'object', id: request }), shaped({ k: 'object', id: toolkit })] };
}

function decorations(draft: RouteDraft): readonly Decoration[] {
  const handler = draft.steps.at(-1);
  return handler !== undefined && isHapiStep(handler) && handler.part.as === 'handler' ? handler.part.decorations : [];
}

/** What a schema has let through stands in place of what was sent. */
export function setValidated(m: Machine, { request }: Context, { part, field, at }: Validation, state: State): void {
  const validated = { at, what: `the schema of \`${field}\`` };
  m.listener?.({ kind: 'validated', part, path: '', at, what: validated.what });
  const taint = { part, path: '', source: at, cleared: new Set(['nosql'] as const), validated, trail: undefined, unread: true };
  m.setField(request, field, { ...anything, taints: [taint] }, state);
}

/** Watches the calls that make and shape a response. */
export function watchToolkit(m: Machine): void {
  const respond = (status: number, state: State): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: keys.response });
    m.setField(id, '@status', constant(status), state);
    return shaped({ k: 'object', id });
  };
  m.callHooks.set(`${keys.toolkit}.response`, (event, state) => {
    const nothing = findConstant(event.args[0] ?? constant(null));
    return respond(nothing !== undefined && (nothing.value === null || nothing.value === undefined) ? 204 : 200, state);
  });
  for (const name of ['view', 'file', 'entity']) m.callHooks.set(`${keys.toolkit}.${name}`, (_event, state) => respond(200, state));
  m.callHooks.set(`${keys.toolkit}.redirect`, (_event, state) => respond(302, state));
  const code = (status: Value, receiver: Value | undefined, at: Location, state: State): Value => {
    for (const shape of receiver?.shapes ?? []) if (shape.k === 'object') m.setField(shape.id, '@status', status, state);
    const known = findConstant(status)?.value;
    if (typeof known === 'number' && isRefusal(known)) state.refused = { at, what: String(known) };
    return receiver ?? anything;
  };
  m.callHooks.set(`${keys.response}.code`, (event, state) => code(event.args[0] ?? anything, event.receiver, event.at, state));
  m.callHooks.set(`${keys.response}.redirect`, (event, state) => code(constant(302), event.receiver, event.at, state));
  m.callHooks.set(`${keys.response}.created`, (event, state) => code(constant(201), event.receiver, event.at, state));
  m.callHooks.set(`${keys.response}.takeover`, (event, state) => {
    for (const shape of event.receiver?.shapes ?? []) if (shape.k === 'object') m.setField(shape.id, '@takeover', constant(true), state);
    return event.receiver ?? anything;
  });
  m.writeHooks.set(`${keys.response}.statusCode`, (on, value, at, state) => {
    code(value, shaped({ k: 'object', id: on }), at, state);
  });
  m.callHooks.set(`${keys.toolkit}.authenticated`, () => shaped({ k: 'library', key: keys.authenticated }));
  m.callHooks.set(`${keys.toolkit}.unauthenticated`, () => shaped({ k: 'answer', status: 401 }));
}

/** What a lifecycle function may have returned. */
export type Returned =
  | { readonly kind: 'continue' }
  | { readonly kind: 'authenticated' }
  /** `ends`: an error, or a response that takes over. */
  | {
      readonly kind: 'answer';
      readonly status: number | undefined;
      readonly ends: boolean;
      readonly proof: Extract<Shape, { k: 'answer' }>['proof'];
    };

export function returnedOf(m: Machine, value: Value, state: State): readonly Returned[] {
  const found = value.shapes.map((shape): Returned => {
    if (shape.k === 'library' && shape.key === keys.continues) return { kind: 'continue' };
    if (shape.k === 'library' && shape.key === keys.authenticated) return { kind: 'authenticated' };
    if (shape.k === 'answer') return { kind: 'answer', status: shape.status, ends: true, proof: shape.proof };
    if (shape.k !== 'object' || m.info(shape.id).key !== keys.response)
      return { kind: 'answer', status: isNothing(shape) ? 204 : 200, ends: false, proof: undefined };
    const takeover = findConstant(m.getField(shape.id, '@takeover', state) ?? anything)?.value === true;
    return { kind: 'answer', status: statusOf(m.getField(shape.id, '@status', state)), ends: takeover, proof: undefined };
  });
  return value.open || found.length === 0 ? [...found, { kind: 'answer', status: undefined, ends: false, proof: undefined }] : found;
}

const isNothing = (shape: Shape): boolean => shape.k === 'constant' && shape.value === null;

/** A successful one where there are several. */
function statusOf(status: Value | undefined): number | undefined {
  const codes = (status?.shapes ?? []).flatMap((s) => (s.k === 'constant' && typeof s.value === 'number' ? [s.value] : []));
  return status === undefined || status.open ? undefined : (codes.find((code) => code < 400) ?? codes[0]);
}
