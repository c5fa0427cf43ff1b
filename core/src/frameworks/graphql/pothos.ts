import {
  anything,
  assume,
  type CallEvent,
  callValue,
  constant,
  findString,
  type Machine,
  type NoteBook,
  type ObjectId,
  type State,
  settle,
  shaped,
  truthiness,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Step, StepOutcome } from '../framework.ts';
import { callAt, fieldOf, type GraphqlNote } from './notes.ts';

/** Builders of @pothos/core 4: fields are made by functions that get a maker of fields, with scopes of @pothos/plugin-scope-auth 4. */

const builder = '@pothos/core#<builder>';
const maker = '@pothos/core#<maker>';
const made = '@pothos/core#<field>';

/** A field as a function has made it. */
export interface MadeField {
  readonly root: Root;
  readonly name: string;
  readonly at: Location;
  readonly resolver: Value;
  /** What scopes a caller has to have: those of the type and its own, each with the function that says which a caller has. */
  readonly scopes: readonly Value[];
}

type Root = 'Query' | 'Mutation' | 'Subscription';

const roots: Readonly<Record<string, Root>> = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
const scalars = ['string', 'int', 'float', 'boolean', 'id'];
const makers = [
  'field',
  ...scalars,
  ...scalars.map((name) => `${name}List`),
  'fieldWithInput',
  'connection',
  'prismaField',
  'prismaFieldWithInput',
  'prismaConnection',
  'drizzleField',
  'drizzleConnection',
  'loadable',
  'node',
];

/** Watches builders, and what is told them. */
export function watchBuilders(m: Machine, notes: NoteBook<GraphqlNote>, schema: string): void {
  const object = (key: string): ObjectId => m.newObject({ kind: 'adapter', open: true, key });
  m.instanceModules.add(m.catalog.moduleKey('@pothos/core'));
  m.callHooks.set('new @pothos/core#default', ({ args: [options = anything] }, state) => {
    const id = object(builder);
    m.setField(id, '@options', options, state);
    return shaped({ k: 'object', id });
  });
  for (const [prefix, root] of Object.entries(roots)) {
    const note = (event: CallEvent, name: string | undefined, fields: Value | undefined, type: Value | undefined): Value => {
      for (const shape of event.receiver?.shapes ?? [])
        if (shape.k === 'object' && (fields ?? type) !== undefined)
          notes.add({ kind: 'fields', on: shape.id, root, name, fields: fields ?? anything, type, at: event.nameAt });
      return anything;
    };
    m.callHooks.set(`${builder}.${prefix}Type`, (event, state) =>
      note(event, undefined, fieldOf(m, event.args[0], 'fields', state), event.args[0] ?? anything),
    );
    m.callHooks.set(`${builder}.${prefix}Fields`, (event) => note(event, undefined, event.args[0], undefined));
    m.callHooks.set(`${builder}.${prefix}Field`, (event) => {
      const [shape] = event.args[0]?.shapes ?? [];
      return note(event, shape?.k === 'constant' ? String(shape.value) : '', event.args[1], undefined);
    });
  }
  for (const name of makers)
    m.callHooks.set(`${maker}.${name}`, (event, state) => {
      const id = object(made);
      const options = event.args.findLast((arg) => arg.shapes.some((shape) => shape.k === 'object')) ?? anything;
      m.setField(id, '@options', options, state);
      m.setField(id, '@auth', fieldOf(m, event.receiver, '@auth', state) ?? anything, state);
      m.setField(id, '@place', constant(`${event.nameAt.start}:${event.nameAt.end}:${event.nameAt.file}`), state);
      return shaped({ k: 'object', id });
    });
  m.callHooks.set(`${maker}.withAuth`, ({ args: [scopes = anything] }, state) => {
    const id = object(maker);
    m.setField(id, '@auth', scopes, state);
    return shaped({ k: 'object', id });
  });
  m.callHooks.set(`${builder}.toSchema`, (event) => {
    const id = object(schema);
    notes.add({ kind: 'schema', id, parts: [], resolvers: event.receiver, at: event.nameAt });
    return shaped({ k: 'object', id });
  });
}

/** Where a field was made. */
function placeOf(m: Machine, id: ObjectId): Location | undefined {
  const text = findString(m.getField(id, '@place', m.base) ?? anything);
  const [start, end, ...file] = text?.split(':') ?? [];
  return file.length === 0 ? undefined : { file: file.join(':'), start: Number(start), end: Number(end) };
}

/** True for a builder. */
export const isBuilder = (m: Machine, id: ObjectId): boolean => m.info(id).key === builder;

