import {
  anything,
  type CallEvent,
  elementsOf,
  findString,
  invoke,
  type Machine,
  NoteBook,
  type ObjectId,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import { watchManifests } from './manifest.ts';
import type { HapiNote } from './notes.ts';
import { type Notes, objectsOf, registerAll, server } from './plugins.ts';
import { authOf, fieldOf, handlerOf, isExtensionPoint, itemsOf, routeOf } from './settings.ts';

const auth = '@hapi/hapi#<auth>';

/** Watches calls that make servers, register plugins and routes on them, and configure authentication. */
export function watchServers(m: Machine): Notes {
  const notes: Notes = new NoteBook<HapiNote>(m);
  const make = (detached = false): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: server });
    notes.add({ kind: 'server', id, parent: undefined, prefix: undefined, replaces: false, detached });
    return shaped({ k: 'object', id });
  };
  for (const name of ['server', 'Server']) for (const prefix of ['', 'new ']) m.callHooks.set(`${prefix}@hapi/hapi#${name}`, () => make());
  m.instanceModules.add(m.catalog.moduleKey('@hapi/hapi'));
  m.typedInstances.set(server, () => make(true));
  m.callHooks.set(`${server}.route`, (event, state) => {
    for (const on of objectsOf(event.receiver))
      for (const item of itemsOf(m, event.args[0] ?? anything, state)) {
        const route = routeOf(m, item, event.receiver ?? anything, event.at, state);
        if (route !== undefined) notes.add({ kind: 'route', on, route });
      }
    return undefinedValue;
  });
  m.callHooks.set(`${server}.register`, (event, state) => {
    for (const on of objectsOf(event.receiver)) registerAll(m, notes, on, event.args[0] ?? anything, event.args[1], event.at, state);
    runFunctions(m, event.args.slice(1), [undefinedValue], event, state);
    return shaped({ k: 'promise', inner: event.receiver ?? undefinedValue });
  });
  // Called when the server starts.
  m.callHooks.set(`${server}.dependency`, (event, state) => {
    runFunctions(m, event.args.slice(1), [event.receiver ?? anything], event, state);
    return undefinedValue;
  });
  watchManifests(m, notes, make);
  m.callHooks.set(`${server}.ext`, (event, state) => onExtension(m, notes, event, state));
  m.callHooks.set(`${server}.decorate`, (event) => {
    const [target, name, value = anything] = event.args;
    const on = findString(target ?? anything);
    const called = findString(name ?? anything);
    if ((on === 'request' || on === 'toolkit') && called !== undefined)
      for (const id of objectsOf(event.receiver)) notes.add({ kind: 'decoration', on: id, target: on, name: called, value });
    return undefinedValue;
  });
  watchAuthentication(m, notes);
  return notes;
}

function watchAuthentication(m: Machine, notes: Notes): void {
  const watch = (name: string, act: (on: ObjectId, event: CallEvent, state: State) => void): void => {
    m.callHooks.set(`${auth}.${name}`, (event, state) => {
      for (const on of serversOf(event)) act(on, event, state);
      return undefinedValue;
    });
  };
  watch('scheme', (on, event) => {
    const name = findString(event.args[0] ?? anything);
    if (name !== undefined) notes.add({ kind: 'scheme', on, name, make: event.args[1] ?? anything });
  });
  watch('strategy', (on, event) => {
    const [name, scheme, ...rest] = event.args.map((arg) => findString(arg));
    // Up to hapi 16 a mode may stand before the options.
    const given = rest[0] === undefined ? event.args[2] : event.args[3];
    if (name === undefined || scheme === undefined) return;
    notes.add({ kind: 'strategy', on, name, scheme, options: given ?? anything, at: event.at });
  });
  watch('default', (on, event, state) => {
    const setting = authOf(m, event.args[0], event.at, state);
    if (setting !== undefined) notes.add({ kind: 'default', on, auth: setting });
  });
}

/** The servers whose `auth` a method was called on. */
function serversOf(event: CallEvent): readonly ObjectId[] {
  return (event.receiver?.shapes ?? []).flatMap((shape) => (shape.k === 'library' ? objectsOf(shape.receiver) : []));
}

function onExtension(m: Machine, notes: Notes, event: CallEvent, state: State): Value {
  const [first = anything, second] = event.args;
  const pairs: readonly (readonly [Value | undefined, Value | undefined])[] =
    second === undefined
      ? itemsOf(m, first, state).map((item) => [fieldOf(m, item, 'type', state), fieldOf(m, item, 'method', state)])
      : [[first, second]];
  for (const [type, method] of pairs) {
    const point = findString(type ?? anything);
    if (point === 'onPreStart' && method !== undefined) runFunctions(m, [method], [event.receiver ?? anything], event, state);
    if (!isExtensionPoint(point)) continue;
    for (const item of method === undefined ? [] : (elementsOf(m, method, state) ?? [method])) {
      const handler = handlerOf(m, item, event.at, state);
      if (handler !== undefined)
        for (const on of objectsOf(event.receiver)) notes.add({ kind: 'extension', on, extension: { point, handler } });
    }
  }
  return undefinedValue;
}

function runFunctions(m: Machine, values: readonly Value[], args: readonly Value[], event: CallEvent, state: State): void {
  for (const shape of values.flatMap((value) => value.shapes))
    if (shape.k === 'closure') {
      invoke(m, { closure: shape.closure, args, at: event.at, state, open: true });
      state.live = true;
    }
}
