import {
  anything,
  type CallEvent,
  elementsOf,
  findConstant,
  findDefault,
  findPrefix,
  findString,
  type Machine,
  NoteBook,
  type ObjectId,
  render,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Expression } from '../../syntax/facts.ts';
import { normalisePath, regexPath } from '../paths.ts';

/** What was called on an application or router, in order. */
export type Registration =
  | { readonly kind: 'use'; readonly paths: readonly Path[]; readonly handlers: readonly Handler[]; readonly at: Location }
  | {
      readonly kind: 'route';
      readonly method: string;
      readonly paths: readonly Path[];
      readonly handlers: readonly Handler[];
      readonly at: Location;
    };

/** `router.param('id', load)`: runs before what the same router registers for a path with `:id`. */
export interface ParamCallback {
  readonly name: string;
  readonly handler: Handler;
}

/** A path as registered; `known: false` where (part of) it could not be evaluated. */
export interface Path {
  readonly text: string;
  readonly known: boolean;
}

export interface Handler {
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
}

/** An application or a router of the program. */
export interface Instance {
  readonly id: ObjectId;
  readonly kind: 'app' | 'router';
  /** Made for a parameter whose caller is not known. */
  readonly detached: boolean;
}

export type ExpressNote =
  | { readonly kind: 'instance'; readonly instance: Instance }
  | { readonly kind: 'param'; readonly on: ObjectId; readonly callback: ParamCallback }
  | { readonly kind: 'registration'; readonly on: ObjectId; readonly registration: Registration };

/** `http.METHODS` as Express offers them, and `all`. */
export const methods = [
  'all',
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'options',
  'head',
  'checkout',
  'copy',
  'link',
  'lock',
  'merge',
  'mkactivity',
  'mkcol',
  'move',
  'notify',
  'propfind',
  'proppatch',
  'purge',
  'report',
  'search',
  'subscribe',
  'trace',
  'unlink',
  'unlock',
  'unsubscribe',
  'query',
] as const;

/** Watches calls that make applications and routers and register things on them. */
export function watchInstances(m: Machine): NoteBook<ExpressNote> {
  const notes = new NoteBook<ExpressNote>(m);
  const make = (kind: Instance['kind'], detached = false): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: `express#<${kind}>` });
    notes.add({ kind: 'instance', instance: { id, kind, detached } });
    return shaped({ k: 'object', id });
  };
  for (const key of ['express#default', 'express#createApplication']) m.callHooks.set(key, () => make('app'));
  for (const key of ['express#Router', 'new express#Router', 'router#default', 'new express#default'])
    m.callHooks.set(key, () => make('router'));
  m.instanceModules.add(m.catalog.moduleKey('express'));
  m.typedInstances.set('express#<app>', () => make('app', true));
  m.typedInstances.set('express#<router>', () => make('router', true));

  for (const kind of ['app', 'router'] as const) {
    m.callHooks.set(`express#<${kind}>.use`, (event, state) => register(m, notes, 'use', undefined, event, state));
    m.callHooks.set(`express#<${kind}>.param`, (event, state) => registerParam(m, notes, event, state));
    m.callHooks.set(`express#<${kind}>.route`, (event, state) => {
      const holder = m.makeObject(
        state,
        { '@path': event.args[0] ?? anything, '@owner': event.receiver ?? anything },
        { kind: 'adapter', open: true, key: 'express#<route>' },
      );
      return holder;
    });
    for (const method of methods) {
      m.callHooks.set(`express#<${kind}>.${method}`, (event, state) => {
        if (kind === 'app' && method === 'get' && event.args.length === 1) return anything;
        return register(m, notes, 'route', method, event, state);
      });
    }
  }
  for (const method of methods)
    m.callHooks.set(`express#<route>.${method}`, (event, state) => registerOnRoute(m, notes, method, event, state));
  return notes;
}

export function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

