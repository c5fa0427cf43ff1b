import {
  anything,
  type CallEvent,
  elementsOf,
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
import { keys } from './keys.ts';
import type { AdonisNote, Named, Path } from './notes.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete', 'any'] as const;
/** Calls chained to what a registration gives that say something of where it is, and of what runs for it. */
const telling = ['prefix', 'use', 'middleware', 'only', 'except', 'apiOnly', 'params', 'paramFor', 'namespace'] as const;
/** Chained calls that name, restrict or describe a route and change neither its path nor who may call it. */
const describing = ['as', 'where', 'domain', 'meta', 'openapi', 'setName'] as const;

/** Watches the calls by which routes, groups, resources and middleware are registered. */
export function watchRouter(m: Machine): NoteBook<AdonisNote> {
  const notes = new NoteBook<AdonisNote>(m);
  const { router, brisk } = keys;
  m.instanceModules.add(m.catalog.moduleKey('@adonisjs/core/services/router'));
  for (const method of methods)
    m.callHooks.set(`${router}.${method}`, (event, state) =>
      onRoute(m, notes, event, [method === 'any' ? 'ALL' : method.toUpperCase()], event.args[1], 1, state),
    );
  m.callHooks.set(`${router}.route`, (event, state) => {
    const named = elementsOf(m, event.args[1] ?? anything, state) ?? [event.args[1] ?? anything];
    const list = named.map((name) => (findString(name) ?? 'ALL').toUpperCase()).filter((name) => name !== 'HEAD');
    return onRoute(m, notes, event, list, event.args[2], 2, state);
  });
  m.callHooks.set(`${router}.group`, (event, state) => onGroup(m, notes, event, state));
  for (const name of ['resource', 'shallowResource'] as const)
    m.callHooks.set(`${router}.${name}`, (event) => onResource(m, notes, event, name === 'shallowResource'));
  m.callHooks.set(`${router}.on`, (event, state) => {
    const id = m.newObject({ kind: 'adapter', open: true, key: brisk });
    m.setField(id, '@path', event.args[0] ?? anything, state);
    return shaped({ k: 'object', id });
  });
  watchBrisk(m, notes);
  watchChains(m, notes);
  watchStacks(m, notes);
  return notes;
}

/** `router.on(path).redirect(…)`, `.render(…)`: routes whose handler is the framework's own. */
function watchBrisk(m: Machine, notes: NoteBook<AdonisNote>): void {
  const answers = { redirect: 302, redirectToPath: 302, redirectToRoute: 302, render: 200, renderInertia: 200 } as const;
  for (const name of [...Object.keys(answers), 'setHandler'])
    m.callHooks.set(`${keys.brisk}.${name}`, (event, state) => {
      const [on] = objectsOf(event.receiver);
      const path = on === undefined ? undefined : m.getField(on, '@path', state);
      const status = Object.entries(answers).find(([known]) => known === name)?.[1];
      const handler = status === undefined ? event.args[0] : shaped({ k: 'answer', status });
      return onRoute(m, notes, { ...event, args: [path ?? anything] }, ['GET'], handler, 0, state);
    });
}

function onRoute(
  m: Machine,
  notes: NoteBook<AdonisNote>,
  event: CallEvent,
  list: readonly string[],
  handler: Value | undefined,
  argument: number,
  state: State,
): Value {
  if (handler === undefined) return anything;
  const id = m.newObject({ kind: 'adapter', open: true, key: keys.route });
  const value = elementsOf(m, handler, state) === undefined ? handler : m.makeArray(state, elementsOf(m, handler, state) ?? []);
  notes.add({
    kind: 'route',
    id,
    methods: list,
    path: toPath(event.args[0] ?? anything),
    handler: namedAt(event, argument, value),
    at: placeOf(event),
    end: event.at.end,
    detached: isDetached(m),
  });
  return shaped({ k: 'object', id });
}

/** True in a function that is run on its own, as nothing was seen to call it: a group may be around it. */
const isDetached = (m: Machine): boolean => /^(?:makes|uses|takes) /.test(m.ledger.current?.key ?? '');

/** The callback runs at once: what it registers is in the group. */
function onGroup(m: Machine, notes: NoteBook<AdonisNote>, event: CallEvent, state: State): Value {
  const id = m.newObject({ kind: 'adapter', open: true, key: keys.group });
  notes.add({ kind: 'open', id });
  for (const shape of event.args[0]?.shapes ?? [])
    if (shape.k === 'closure') m.invoke({ closure: shape.closure, args: [], at: event.at, state });
  notes.add({ kind: 'close', id });
  return shaped({ k: 'object', id });
}

function onResource(m: Machine, notes: NoteBook<AdonisNote>, event: CallEvent, shallow: boolean): Value {
  const id = m.newObject({ kind: 'adapter', open: true, key: keys.resource });
  const controller = event.args[1];
  if (controller !== undefined)
    notes.add({
      kind: 'resource',
      id,
      name: toPath(event.args[0] ?? anything),
      controller: namedAt(event, 1, controller),
      shallow,
      detached: isDetached(m),
      at: placeOf(event),
    });
  return shaped({ k: 'object', id });
}

