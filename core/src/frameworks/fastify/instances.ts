import {
  anything,
  type CallEvent,
  elementsOf,
  findString,
  type Machine,
  type NoteBook,
  type ObjectId,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { FastifyNote, Path } from './notes.ts';

/**
 * Facts of fastify 5.12. A plugin gets a context of its own: an instance that inherits decorators and hooks from its
 * parent, also those that the parent gets later, and shares nothing with its siblings.
 */

export const appKey = 'fastify#<app>';
export type Notes = NoteBook<FastifyNote>;

/** Names of hidden fields of an instance. */
const children = '@children';
/** Decorations of the request and the reply, and the functions that see routes being registered. */
export const ofRequest = '@request';
export const ofReply = '@reply';
export const onRoute = '@onRoute';

export interface NewInstance {
  readonly parent: ObjectId | undefined;
  readonly prefix: Path;
  readonly detached: boolean;
  readonly at: Location | undefined;
}

export function newInstance(m: Machine, notes: Notes, { parent, prefix, detached, at }: NewInstance, state: State): ObjectId {
  const id = m.newObject({ kind: 'adapter', open: true, key: appKey });
  notes.add({ kind: 'instance', id, parent, prefix, detached, at });
  m.setField(id, children, m.makeArray(state, []), state);
  m.setField(id, onRoute, parent === undefined ? m.makeArray(state, []) : copyList(m, parent, onRoute, state), state);
  for (const holder of [ofRequest, ofReply]) m.setField(id, holder, m.makeObject(state, {}), state);
  if (parent === undefined) return id;
  for (const name of m.info(parent).fields) {
    const value = name.startsWith('@') ? undefined : m.getField(parent, name, state);
    if (value !== undefined) m.setField(id, name, value, state);
  }
  for (const holder of [ofRequest, ofReply]) copyFields(m, holderOf(m, parent, holder, state), holderOf(m, id, holder, state), state);
  push(m, parent, children, shaped({ k: 'object', id }), state);
  return id;
}

function copyList(m: Machine, from: ObjectId, name: string, state: State): Value {
  return m.makeArray(state, listOf(m, from, name, state));
}

export function listOf(m: Machine, id: ObjectId, name: string, state: State): readonly Value[] {
  const list = m.getField(id, name, state);
  return list === undefined ? [] : (elementsOf(m, list, state) ?? []);
}

function push(m: Machine, id: ObjectId, name: string, value: Value, state: State): void {
  m.setField(id, name, m.makeArray(state, [...listOf(m, id, name, state), value]), state);
}

export function holderOf(m: Machine, id: ObjectId, holder: string, state: State): ObjectId | undefined {
  return objectsOf(m.getField(id, holder, state))[0];
}

export function copyFields(
  m: Machine,
  from: ObjectId | undefined,
  to: ObjectId | undefined,
  state: State,
  isWanted: (name: string, value: Value) => boolean = () => true,
): void {
  if (from === undefined || to === undefined) return;
  for (const name of m.info(from).fields) {
    const value = m.getField(from, name, state);
    if (value !== undefined && isWanted(name, value)) m.setField(to, name, value, state);
  }
}

/** Does it to the instance and to all contexts within. */
function withDescendants(m: Machine, id: ObjectId, state: State, body: (id: ObjectId) => void, depth = 0): void {
  body(id);
  if (depth > 20) return;
  for (const child of listOf(m, id, children, state))
    for (const inner of objectsOf(child)) withDescendants(m, inner, state, body, depth + 1);
}

/** `decorate(name, value)`. */
export function decorate(m: Machine, on: ObjectId, name: string, value: Value, state: State): void {
  withDescendants(m, on, state, (id) => m.setField(id, name, value, state));
}

/** `decorateRequest(name, value)`, `decorateReply(name, value)`. */
export function decorateExchange(m: Machine, on: ObjectId, holder: string, name: string, value: Value, state: State): void {
  withDescendants(m, on, state, (id) => {
    const object = holderOf(m, id, holder, state);
    if (object !== undefined) m.setField(object, name, value, state);
  });
}

export function addOnRoute(m: Machine, on: ObjectId, hook: Value, state: State): void {
  withDescendants(m, on, state, (id) => push(m, id, onRoute, hook, state));
}

/** Watches calls that make and decorate instances. */
export function watchInstances(m: Machine, notes: Notes): void {
  const make = (state: State, detached: boolean): Value =>
    shaped({
      k: 'object',
      id: newInstance(m, notes, { parent: undefined, prefix: { text: '', known: true }, detached, at: undefined }, state),
    });
  for (const name of ['default', 'fastify']) m.callHooks.set(`fastify#${name}`, (_event, state) => make(state, false));
  m.instanceModules.add(m.catalog.moduleKey('fastify'));
  m.typedInstances.set(appKey, () => make(m.base, true));
  m.callHooks.set(`${appKey}.decorate`, (event, state) => onDecorate(event, (on, name, value) => decorate(m, on, name, value, state)));
  for (const [method, holder] of [
    ['decorateRequest', ofRequest],
    ['decorateReply', ofReply],
  ] as const)
    m.callHooks.set(`${appKey}.${method}`, (event, state) =>
      onDecorate(event, (on, name, value) => decorateExchange(m, on, holder, name, value, state)),
    );
  m.callHooks.set(`${appKey}.getDecorator`, (event, state) => {
    const name = findString(event.args[0] ?? anything);
    const [id] = objectsOf(event.receiver);
    return name === undefined || id === undefined ? undefined : m.getField(id, name, state);
  });
}

function onDecorate(event: CallEvent, add: (on: ObjectId, name: string, value: Value) => void): Value {
  const [key, value = undefinedValue] = event.args;
  const name = key === undefined ? undefined : findString(key);
  if (name !== undefined) for (const on of objectsOf(event.receiver)) add(on, name, value);
  return event.receiver ?? undefinedValue;
}

export function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

export function fieldOf(m: Machine, value: Value | undefined, name: string, state: State): Value | undefined {
  const [shape] = value?.shapes ?? [];
  return shape?.k === 'object' ? m.getField(shape.id, name, state) : undefined;
}
