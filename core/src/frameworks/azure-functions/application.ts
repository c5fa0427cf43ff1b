import {
  anything,
  type CallEvent,
  elementsOf,
  findString,
  type Machine,
  NoteBook,
  type State,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';

/** A function with an HTTP trigger, as it was registered. */
export interface FunctionNote {
  readonly methods: readonly string[];
  /** Below the prefix of the application. */
  readonly route: string | undefined;
  /** The level of the key that callers have to send; undefined where none is needed. */
  readonly key: string | undefined;
  readonly handler: Value;
  readonly at: Location;
}

const verbs = { get: 'GET', put: 'PUT', post: 'POST', patch: 'PATCH', deleteRequest: 'DELETE' } as const;

/** Watches `app.http(name, { methods, route, authLevel, handler })` and `app.get(name, handler)`. */
export function watchApplication(m: Machine): NoteBook<FunctionNote> {
  const notes = new NoteBook<FunctionNote>(m);
  m.callHooks.set('@azure/functions#app.http', (event, state) => register(m, notes, undefined, event, state));
  for (const [name, method] of Object.entries(verbs))
    m.callHooks.set(`@azure/functions#app.${name}`, (event, state) => register(m, notes, method, event, state));
  return notes;
}

function register(m: Machine, notes: NoteBook<FunctionNote>, method: string | undefined, event: CallEvent, state: State): Value {
  const [name = anything, given = anything] = event.args;
  const [shape] = given.shapes;
  const option = (key: string): Value | undefined => (shape?.k === 'object' ? m.getField(shape.id, key, state) : undefined);
  const handler = shape?.k === 'object' ? option('handler') : given;
  if (handler === undefined) return undefinedValue;
  const level = findString(option('authLevel') ?? anything);
  const listed = option('methods');
  const methods =
    listed === undefined ? ['GET', 'POST'] : (elementsOf(m, listed, state) ?? [listed]).map((one) => findString(one) ?? 'ALL');
  const end = event.expressions?.[0]?.end ?? event.nameAt.end;
  notes.add({
    methods: method === undefined ? methods.map((one) => one.toUpperCase()) : [method],
    route: findString(option('route') ?? name),
    key: level === undefined || level === 'anonymous' ? undefined : level,
    handler,
    at: { file: event.at.file, start: event.nameAt.start, end },
  });
  return undefinedValue;
}