function watchChains(m: Machine, notes: NoteBook<AdonisNote>): void {
  for (const key of [keys.route, keys.group, keys.resource]) {
    for (const method of describing) m.callHooks.set(`${key}.${method}`, (event) => event.receiver ?? undefinedValue);
    for (const method of telling)
      m.callHooks.set(`${key}.${method}`, (event, state) => {
        const isUse = method === 'use' || method === 'middleware';
        const from = isUse && key === keys.resource ? 1 : 0;
        const middleware = isUse ? middlewareOf(m, event, from, state) : [];
        for (const on of objectsOf(event.receiver)) notes.add({ kind: 'called', on, method, args: event.args, middleware });
        return event.receiver ?? undefinedValue;
      });
  }
  m.callHooks.set(`${keys.resource}.tap`, (event, state) => {
    const callback = event.args.at(-1);
    const actions = event.args.length > 1 ? event.args[0] : undefined;
    for (const on of objectsOf(event.receiver)) {
      const id = m.newObject({ kind: 'adapter', open: true, key: keys.route });
      notes.add({ kind: 'tapped', on, id, actions });
      for (const shape of callback?.shapes ?? [])
        if (shape.k === 'closure') m.invoke({ closure: shape.closure, args: [shaped({ k: 'object', id })], at: event.at, state });
    }
    return event.receiver ?? undefinedValue;
  });
}

function watchStacks(m: Machine, notes: NoteBook<AdonisNote>): void {
  const stack = (key: string, of: 'server' | 'router'): void => {
    m.callHooks.set(key, (event, state) => {
      notes.add({ kind: 'stack', of, file: event.at.file, middleware: middlewareOf(m, event, 0, state) });
      return event.receiver ?? undefinedValue;
    });
  };
  stack(`${keys.server}.use`, 'server');
  stack(`${keys.router}.use`, 'router');
  stack(`${keys.server}.middleware.register`, 'router');
  m.callHooks.set(`${keys.server}.middleware.registerNamed`, (event) => {
    notes.add({ kind: 'named', file: event.at.file, collection: event.args[0] ?? anything });
    return event.receiver ?? undefinedValue;
  });
  // `middleware.auth({ guards: ['api'] })` of `const middleware = router.named({ auth: () => import(…) })`
  m.callHooks.set(`${keys.router}.named`, (event, state) => {
    const [shape] = event.args[0]?.shapes ?? [];
    if (shape?.k !== 'object') return undefined;
    const made = (name: string): Value =>
      shaped({
        k: 'library',
        key: keys.named,
        made: { callee: event.key, args: [m.getField(shape.id, name, state) ?? anything], at: event.at, options: [] },
      });
    const fields = Object.fromEntries([...m.info(shape.id).fields].map((name) => [name, made(name)]));
    return m.makeObject(state, fields, { kind: 'plain', open: m.info(shape.id).open });
  });
  m.callHooks.set(keys.named, (event) => {
    const [lazy = anything] = event.made?.args ?? [];
    return shaped({
      k: 'library',
      key: keys.applied,
      made: { callee: event.key, args: [lazy, ...event.args.slice(0, 1)], at: event.at, options: [] },
    });
  });
}

/** The middleware that a call is given, one or a list. */
function middlewareOf(m: Machine, event: CallEvent, from: number, state: State): readonly Named[] {
  return event.args.slice(from).flatMap((value, index): readonly Named[] => {
    const list = elementsOf(m, value, state);
    if (list === undefined) return [namedAt(event, index + from, value)];
    const written = event.expressions?.[index + from];
    return list.map((item, place): Named => {
      const expression = written?.k === 'array' ? written.elements[place] : undefined;
      if (expression === undefined || expression === null) return { value: item, name: 'middleware', at: event.at };
      return { value: item, name: render(expression), at: { file: event.at.file, start: expression.start, end: expression.end } };
    });
  });
}

function namedAt(event: CallEvent, argument: number, value: Value): Named {
  const expression = event.expressions?.[argument];
  return expression === undefined
    ? { value, name: 'handler', at: event.at }
    : { value, name: render(expression), at: { file: event.at.file, start: expression.start, end: expression.end } };
}

/** `router.get('/users'`: what a squiggle under the registration covers. */
function placeOf(event: CallEvent): Location {
  const first = event.expressions?.[0];
  return { file: event.at.file, start: event.nameAt.start, end: first?.end ?? event.nameAt.end };
}

export const objectsOf = (value: Value | undefined): readonly ObjectId[] =>
  (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));

/** A path as text, as far as it is known. */
export function toPath(value: Value): Path {
  const text = findDefault(value);
  return text === undefined ? { text: findPrefix(value) ?? '', known: false } : { text, known: true };
}
