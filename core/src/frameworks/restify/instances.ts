import {
  anything,
  type CallEvent,
  findString,
  type Machine,
  NoteBook,
  type ObjectId,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { flatten, type Handler, objectsOf, type Path, pathsOf, registrationPlace } from '../express/instances.ts';

/** What happened to the servers of a program and the routers of restify-router, in order. */
export type RestifyNote =
  /** `detached`: made for a parameter whose caller is not known. */
  | { readonly kind: 'server'; readonly id: ObjectId; readonly detached: boolean }
  | { readonly kind: 'router'; readonly id: ObjectId }
  /** `server.pre`, `server.use`, `router.use`; `param`: only for routes with that parameter. */
  | {
      readonly kind: 'use';
      readonly on: ObjectId;
      readonly early: boolean;
      readonly handlers: readonly Handler[];
      readonly param: string | undefined;
    }
  | {
      readonly kind: 'route';
      readonly on: ObjectId;
      readonly method: string;
      readonly paths: readonly Path[];
      readonly handlers: readonly Handler[];
      readonly at: Location;
    }
  /** `router.applyRoutes(server, prefix)`, `router.add(path, other)`. */
  | { readonly kind: 'mount'; readonly on: ObjectId; readonly child: ObjectId; readonly prefix: Path; readonly at: Location };

type Notes = NoteBook<RestifyNote>;

const server = 'restify#<server>';
const router = 'restify-router#<router>';

/** Its names for methods; HEAD and OPTIONS are `head` and `opts`. */
const methods: Readonly<Record<string, string>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  del: 'DELETE',
  head: 'HEAD',
  opts: 'OPTIONS',
};

export function watchServers(m: Machine): Notes {
  const notes: Notes = new NoteBook<RestifyNote>(m);
  const make = (detached = false): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: server });
    notes.add({ kind: 'server', id, detached });
    return shaped({ k: 'object', id });
  };
  m.callHooks.set('restify#createServer', () => make());
  m.callHooks.set('new restify-router#Router', () => {
    const id = m.newObject({ kind: 'adapter', open: true, key: router });
    notes.add({ kind: 'router', id });
    return shaped({ k: 'object', id });
  });
  m.instanceModules.add(m.catalog.moduleKey('restify'));
  m.typedInstances.set(server, () => make(true));
  for (const type of [server, router]) {
    for (const [name, method] of Object.entries(methods))
      m.callHooks.set(`${type}.${name}`, (event, state) => onRoute(m, notes, method, event, state));
    for (const name of ['use', 'pre', 'first'])
      m.callHooks.set(`${type}.${name}`, (event, state) => {
        for (const on of objectsOf(event.receiver))
          notes.add({ kind: 'use', on, early: name !== 'use', handlers: handlersOf(m, event, 0, state), param: undefined });
        return event.receiver ?? undefinedValue;
      });
  }
  m.callHooks.set(`${server}.param`, (event, state) => {
    const param = findString(event.args[0] ?? anything);
    for (const on of objectsOf(event.receiver))
      notes.add({ kind: 'use', on, early: false, handlers: handlersOf(m, event, 1, state), param });
    return event.receiver ?? undefinedValue;
  });
  m.callHooks.set(`${router}.applyRoutes`, (event, state) => {
    const [on, prefix] = event.args;
    for (const parent of objectsOf(on))
      for (const child of objectsOf(event.receiver))
        notes.add({ kind: 'mount', on: parent, child, prefix: prefixOf(m, prefix, state), at: event.at });
    return undefinedValue;
  });
  m.callHooks.set(`${router}.add`, (event, state) => {
    for (const on of objectsOf(event.receiver))
      for (const child of objectsOf(event.args[1]))
        notes.add({ kind: 'mount', on, child, prefix: prefixOf(m, event.args[0], state), at: event.at });
    return undefinedValue;
  });
  // `res.statusCode = 401; res.end()`
  m.writeHooks.set('restify#<response>.statusCode', (id, value, _at, state) => m.setField(id, '@status', value, state));
  return notes;
}

const nowhere: Path = { text: '/', known: true };

const prefixOf = (m: Machine, prefix: Value | undefined, state: State): Path =>
  (prefix === undefined ? undefined : pathsOf(m, prefix, state)[0]) ?? nowhere;

function onRoute(m: Machine, notes: Notes, method: string, event: CallEvent, state: State): Value {
  const [first = anything] = event.args;
  const [shape] = first.shapes;
  // `{ path: '/users', version: '1.0.0' }`
  const path = shape?.k === 'object' ? (m.getField(shape.id, 'path', state) ?? m.getField(shape.id, 'url', state)) : undefined;
  for (const on of objectsOf(event.receiver))
    notes.add({
      kind: 'route',
      on,
      method,
      paths: pathsOf(m, path ?? first, state),
      handlers: handlersOf(m, event, 1, state),
      at: registrationPlace(event, true),
    });
  return undefinedValue;
}

const handlersOf = (m: Machine, event: CallEvent, offset: number, state: State): readonly Handler[] =>
  event.args.slice(offset).flatMap((value, index) => flatten(m, value, event.expressions?.[index + offset], event.at, state));
