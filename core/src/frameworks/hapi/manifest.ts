import {
  anything,
  constant,
  findString,
  invoke,
  loadModule,
  type Machine,
  readMember,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { type Notes, objectsOf, registerAll } from './plugins.ts';
import { fieldOf, itemsOf } from './settings.ts';

/** Servers that @hapi/glue 9 puts together from a manifest, also one that is kept by @hapi/confidence 7. */
export function watchManifests(m: Machine, notes: Notes, make: () => Value): void {
  m.callHooks.set('@hapi/glue#compose', (event, state) => {
    const [manifest = anything, options, ...callbacks] = event.args;
    const server = make();
    const relativeTo = fieldOf(m, options, 'relativeTo', state);
    const register = fieldOf(m, manifest, 'register', state);
    const plugins = fieldOf(m, register, 'plugins', state) ?? fieldOf(m, manifest, 'registrations', state) ?? anything;
    const loaded = itemsOf(m, plugins, state).map((item) => withModule(m, item, relativeTo, event.at, state));
    for (const on of objectsOf(server))
      registerAll(m, notes, on, m.makeArray(state, loaded), fieldOf(m, register, 'options', state), event.at, state);
    for (const shape of [options ?? anything, ...callbacks].flatMap((value) => value.shapes))
      if (shape.k === 'closure') invoke(m, { closure: shape.closure, args: [undefinedValue, server], at: event.at, state, open: true });
    return shaped({ k: 'promise', inner: server });
  });
  // `store.get('/server/port')`: the part of the document at that place.
  m.callHooks.set('@hapi/confidence#<store>.get', (event, state) => {
    const [store] = event.receiver?.shapes ?? [];
    const document = store?.k === 'library' ? store.made?.args[0] : undefined;
    const path = findString(event.args[0] ?? anything);
    if (document === undefined || path === undefined) return undefined;
    const names = path.split('/').filter((name) => name !== '');
    return names.reduce((value, name) => readMember(m, value, name, event.at, state), document);
  });
}

/** A plugin that is named by the module that exports it. */
function withModule(m: Machine, item: Value, relativeTo: Value | undefined, at: Location, state: State): Value {
  const named = findString(item) ?? findString(fieldOf(m, item, 'plugin', state) ?? anything);
  if (named === undefined) return item;
  const base = relativeTo === undefined ? undefined : findString(relativeTo);
  const path = named.startsWith('.') && base !== undefined ? `${base}/${named}` : named;
  const plugin = loadModule(m, constant(path), at.file, state);
  const [shape] = item.shapes;
  if (shape?.k !== 'object') return plugin;
  const fields = [...m.info(shape.id).fields].map((name) => [name, m.getField(shape.id, name, state) ?? anything] as const);
  return m.makeObject(state, { ...Object.fromEntries(fields), plugin });
}
