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
import type { FetchNote } from './notes.ts';

const verbs = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'all'] as const;
const router = 'itty-router#<router>';

/** Watches the calls by which Bun, Deno and service workers are given their functions, and itty's routers. */
export function watchServers(m: Machine): NoteBook<FetchNote> {
  const notes = new NoteBook<FetchNote>(m);
  const field = (value: Value | undefined, name: string, state: State): Value | undefined => {
    const [shape] = value?.shapes ?? [];
    return shape?.k === 'object' ? m.getField(shape.id, name, state) : undefined;
  };
  const serve = (handler: Value | undefined, at: Location): void => {
    if (handler?.shapes.some((shape) => shape.k === 'closure') === true) notes.add({ kind: 'server', handler, at });
  };
  for (const key of ['global#Bun.serve', 'bun#serve'])
    m.callHooks.set(key, (event, state) => {
      const [options] = event.args;
      for (const name of ['routes', 'static']) addRoutes(m, notes, field(options, name, state), event, state);
      serve(field(options, 'fetch', state), event.nameAt);
      return anything;
    });
  m.callHooks.set('global#Deno.serve', (event, state) => {
    const last = event.args.at(-1);
    serve(field(last, 'handler', state) ?? last, event.nameAt);
    return anything;
  });
  for (const name of ['Router', 'IttyRouter', 'AutoRouter'])
    m.callHooks.set(`itty-router#${name}`, (event, state) => {
      const id = m.newObject({ kind: 'adapter', open: true, key: router });
      const before = field(event.args[0], 'before', state);
      const base = findString(field(event.args[0], 'base', state) ?? anything) ?? '';
      notes.add({ kind: 'router', id, base, before: before === undefined ? [] : (elementsOf(m, before, state) ?? []) });
      return shaped({ k: 'object', id });
    });
  m.instanceModules.add(m.catalog.moduleKey('itty-router'));
  for (const verb of verbs) m.callHooks.set(`${router}.${verb}`, (event, state) => register(m, notes, verb, event, state));
  return notes;
}

/** A function, an answer that is always the same, or one of them for each method. */
function addRoutes(m: Machine, notes: NoteBook<FetchNote>, routes: Value | undefined, event: CallEvent, state: State): void {
  const [shape] = routes?.shapes ?? [];
  if (shape?.k !== 'object') return;
  const group = `fetch:${event.at.file}:${event.at.start}`;
  for (const path of m.info(shape.id).fields) {
    const given = m.getField(shape.id, path, state);
    const [inner] = given?.shapes ?? [];
    if (given === undefined || !path.startsWith('/')) continue;
    const byMethod = inner?.k === 'object' && m.info(inner.id).kind === 'plain' ? [...m.info(inner.id).fields] : undefined;
    const at = event.nameAt;
    if (byMethod === undefined) notes.add({ kind: 'served', method: 'ALL', path, handler: given, group, at });
    for (const method of byMethod ?? []) {
      const handler = inner?.k === 'object' ? m.getField(inner.id, method, state) : undefined;
      if (handler !== undefined) notes.add({ kind: 'served', method, path, handler, group, at });
    }
  }
}

function register(m: Machine, notes: NoteBook<FetchNote>, verb: string, event: CallEvent, state: State): Value {
  const [path = anything, ...rest] = event.args;
  const handlers = rest.flatMap((value, index) => {
    const expression = event.expressions?.[index + 1];
    const at = expression === undefined ? event.at : { file: event.at.file, start: expression.start, end: expression.end };
    return (elementsOf(m, value, state) ?? [value]).map((one) => ({
      value: one,
      name: expression === undefined ? 'handler' : render(expression),
      at,
    }));
  });
  const end = event.expressions?.[0]?.end ?? event.nameAt.end;
  const at = { file: event.at.file, start: event.nameAt.start, end };
  for (const on of objectsOf(event.receiver))
    notes.add({ kind: 'registered', on, method: verb.toUpperCase(), path: findString(path), handlers, at });
  return event.receiver ?? undefinedValue;
}

const objectsOf = (value: Value | undefined): readonly ObjectId[] =>
  (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
