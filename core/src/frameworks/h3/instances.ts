import {
  anything,
  type CallEvent,
  elementsOf,
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
import type { H3Note, InstanceKind } from './notes.ts';

const verbs = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'connect', 'trace', 'query', 'all'] as const;
const kinds = ['app', 'router', 'h3'] as const;

/** Watches `createApp()`, `createRouter()` and `new H3()`, and what is registered on them. */
export function watchInstances(m: Machine): NoteBook<H3Note> {
  const notes = new NoteBook<H3Note>(m);
  const make = (as: InstanceKind): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: `h3#<${as}>` });
    notes.add({ kind: 'instance', id, as });
    return shaped({ k: 'object', id });
  };
  const makeWith = (as: InstanceKind, event: CallEvent, state: State): Value => {
    const made = make(as);
    const [shape] = event.args[0]?.shapes ?? [];
    const hook = shape?.k === 'object' ? m.getField(shape.id, 'onRequest', state) : undefined;
    if (hook !== undefined)
      for (const on of objectsOf(made))
        notes.add({
          ...useOf(event, 0),
          kind: 'use',
          on,
          as,
          path: '',
          method: undefined,
          phase: 'hook',
          handler: hook,
          name: 'onRequest',
        });
    return made;
  };
  m.callHooks.set('h3#createApp', (event, state) => makeWith('app', event, state));
  m.callHooks.set('h3#createRouter', () => make('router'));
  m.callHooks.set('new h3#H3', (event, state) => makeWith('h3', event, state));
  m.instanceModules.add(m.catalog.moduleKey('h3'));
  for (const kind of kinds) m.typedInstances.set(`h3#<${kind}>`, () => make(kind));
  // `useBase('/api', router.handler)`: the router, seen from there on.
  for (const name of ['useBase', 'withBase'])
    m.callHooks.set(`h3#${name}`, (event, state) => {
      const [base = anything, handler = anything] = event.args;
      const id = m.newObject({ kind: 'adapter', open: false, key: based });
      m.setField(id, '@base', base, state);
      m.setField(id, '@handler', handler, state);
      return shaped({ k: 'object', id });
    });
  for (const kind of kinds) {
    const key = `h3#<${kind}>`;
    for (const verb of verbs) m.callHooks.set(`${key}.${verb}`, (event, state) => addRoute(m, notes, verb.toUpperCase(), event, 0, state));
    m.callHooks.set(`${key}.on`, (event, state) =>
      addRoute(m, notes, (findString(event.args[0] ?? anything) ?? 'ALL').toUpperCase(), event, 1, state),
    );
    m.callHooks.set(`${key}.use`, (event, state) => addUse(m, notes, kind, event, state));
    m.callHooks.set(`${key}.register`, (event, state) => {
      const [plugin] = event.args[0]?.shapes ?? [];
      if (plugin?.k === 'closure') m.invoke({ closure: plugin.closure, args: [event.receiver ?? anything], at: event.at, state });
      if (plugin?.k === 'object') addDefined(m, notes, plugin.id, event, state);
      return event.receiver;
    });
    m.callHooks.set(`${key}.mount`, (event, state) => addMount(m, notes, event, state));
  }
  // `router.add('/path', handler, 'get')`
  m.callHooks.set('h3#<router>.add', (event, state) =>
    addRoute(m, notes, (findString(event.args[2] ?? anything) ?? 'ALL').toUpperCase(), event, 0, state),
  );
  return notes;
}

const based = 'h3#<based>';

function addRoute(m: Machine, notes: NoteBook<H3Note>, method: string, event: CallEvent, offset: number, state: State): Value {
  const result = event.receiver ?? undefinedValue;
  const handler = event.args[offset + 1];
  if (handler === undefined) return result;
  const path = findString(event.args[offset] ?? anything);
  const child = childOf(m, handler, state);
  const [shape] = event.args[offset + 2]?.shapes ?? [];
  const given = shape?.k === 'object' ? m.getField(shape.id, 'middleware', state) : undefined;
  const middleware = given === undefined ? [] : (elementsOf(m, given, state) ?? [given]);
  const [at, handlerAt] = [placeOf(event, offset + 1), placeOfArgument(event, offset + 1)];
  for (const on of objectsOf(event.receiver)) {
    // `router.use('/admin/**', useBase('/admin', admin.handler))`
    if (child !== undefined) notes.add({ kind: 'mount', on, path: child.base ?? withoutRest(path), child: child.id, at });
    else notes.add({ kind: 'route', on, method, path, handler, fetches: false, middleware, at, handlerAt });
  }
  return result;
}

