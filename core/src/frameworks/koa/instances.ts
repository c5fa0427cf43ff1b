import {
  anything,
  type CallEvent,
  constant,
  elementsOf,
  findConstant,
  findString,
  type Machine,
  NoteBook,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { KoaNote } from './notes.ts';
import { flatten, handlersOf, isPath, keys, objectsOf, pathsOf, registrationPlace, toPath } from './registration.ts';

/** `http.METHODS` as the router offers them, `del` and `all`. */
const methods = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'del',
  'head',
  'options',
  'all',
  'link',
  'unlink',
  'copy',
  'lock',
  'unlock',
  'merge',
  'move',
  'mkcol',
  'propfind',
  'proppatch',
  'purge',
  'report',
  'search',
  'subscribe',
  'unsubscribe',
  'trace',
  'query',
] as const;

const methodName = (name: string): string => (name === 'del' ? 'DELETE' : name.toUpperCase());

/** Watches calls that make applications and routers and register things on them. `exactRoot`: of a file, see {@link KoaNote}. */
export function watchInstances(m: Machine, exactRoot: (file: string) => boolean): NoteBook<KoaNote> {
  const notes = new NoteBook<KoaNote>(m);
  const makeApp = (detached = false): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: keys.app });
    notes.add({ kind: 'app', id, detached });
    return shaped({ k: 'object', id });
  };
  const makeRouter = (options: Value | undefined, state: State | undefined, detached = false): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: keys.router });
    const [shape] = options?.shapes ?? [];
    const prefix = shape?.k === 'object' && state !== undefined ? m.getField(shape.id, 'prefix', state) : undefined;
    notes.add({ kind: 'router', id, detached, prefix: prefix === undefined ? undefined : toPath(prefix) });
    return shaped({ k: 'object', id });
  };
  for (const key of ['new koa#default', 'koa#default', 'new koa#Application']) m.callHooks.set(key, () => makeApp());
  for (const name of ['@koa/router#default', '@koa/router#Router'])
    for (const key of [name, `new ${name}`]) m.callHooks.set(key, (event, state) => makeRouter(event.args[0], state));
  for (const module of ['koa', '@koa/router']) m.instanceModules.add(m.catalog.moduleKey(module));
  m.typedInstances.set(keys.app, () => makeApp(true));
  m.typedInstances.set(keys.router, () => makeRouter(undefined, undefined, true));
  m.callHooks.set(`${keys.app}.use`, (event, state) => {
    for (const on of objectsOf(event.receiver))
      notes.add({
        kind: 'use',
        on,
        forApp: true,
        paths: undefined,
        handlers: handlersOf(m, event, 0, state),
        at: event.at,
        exactRoot: false,
      });
    return event.receiver ?? undefinedValue;
  });
  watchRouter(m, notes, exactRoot);
  return notes;
}

function watchRouter(m: Machine, notes: NoteBook<KoaNote>, exactRoot: (file: string) => boolean): void {
  for (const method of methods)
    m.callHooks.set(`${keys.router}.${method}`, (event, state) => {
      // `router.get('user', '/users/:id', show)`: the first is a name.
      const at = isPath(m, event.args[1], state) && findString(event.args[0] ?? anything) !== undefined ? 1 : 0;
      return onRoute(m, notes, event, at, [methodName(method)], at + 1, state);
    });
  m.callHooks.set(`${keys.router}.register`, (event, state) => {
    const names = elementsOf(m, event.args[1] ?? anything, state) ?? [];
    const known = names.map((name) => methodName(findString(name) ?? 'all'));
    return onRoute(m, notes, { ...event, args: event.args.slice(0, 3) }, 0, known.length === 0 ? ['ALL'] : known, 2, state);
  });
  m.callHooks.set(`${keys.router}.use`, (event, state) => {
    const [first = anything] = event.args;
    const hasPath = isPath(m, first, state);
    for (const on of objectsOf(event.receiver))
      notes.add({
        kind: 'use',
        on,
        forApp: false,
        paths: hasPath ? pathsOf(m, first, state) : undefined,
        handlers: handlersOf(m, event, hasPath ? 1 : 0, state),
        at: event.at,
        exactRoot: exactRoot(event.at.file),
      });
    return event.receiver ?? undefinedValue;
  });
  m.callHooks.set(`${keys.router}.prefix`, (event) => {
    for (const on of objectsOf(event.receiver)) notes.add({ kind: 'prefix', on, path: toPath(event.args[0] ?? anything) });
    return event.receiver ?? undefinedValue;
  });
  m.callHooks.set(`${keys.router}.param`, (event, state) => {
    const name = findString(event.args[0] ?? anything);
    const [handler] = flatten(m, event.args[1] ?? anything, event.expressions?.[1], event.at, state);
    if (name !== undefined && handler !== undefined)
      for (const on of objectsOf(event.receiver)) notes.add({ kind: 'param', on, name, handler });
    return event.receiver ?? undefinedValue;
  });
  m.callHooks.set(`${keys.router}.redirect`, (event) => onRedirect(notes, event));
  for (const name of ['routes', 'middleware'])
    m.callHooks.set(`${keys.router}.${name}`, (event) => {
      const made = { callee: event.key, args: event.receiver === undefined ? [] : [event.receiver], at: event.at, options: [] };
      return shaped({ k: 'library', key: keys.routes, made });
    });
}

function onRoute(
  m: Machine,
  notes: NoteBook<KoaNote>,
  event: CallEvent,
  path: number,
  names: readonly string[],
  handlers: number,
  state: State,
): Value {
  for (const on of objectsOf(event.receiver))
    notes.add({
      kind: 'route',
      on,
      methods: names,
      paths: pathsOf(m, event.args[path] ?? anything, state),
      handlers: handlersOf(m, event, handlers, state),
      at: registrationPlace(event, path + 1),
      takesGuard: true,
    });
  return event.receiver ?? undefinedValue;
}

/** `router.redirect('/old', '/new', 302)`: a route for all methods; sources may be names of routes. */
function onRedirect(notes: NoteBook<KoaNote>, event: CallEvent): Value {
  const [source = anything, , status = constant(301)] = event.args;
  if (findString(source)?.startsWith('/') === true)
    for (const on of objectsOf(event.receiver))
      notes.add({
        kind: 'route',
        on,
        methods: ['ALL'],
        paths: [toPath(source)],
        handlers: [{ value: redirectTo(findConstant(status)?.value), name: 'redirect', at: event.nameAt }],
        at: registrationPlace(event, 1),
        takesGuard: false,
      });
  return event.receiver ?? undefinedValue;
}

const redirectTo = (status: unknown): Value => shaped({ k: 'answer', status: typeof status === 'number' ? status : 301 });