/** The fields that a builder was told. */
export function fieldsOfBuilder(m: Machine, id: ObjectId, notes: readonly GraphqlNote[]): readonly MadeField[] {
  const found: MadeField[] = [];
  const types = new Map<string, Value>();
  for (const note of notes) if (note.kind === 'fields' && note.on === id && note.type !== undefined) types.set(note.root, note.type);
  const options = m.getField(id, '@options', m.base);
  const loader = fieldOf(m, fieldOf(m, options, 'scopeAuth', m.base), 'authScopes', m.base) ?? fieldOf(m, options, 'authScopes', m.base);
  for (const note of notes) {
    if (note.kind !== 'fields' || note.on !== id || note.fields.shapes.length === 0) continue;
    const t = shaped({ k: 'object', id: m.newObject({ kind: 'adapter', open: true, key: maker }) });
    const given = settle(callValue(m, note.fields, callAt(note.at, 'fields', [t]), m.base), m.base);
    const fields = note.name === undefined ? membersOf(m, given) : [[note.name, given] as const];
    for (const [name, field] of fields)
      for (const shape of field.shapes) {
        if (shape.k !== 'object' || m.info(shape.id).key !== made) continue;
        const own = m.getField(shape.id, '@options', m.base);
        const skips = fieldOf(m, own, 'skipTypeScopes', m.base);
        const ofType =
          skips !== undefined && truthiness(skips) === true ? undefined : fieldOf(m, types.get(note.root), 'authScopes', m.base);
        const withAuth = m.getField(shape.id, '@auth', m.base);
        const scopes = [ofType, withAuth, fieldOf(m, own, 'authScopes', m.base)].flatMap((scope) =>
          scope === undefined || scope.shapes.length === 0 ? [] : [m.makeObject(m.base, { scopes: scope, loader: loader ?? anything })],
        );
        const resolver =
          (note.root === 'Subscription' ? fieldOf(m, own, 'subscribe', m.base) : undefined) ?? fieldOf(m, own, 'resolve', m.base);
        found.push({ root: note.root, name, at: placeOf(m, shape.id) ?? note.at, resolver: resolver ?? anything, scopes });
      }
  }
  return found;
}

function membersOf(m: Machine, record: Value): readonly (readonly [string, Value])[] {
  return record.shapes.flatMap((shape) =>
    shape.k === 'object' ? [...m.info(shape.id).fields].map((name) => [name, m.getField(shape.id, name, m.base) ?? anything] as const) : [],
  );
}

/** Asks what scopes the caller has: with none of those that are named (`$all`: with not all of them), the field is refused. */
export function runScopes(m: Machine, both: Value, args: readonly Value[], step: Step, from: State): StepOutcome {
  const state = from.fork();
  const loader = fieldOf(m, both, 'loader', state) ?? anything;
  const wanted = fieldOf(m, both, 'scopes', state) ?? anything;
  const loaded = settle(callValue(m, loader, callAt(step.at, 'authScopes', [args[2] ?? anything]), state), state);
  const isFunction = wanted.shapes.some((shape) => shape.k === 'closure');
  const scopes = isFunction ? settle(callValue(m, wanted, callAt(step.at, 'authScopes', args), state), state) : wanted;
  const ways = waysThrough(m, scopes, loaded, step, state, 'any');
  if (ways === undefined) return { passed: state, unknown: 'its scopes could not be followed' };
  if (ways.length === 0) {
    m.listener?.({ kind: 'answer', status: 403, at: step.at, proven: true });
    return { passed: undefined };
  }
  const joined = from.fork();
  joined.live = true;
  joined.join(...ways);
  joined.refused = undefined;
  return { passed: joined };
}

/** The states in which the scopes let a caller through; undefined where they could not be read. */
function waysThrough(m: Machine, scopes: Value, loaded: Value, step: Step, from: State, how: 'any' | 'all'): readonly State[] | undefined {
  const [shape, more] = scopes.shapes;
  if (shape?.k !== 'object' || more !== undefined || scopes.open) {
    // What a function of the field said by itself: `authScopes: (parent, args, context) => context.user !== null`
    if (scopes.shapes.length === 0 && scopes.whenTruthy === undefined) return undefined;
    const state = from.fork();
    assume(scopes, true, state);
    return state.live ? [state] : [];
  }
  let ways: readonly State[] = how === 'all' ? [from] : [];
  for (const name of m.info(shape.id).fields) {
    const given = m.getField(shape.id, name, from) ?? anything;
    const through = (state: State): readonly State[] | undefined => {
      if (name === '$any' || name === '$all') return waysThrough(m, given, loaded, step, state, name === '$any' ? 'any' : 'all');
      if (truthiness(given) === false) return [];
      const scope = fieldOf(m, loaded, name, state);
      if (scope === undefined) return undefined;
      const own = state.fork();
      const isLoader = scope.shapes.some((one) => one.k === 'closure');
      assume(settle(isLoader ? callValue(m, scope, callAt(step.at, name, [given]), own) : scope, own), true, own);
      return own.live ? [own] : [];
    };
    const next = how === 'all' ? ways.map(through) : [through(from)];
    if (next.some((one) => one === undefined)) return undefined;
    const states = next.flatMap((one) => one ?? []);
    ways = how === 'all' ? states : [...ways, ...states];
  }
  return ways;
}
