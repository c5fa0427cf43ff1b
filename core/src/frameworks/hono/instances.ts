import {
  anything,
  type CallEvent,
  elementsOf,
  findString,
  type Machine,
  NoteBook,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { HonoNote } from './notes.ts';
import { watchOpenApi } from './openapi.ts';
import { normaliseHonoPath } from './path.ts';
import { handlersOf, isText, note, objectsOf, registrationPlace, toPath } from './registration.ts';

const methods = ['get', 'post', 'put', 'delete', 'options', 'patch', 'query', 'all'] as const;
const app = 'hono#<app>';

/** Watches calls that make applications and register things on them. */
export function watchInstances(m: Machine): NoteBook<HonoNote> {
  const notes = new NoteBook<HonoNote>(m);
  const make = (detached = false): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: app });
    notes.add({ kind: 'app', id, detached });
    return shaped({ k: 'object', id });
  };
  m.callHooks.set('new hono#Hono', () => make());
  m.callHooks.set('hono/factory#<factory>.createApp', (event, state) => {
    const made = make();
    const [options] = event.receiver?.shapes ?? [];
    const given = options?.k === 'library' ? options.made?.args[0] : undefined;
    for (const shape of given?.shapes ?? []) {
      const [init] = (shape.k === 'object' ? m.getField(shape.id, 'initApp', state) : undefined)?.shapes ?? [];
      if (init?.k === 'closure') m.invoke({ closure: init.closure, args: [made], at: event.at, state });
    }
    return made;
  });
  m.callHooks.set('hono/factory#<factory>.createHandlers', (event, state) => m.makeArray(state, event.args));
  for (const module of ['hono', '@hono/zod-openapi', 'hono/factory']) m.instanceModules.add(m.catalog.moduleKey(module));
  m.typedInstances.set(app, () => make(true));
  for (const method of methods) m.callHooks.set(`${app}.${method}`, (event, state) => onMethod(m, notes, method, event, state));
  m.callHooks.set(`${app}.use`, (event, state) => onUse(m, notes, event, state));
  m.callHooks.set(`${app}.on`, (event, state) => onOn(m, notes, event, state));
  m.callHooks.set(`${app}.basePath`, (event) => onBasePath(m, notes, event));
  m.callHooks.set(`${app}.route`, (event) => onRoute(notes, event));
  m.callHooks.set(`${app}.mount`, (event, state) => onMount(m, notes, event, state));
  // `fromHono(app, { base: '/api' })` of chanfana: the application, with classes for handlers.
  m.callHooks.set('chanfana#fromHono', (event, state) => {
    const [shape] = event.args[1]?.shapes ?? [];
    const base = shape?.k === 'object' ? m.getField(shape.id, 'base', state) : undefined;
    const [given] = event.args;
    return base === undefined || given === undefined ? given : onBasePath(m, notes, { ...event, receiver: given, args: [base] });
  });
  watchOpenApi(m, notes);
  return notes;
}

function onMethod(m: Machine, notes: NoteBook<HonoNote>, method: string, event: CallEvent, state: State): Value {
  const [first, ...rest] = event.args;
  const hasPath = first !== undefined && isText(first);
  note(notes, event, {
    as: 'route',
    methods: [method.toUpperCase()],
    paths: hasPath ? [toPath(first)] : undefined,
    handlers: handlersOf(m, hasPath ? rest : event.args, hasPath ? 1 : 0, event, state),
    at: registrationPlace(event, hasPath ? 1 : 0),
    takesGuard: true,
  });
  return event.receiver ?? undefinedValue;
}

function onUse(m: Machine, notes: NoteBook<HonoNote>, event: CallEvent, state: State): Value {
  const [first, ...rest] = event.args;
  const hasPath = first !== undefined && isText(first);
  note(notes, event, {
    as: 'use',
    methods: ['ALL'],
    paths: [hasPath ? toPath(first) : { text: '/*', known: true }],
    handlers: handlersOf(m, hasPath ? rest : event.args, hasPath ? 1 : 0, event, state),
    at: event.at,
    takesGuard: false,
  });
  return event.receiver ?? undefinedValue;
}

/** `app.on(['GET', 'POST'], ['/a', '/b'], handler)`. */
function onOn(m: Machine, notes: NoteBook<HonoNote>, event: CallEvent, state: State): Value {
  const [names = anything, paths = anything, ...rest] = event.args;
  note(notes, event, {
    as: 'route',
    methods: (elementsOf(m, names, state) ?? [names]).map((name) => (findString(name) ?? 'ALL').toUpperCase()),
    paths: (elementsOf(m, paths, state) ?? [paths]).map(toPath),
    handlers: handlersOf(m, rest, 2, event, state),
    at: registrationPlace(event, 2),
    takesGuard: true,
  });
  return event.receiver ?? undefinedValue;
}

function onBasePath(m: Machine, notes: NoteBook<HonoNote>, event: CallEvent): Value {
  const id = m.newObject({ kind: 'adapter', open: true, key: app });
  for (const on of objectsOf(event.receiver)) notes.add({ kind: 'based', id, on, path: toPath(event.args[0] ?? anything) });
  return shaped({ k: 'object', id });
}

function onRoute(notes: NoteBook<HonoNote>, event: CallEvent): Value {
  const [path = anything, child] = event.args;
  const at = registrationPlace(event, 2);
  for (const on of objectsOf(event.receiver)) notes.add({ kind: 'route', on, path: toPath(path), children: objectsOf(child), at });
  return event.receiver ?? undefinedValue;
}

/** `app.mount('/old', handler)`; another application's `fetch` is that application. */
function onMount(m: Machine, notes: NoteBook<HonoNote>, event: CallEvent, state: State): Value {
  const [path = anything, handler] = event.args;
  const children = (handler?.shapes ?? []).flatMap((shape) =>
    shape.k === 'library' && shape.key === `${app}.fetch` ? objectsOf(shape.receiver) : [],
  );
  if (children.length > 0) {
    for (const on of objectsOf(event.receiver))
      notes.add({ kind: 'route', on, path: toPath(path), children, at: registrationPlace(event, 2) });
    return event.receiver ?? undefinedValue;
  }
  const { text, known } = toPath(path);
  note(notes, event, {
    as: 'mount',
    methods: ['ALL'],
    paths: [{ text: normaliseHonoPath(`${text}/*`), known }],
    handlers: handlersOf(m, handler === undefined ? [] : [handler], 1, event, state),
    at: registrationPlace(event, 1),
    takesGuard: false,
  });
  return event.receiver ?? undefinedValue;
}
