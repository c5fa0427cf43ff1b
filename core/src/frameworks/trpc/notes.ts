import {
  anything,
  type CallEvent,
  callValue,
  type Machine,
  NoteBook,
  type ObjectId,
  render,
  type State,
  settle,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { keys } from './library.ts';

/** What a call on a builder adds to it. */
export interface Link {
  readonly kind: 'use' | 'input' | 'meta' | 'concat' | 'other';
  readonly value: Value;
  /** As written; undefined for functions written in place. */
  readonly name: string | undefined;
  /** The argument. */
  readonly at: Location;
  /** The whole call, its builder included. */
  readonly call: Location;
}

/** `query`, `mutation`, `subscription`. */
export type ProcedureType = 'query' | 'mutation' | 'subscription';

export type TrpcNote =
  | { readonly kind: 'builder'; readonly id: ObjectId; readonly parents: readonly ObjectId[]; readonly link: Link }
  | {
      readonly kind: 'procedure';
      readonly id: ObjectId;
      readonly parents: readonly ObjectId[];
      readonly type: ProcedureType;
      readonly resolver: Link;
    }
  /** `parts`: in the order in which they run. */
  | { readonly kind: 'middleware'; readonly id: ObjectId; readonly before: readonly ObjectId[]; readonly link: Link }
  | {
      readonly kind: 'router';
      readonly id: ObjectId;
      readonly records: readonly Value[];
      readonly parts: readonly ObjectId[];
      readonly at: Location;
    };

const linkKinds = {
  use: 'use',
  input: 'input',
  meta: 'meta',
  concat: 'concat',
  unstable_concat: 'concat',
  output: 'other',
  errors: 'other',
} as const;
const procedureTypes = ['query', 'mutation', 'subscription'] as const;

/** Watches calls that build procedures and routers. */
export function watchBuilders(m: Machine): NoteBook<TrpcNote> {
  const notes = new NoteBook<TrpcNote>(m);
  const make = (key: string): ObjectId => m.newObject({ kind: 'instance', open: true, key });
  const hook = (key: string, answer: (event: CallEvent, state: State) => Value | undefined): void => void m.callHooks.set(key, answer);
  for (const [name, kind] of Object.entries(linkKinds)) {
    hook(`${keys.builder}.${name}`, (event) => {
      const id = make(keys.builder);
      notes.add({ kind: 'builder', id, parents: objectsOf(event.receiver), link: linkOf(event, kind) });
      return shaped({ k: 'object', id });
    });
  }
  for (const type of procedureTypes) {
    hook(`${keys.builder}.${type}`, (event) => {
      const id = make(keys.procedure);
      notes.add({ kind: 'procedure', id, parents: objectsOf(event.receiver), type, resolver: linkOf(event, 'other') });
      return shaped({ k: 'object', id });
    });
  }
  const middleware = (event: CallEvent): Value => {
    const id = make(keys.middleware);
    notes.add({ kind: 'middleware', id, before: objectsOf(event.receiver), link: linkOf(event, 'use') });
    return shaped({ k: 'object', id });
  };
  for (const key of [
    '@trpc/server#<root>.middleware',
    '@trpc/server#experimental_standaloneMiddleware().create',
    `${keys.middleware}.unstable_pipe`,
  ])
    hook(key, middleware);
  hook('@trpc/server#<root>.router', (event, state) => {
    const [record = anything] = event.args;
    return makeRouter(m, notes, event, [record], [], state);
  });
  hook('@trpc/server#<root>.mergeRouters', (event, state) => makeRouter(m, notes, event, [], event.args.flatMap(objectsOf), state));
  for (const name of ['lazy', 'experimental_lazy']) hook(`@trpc/server#${name}`, (event, state) => loadedRouter(m, event, state));
  return notes;
}

export function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

function linkOf(event: CallEvent, kind: Link['kind']): Link {
  const expression = event.expressions?.[0];
  const { file } = event.at;
  return {
    kind,
    value: event.args[0] ?? anything,
    name: expression === undefined || expression.k === 'function' ? undefined : render(expression),
    at: expression === undefined ? event.nameAt : { file, start: expression.start, end: expression.end },
    call: event.at,
  };
}

/** A router; its procedures and routers are its members, and those of its definition. */
function makeRouter(
  m: Machine,
  notes: NoteBook<TrpcNote>,
  event: CallEvent,
  records: readonly Value[],
  parts: readonly ObjectId[],
  state: State,
): Value {
  const members: Record<string, Value> = {};
  for (const id of [...records.flatMap(objectsOf), ...parts])
    for (const name of m.info(id).fields) if (name !== '_def') members[name] = m.getField(id, name, state) ?? anything;
  const all = m.makeObject(state, members);
  const definition = m.makeObject(state, { procedures: all, record: all });
  const router = m.makeObject(state, { ...members, _def: definition }, { kind: 'instance', open: false, key: keys.router });
  const [id] = objectsOf(router);
  if (id !== undefined) notes.add({ kind: 'router', id, records, parts, at: event.at });
  return router;
}

/** `lazy(() => import('./posts'))`: the router that the module exports, or that the promise gives. */
function loadedRouter(m: Machine, event: CallEvent, state: State): Value | undefined {
  const [load] = event.args;
  if (load === undefined) return undefined;
  const call = {
    args: [],
    expressions: [],
    receiver: undefined,
    at: event.at,
    nameAt: event.nameAt,
    name: 'lazy',
    activation: undefined,
    open: false,
    construct: false,
  };
  const loaded = settle(callValue(m, load, call, state), state);
  for (const shape of loaded.shapes) {
    if (shape.k !== 'object') continue;
    const { kind, file } = m.info(shape.id);
    if (kind !== 'namespace' || file === undefined) continue;
    for (const exported of m.program.facts(file)?.exports ?? []) {
      const value = exported.kind === 'star' ? undefined : m.exported(file, exported.name, state);
      if (objectsOf(value).some((id) => m.info(id).key === keys.router)) return value;
    }
  }
  return loaded;
}
