import {
  anything,
  type CallEvent,
  callValue,
  elementsOf,
  findString,
  type Machine,
  NoteBook,
  type ObjectId,
  render,
  type State,
  settle,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { ElysiaNote, Hook, HookKind, Options, Scope } from './notes.ts';

const app = 'elysia#<app>';
const methods = ['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'connect', 'all', 'ws'] as const;
const hookMethods: Readonly<Record<string, HookKind>> = {
  onRequest: 'request',
  onTransform: 'transform',
  derive: 'derive',
  mapDerive: 'derive',
  onBeforeHandle: 'beforeHandle',
  resolve: 'resolve',
  mapResolve: 'resolve',
};

type Notes = NoteBook<ElysiaNote>;

/** Watches calls that make instances and register things on them. */
export function watchInstances(m: Machine): Notes {
  const notes: Notes = new NoteBook<ElysiaNote>(m);
  const make = (prefix: string | undefined, within?: ObjectId, detached = false): ObjectId => {
    const id = m.newObject({ kind: 'adapter', open: true, key: app });
    notes.add({ kind: 'instance', id, prefix, within, detached });
    return id;
  };
  const constructed = (event: CallEvent, state: State): Value => {
    const prefix = fieldOf(m, event.args[0], 'prefix', state);
    return shaped({ k: 'object', id: make(prefix === undefined ? '' : findString(prefix)) });
  };
  m.callHooks.set('new elysia#Elysia', constructed);
  m.callHooks.set('new elysia#default', constructed);
  m.instanceModules.add(m.catalog.moduleKey('elysia'));
  m.typedInstances.set(app, () => shaped({ k: 'object', id: make('', undefined, true) }));

  const on = (name: string, body: (event: CallEvent, on: ObjectId, state: State) => Value | undefined): void => {
    m.callHooks.set(`${app}.${name}`, (event, state) => {
      let result: Value | undefined;
      for (const id of objectsOf(event.receiver)) result = body(event, id, state) ?? result;
      return result ?? event.receiver ?? undefinedValue;
    });
  };
  for (const method of methods) on(method, (event, id) => addRoute(notes, event, id, method === 'ws' ? 'GET' : method.toUpperCase(), 0));
  on('route', (event, id) => addRoute(notes, event, id, (findString(event.args[0] ?? anything) ?? 'ALL').toUpperCase(), 1));
  on('mount', (event, id) => addMount(notes, event, id));
  for (const [name, kind] of Object.entries(hookMethods)) on(name, (event, id, state) => addHooks(m, notes, event, id, kind, state));
  on('on', (event, id, state) => addNamedHook(m, notes, event, id, state));
  for (const name of ['decorate', 'state']) on(name, (event, id) => addDecoration(m, notes, event, id, name === 'state'));
  on('macro', (event, id) => {
    const [first, second] = event.args;
    const value = second ?? first;
    if (value !== undefined)
      notes.add({ kind: 'macro', on: id, name: second === undefined ? undefined : findString(first ?? anything), value });
    return undefined;
  });
  on('as', (event, id) => {
    notes.add({ kind: 'as', on: id, scope: toScope(findString(event.args[0] ?? anything)) });
    return undefined;
  });
  on('use', (event, id, state) => {
    let result: Value | undefined;
    for (const plugin of event.args) result = usePlugin(m, notes, event, id, plugin, state) ?? result;
    return result;
  });
  on('group', (event, id, state) => {
    const [prefix = anything, second, third] = event.args;
    const [options, callback] = third === undefined ? [undefined, second] : [second, third];
    runWithin(m, notes, event, id, findString(prefix), options, callback, make, state);
    return undefined;
  });
  on('guard', (event, id, state) => {
    const [first, second] = event.args;
    if (second === undefined && !isFunction(first)) {
      notes.add({ kind: 'guard', on: id, options: optionsAt(event, 0) });
      return undefined;
    }
    runWithin(m, notes, event, id, '', second === undefined ? undefined : first, second ?? first, make, state);
    return undefined;
  });
  return notes;
}

function addRoute(notes: Notes, event: CallEvent, on: ObjectId, method: string, offset: number): undefined {
  const handler = event.args[offset + 1];
  if (handler === undefined) return;
  const expression = event.expressions?.[offset + 1];
  notes.add({
    kind: 'route',
    on,
    method,
    path: findString(event.args[offset] ?? anything),
    handler,
    handlerAt: expression === undefined ? event.at : { file: event.at.file, start: expression.start, end: expression.end },
    options: event.key.endsWith('.ws') ? optionsAt(event, 1) : optionsAt(event, offset + 2),
    at: registrationPlace(event, offset + 1),
  });
}

/** `mount('/auth', handler)`, `mount(handler)`: another server for everything below. */
function addMount(notes: Notes, event: CallEvent, on: ObjectId): undefined {
  const [first = anything, second] = event.args;
  const path = second === undefined ? '' : findString(first);
  const handler = second ?? first;
  const children = objectsOf(handler);
  if (children.length > 0) {
    for (const child of children)
      notes.add({ kind: 'take', on, child, prefix: path, options: undefined, hooks: false, at: registrationPlace(event, 1) });
    return;
  }
  const at = registrationPlace(event, 1);
  const options = { value: undefined, at };
  notes.add({
    kind: 'route',
    on,
    method: 'ALL',
    path: path === undefined ? undefined : `${path}/*`,
    handler,
    handlerAt: event.at,
    options,
    at,
  });
}

function addHooks(m: Machine, notes: Notes, event: CallEvent, on: ObjectId, kind: HookKind, state: State): undefined {
  const [first, second] = event.args;
  const scope = second === undefined ? 'local' : toScope(findString(fieldOf(m, first, 'as', state) ?? anything));
  for (const hook of hooksFrom(m, kind, scope, second ?? first, event, second === undefined ? 0 : 1, state))
    notes.add({ kind: 'hook', on, hook });
}

/** `on('beforeHandle', fn)`, `on({ as: 'global' }, 'beforeHandle', fn)`. */
function addNamedHook(m: Machine, notes: Notes, event: CallEvent, on: ObjectId, state: State): undefined {
  const [first = anything, second, third] = event.args;
  const name = findString(third === undefined ? first : (second ?? anything));
  const scope = third === undefined ? 'local' : toScope(findString(fieldOf(m, first, 'as', state) ?? anything));
  const kind = kinds.find((known) => known === name);
  if (kind === undefined) return;
  for (const hook of hooksFrom(m, kind, scope, third ?? second, event, third === undefined ? 1 : 2, state))
    notes.add({ kind: 'hook', on, hook });
}

const kinds = ['request', 'transform', 'derive', 'beforeHandle', 'resolve'] as const;

function hooksFrom(
  m: Machine,
  kind: HookKind,
  scope: Scope,
  value: Value | undefined,
  event: CallEvent,
  index: number,
  state: State,
): readonly Hook[] {
  if (value === undefined) return [];
  const expression = event.expressions?.[index];
  const at = expression === undefined ? event.at : { file: event.at.file, start: expression.start, end: expression.end };
  return (elementsOf(m, value, state) ?? [value]).map((item) => ({
    kind,
    scope,
    value: item,
    name: expression === undefined ? kind : render(expression),
    at,
  }));
}

/** `decorate('db', db)`, `decorate({ db })`, `decorate({ as: 'override' }, { db })`. */
function addDecoration(m: Machine, notes: Notes, event: CallEvent, on: ObjectId, isState: boolean): undefined {
  const [first, ...rest] = event.args;
  if (first === undefined || isState) return;
  const given = rest.length > 0 && findString(first) === undefined && rest.length < 3 && isOptions(m, first) ? rest : event.args;
  const [name, value] = given.length > 1 ? given : [undefined, given[0]];
  const field = name === undefined ? undefined : findString(name);
  if (value === undefined || (name !== undefined && field === undefined)) return;
  notes.add({
    kind: 'hook',
    on,
    hook: { kind: 'decorate', scope: 'global', value, name: 'decorate', at: event.at, ...(field !== undefined && { field }) },
  });
}

const isOptions = (m: Machine, value: Value): boolean =>
  value.shapes.some((shape) => shape.k === 'object' && [...m.info(shape.id).fields].every((name) => name === 'as'));

/** Whatever `use` is given: an instance, a function of the instance, a promise of either, several, or a package's plugin. */
function usePlugin(m: Machine, notes: Notes, event: CallEvent, on: ObjectId, plugin: Value, state: State): Value | undefined {
  const several = elementsOf(m, plugin, state);
  if (several !== undefined) {
    for (const one of several) usePlugin(m, notes, event, on, one, state);
    return undefined;
  }
  let result: Value | undefined;
  for (const shape of settle(plugin, state.fork()).shapes) {
    if (shape.k === 'object') {
      const inner = m.info(shape.id).kind === 'namespace' ? defaultOf(m, shape.id, state) : shaped(shape);
      if (inner === undefined || isFunction(inner)) {
        if (inner !== undefined) usePlugin(m, notes, event, on, inner, state);
        continue;
      }
      for (const child of objectsOf(inner))
        notes.add({ kind: 'take', on, child, prefix: undefined, options: undefined, hooks: true, at: registrationPlace(event, 1) });
    } else if (shape.k === 'closure') {
      const given = settle(callWith(m, shaped(shape), [shaped({ k: 'object', id: on })], event, state), state);
      for (const child of objectsOf(given)) {
        if (child === on) continue;
        notes.add({ kind: 'take', on, child, prefix: undefined, options: undefined, hooks: true, at: registrationPlace(event, 1) });
      }
      result = undefined;
    } else if (shape.k === 'library') {
      const expression = event.expressions?.[0];
      const at = expression === undefined ? event.at : { file: event.at.file, start: expression.start, end: expression.end };
      const name = expression === undefined ? 'plugin' : render(expression);
      notes.add({ kind: 'hook', on, hook: { kind: 'plugin', scope: 'global', value: shaped(shape), name, at } });
    }
  }
  return result;
}

function defaultOf(m: Machine, id: ObjectId, state: State): Value | undefined {
  const { file } = m.info(id);
  return file === undefined ? undefined : m.exported(file, 'default', state);
}

/** Runs the callback of `group` or `guard` on an instance of its own, whose routes are taken over. */
function runWithin(
  m: Machine,
  notes: Notes,
  event: CallEvent,
  on: ObjectId,
  prefix: string | undefined,
  options: Value | undefined,
  callback: Value | undefined,
  make: (prefix: string | undefined, within?: ObjectId) => ObjectId,
  state: State,
): void {
  const sandbox = make('', on);
  if (callback !== undefined) callWith(m, callback, [shaped({ k: 'object', id: sandbox })], event, state);
  const at = registrationPlace(event, 1);
  notes.add({
    kind: 'take',
    on,
    child: sandbox,
    prefix,
    options: options === undefined ? undefined : { value: options, at },
    hooks: false,
    at,
  });
}

function callWith(m: Machine, callee: Value, args: readonly Value[], event: CallEvent, state: State): Value {
  const call = { expressions: [], receiver: undefined, at: event.at, nameAt: event.nameAt, name: 'plugin', activation: undefined };
  return callValue(m, callee, { ...call, args, open: false, construct: false }, state);
}

const toScope = (name: string | undefined): Scope =>
  name === 'global' ? 'global' : name === 'scoped' || name === 'plugin' ? 'scoped' : 'local';

const isFunction = (value: Value | undefined): boolean => value?.shapes.some((shape) => shape.k === 'closure') === true;

function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

function fieldOf(m: Machine, value: Value | undefined, name: string, state: State): Value | undefined {
  const [shape] = value?.shapes ?? [];
  return shape?.k === 'object' ? m.getField(shape.id, name, state) : undefined;
}

function optionsAt(event: CallEvent, index: number): Options {
  const expression = event.expressions?.[index];
  return {
    value: event.args[index],
    at: expression === undefined ? event.at : { file: event.at.file, start: expression.start, end: expression.end },
  };
}

/** `app.get('/users'`: what a squiggle under the registration covers. */
function registrationPlace(event: CallEvent, args: number): Location {
  const end = event.expressions?.[args - 1]?.end;
  return { file: event.at.file, start: event.nameAt.start, end: end ?? event.nameAt.end };
}