/** `app.register(defineRoute({ method, route, handler }))`. */
function addDefined(m: Machine, notes: NoteBook<H3Note>, defined: ObjectId, event: CallEvent, state: State): void {
  const text = (name: string): string | undefined => findString(m.getField(defined, name, state) ?? anything);
  const [at, handlerAt] = [placeOf(event, 1), placeOfArgument(event, 0)];
  const handler = shaped({ k: 'object', id: defined });
  for (const on of objectsOf(event.receiver))
    notes.add({
      kind: 'route',
      on,
      method: text('method')?.toUpperCase() ?? 'ALL',
      path: text('route'),
      handler,
      fetches: false,
      middleware: [],
      at,
      handlerAt,
    });
}

/** `app.use([path], handler, options)`; what a router uses is a route for all methods. */
function addUse(m: Machine, notes: NoteBook<H3Note>, as: InstanceKind, event: CallEvent, state: State): Value {
  if (as === 'router') return addRoute(m, notes, 'ALL', event, 0, state);
  const [first = anything, second] = event.args;
  const offset = second !== undefined && findString(first) !== undefined ? 1 : 0;
  const handlers = event.args[offset] ?? anything;
  const [options] = event.args[offset + 1]?.shapes ?? [];
  const option = (name: string): Value | undefined => (options?.k === 'object' ? m.getField(options.id, name, state) : undefined);
  const path = offset === 1 ? findString(first) : '';
  // `app.use([a, b])`
  for (const on of objectsOf(event.receiver))
    for (const handler of elementsOf(m, handlers, state) ?? [handlers]) {
      const child = childOf(m, handler, state);
      // Version 1: the handler sees the path without what it is mounted at, unless `useBase` has taken that off already.
      if (child !== undefined)
        notes.add({ kind: 'mount', on, path: mountOf(as, path, child.base), child: child.id, at: placeOf(event, offset) });
      else
        notes.add({
          ...useOf(event, offset),
          kind: 'use',
          on,
          as,
          path,
          method: findString(option('method') ?? anything)?.toUpperCase(),
          phase: option('match') === undefined ? undefined : 'sometimes',
          handler,
        });
    }
  return event.receiver ?? undefinedValue;
}

const mountOf = (as: InstanceKind, path: string | undefined, base: string | undefined): string | undefined =>
  base === undefined || path === undefined ? path : as === 'app' && path !== '' && path !== '/' && path !== base ? `${path}/${base}` : base;

function addMount(m: Machine, notes: NoteBook<H3Note>, event: CallEvent, state: State): Value {
  const [path = anything, handler = anything] = event.args;
  const child = childOf(m, handler, state);
  for (const on of objectsOf(event.receiver)) {
    const text = findString(path);
    if (child !== undefined) notes.add({ kind: 'mount', on, path: text, child: child.id, at: placeOf(event, 1) });
    else {
      const [at, handlerAt] = [placeOf(event, 1), placeOfArgument(event, 1)];
      const below = text === undefined ? undefined : `${text}/**`;
      // `{ fetch }`, or the function itself.
      const [shape] = handler.shapes;
      const called = (shape?.k === 'object' ? m.getField(shape.id, 'fetch', state) : undefined) ?? handler;
      notes.add({ kind: 'route', on, method: 'ALL', path: below, handler: called, fetches: true, middleware: [], at, handlerAt });
    }
  }
  return event.receiver ?? undefinedValue;
}

const withoutRest = (path: string | undefined): string | undefined => path?.replace(/\/\*\*.*$/, '');

interface Child {
  readonly id: ObjectId;
  readonly base?: string | undefined;
}

/** A router, its `handler`, or either of them behind `useBase`. */
function childOf(m: Machine, value: Value, state: State): Child | undefined {
  const [shape] = value.shapes;
  if (shape?.k === 'library') {
    const [id] = /^h3#<(app|router|h3)>\.(handler|fetch)$/.test(shape.key) ? objectsOf(shape.receiver) : [];
    return id === undefined ? undefined : { id };
  }
  if (shape?.k !== 'object') return undefined;
  const { key } = m.info(shape.id);
  if (key !== undefined && /^h3#<(app|router|h3)>$/.test(key)) return { id: shape.id };
  if (key !== based) return undefined;
  const inner = childOf(m, m.getField(shape.id, '@handler', state) ?? anything, state);
  return inner === undefined ? undefined : { id: inner.id, base: findString(m.getField(shape.id, '@base', state) ?? anything) };
}

function useOf(event: CallEvent, index: number): { readonly name: string; readonly at: Location; readonly handlerAt: Location } {
  const expression = event.expressions?.[index];
  return {
    name: expression === undefined ? 'middleware' : render(expression),
    at: placeOf(event, index),
    handlerAt: placeOfArgument(event, index),
  };
}

function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

function placeOf(event: CallEvent, args: number): Location {
  const end = args === 0 ? undefined : event.expressions?.[args - 1]?.end;
  return { file: event.at.file, start: event.nameAt.start, end: end ?? event.nameAt.end };
}

function placeOfArgument(event: CallEvent, index: number): Location {
  const expression = event.expressions?.[index];
  return expression === undefined ? event.at : { file: event.at.file, start: expression.start, end: expression.end };
}