function register(
  m: Machine,
  notes: NoteBook<ExpressNote>,
  kind: 'use' | 'route',
  method: string | undefined,
  event: CallEvent,
  state: State,
): Value {
  const [first, ...rest] = event.args;
  const firstIsPath =
    first !== undefined && (kind === 'route' || (isPath(m, first, state) && (event.args.length > 1 || !isFunctionLike(m, first, state))));
  const paths: readonly Path[] = firstIsPath && first !== undefined ? pathsOf(m, first, state) : [{ text: '/', known: true }];
  const handlerValues = firstIsPath ? rest : event.args;
  const offset = firstIsPath ? 1 : 0;
  const handlers = handlerValues.flatMap((value, index) => flatten(m, value, event.expressions?.[index + offset], event.at, state));
  for (const id of objectsOf(event.receiver)) {
    notes.add({
      kind: 'registration',
      on: id,
      registration:
        kind === 'use'
          ? { kind, paths, handlers, at: event.at }
          : { kind, method: (method ?? 'all').toUpperCase(), paths, handlers, at: registrationPlace(event, firstIsPath) },
    });
  }
  return event.receiver ?? undefinedValue;
}

function registerParam(m: Machine, notes: NoteBook<ExpressNote>, event: CallEvent, state: State): Value {
  const [names, ...handlers] = event.args;
  const listed = names === undefined ? [] : (elementsOf(m, names, state) ?? [names]);
  const callbacks = handlers.flatMap((value, index) => flatten(m, value, event.expressions?.[index + 1], event.at, state));
  for (const on of objectsOf(event.receiver))
    for (const name of listed.flatMap((value) => findString(value) ?? []))
      for (const handler of callbacks) notes.add({ kind: 'param', on, callback: { name: name.replace(/^:/, ''), handler } });
  return event.receiver ?? undefinedValue;
}

/** `router.get('/users'`: what a squiggle under the registration covers. */
export function registrationPlace(event: CallEvent, hasPath: boolean): Location {
  const end = hasPath ? (event.expressions?.[0]?.end ?? event.nameAt.end) : event.nameAt.end;
  return { file: event.at.file, start: event.nameAt.start, end };
}

function registerOnRoute(m: Machine, notes: NoteBook<ExpressNote>, method: string, event: CallEvent, state: State): Value {
  for (const id of objectsOf(event.receiver)) {
    const path = m.getField(id, '@path', state) ?? anything;
    for (const owner of objectsOf(m.getField(id, '@owner', state))) {
      const handlers = event.args.flatMap((value, index) => flatten(m, value, event.expressions?.[index], event.at, state));
      notes.add({
        kind: 'registration',
        on: owner,
        registration: { kind: 'route', method: method.toUpperCase(), paths: pathsOf(m, path, state), handlers, at: event.nameAt },
      });
    }
  }
  return event.receiver ?? undefinedValue;
}

/** Nested arrays of handlers, flat. */
export function flatten(m: Machine, value: Value, expression: Expression | undefined, call: Location, state: State): readonly Handler[] {
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) {
    const parts = expression?.k === 'array' ? expression.elements : [];
    return elements.flatMap((element, index) => flatten(m, element, parts[index] ?? undefined, call, state));
  }
  const at = expression === undefined ? call : { file: call.file, start: expression.start, end: expression.end };
  return [{ value, name: expression === undefined ? 'handler' : render(expression), at }];
}

function isFunctionLike(m: Machine, value: Value, state: State): boolean {
  if (findDefault(value) !== undefined) return false;
  if (elementsOf(m, value, state) !== undefined) return true;
  return value.shapes.some((shape) => shape.k === 'closure' || shape.k === 'library' || shape.k === 'object');
}

export function isPath(m: Machine, value: Value, state: State): boolean {
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) return elements.length > 0 && elements.every((element) => isPath(m, element, state));
  if (value.shapes.length === 0 || findDefault(value)?.startsWith('/') === true) return true;
  return value.shapes.every((shape) => shape.k === 'constant' || shape.k === 'text' || shape.k === 'regex');
}

export function pathsOf(m: Machine, value: Value, state: State): readonly Path[] {
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) return elements.flatMap((element) => pathsOf(m, element, state));
  const known: Path[] = [];
  for (const shape of value.shapes) {
    if (shape.k === 'constant' && typeof shape.value === 'string') known.push({ text: normalisePath(shape.value), known: true });
    if (shape.k === 'regex') known.push({ text: regexPath(shape.pattern), known: true });
  }
  if (known.length > 0) return known;
  const only = findConstant(value);
  return [{ text: normalisePath(findPrefix(value) ?? (only === undefined ? '' : String(only.value))), known: false }];
}
