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
import type { Expression } from '../../syntax/facts.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { joinPaths, normalisePath } from '../paths.ts';

/** Routers of next-connect: handlers by method in one file, run in the order in which they were registered. */

export type RouterNote =
  | { readonly kind: 'router'; readonly id: ObjectId }
  | {
      readonly kind: 'handlers';
      readonly on: ObjectId;
      /** `use`, or the method in capitals. */
      readonly as: string;
      readonly path: string | undefined;
      readonly handlers: readonly Handler[];
      readonly at: Location;
    };

interface Handler {
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
}

const router = 'next-connect#<router>';

export function watchRouters(m: Machine): NoteBook<RouterNote> {
  const notes = new NoteBook<RouterNote>(m);
  const make = (): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: router });
    notes.add({ kind: 'router', id });
    return shaped({ k: 'object', id });
  };
  for (const name of ['default', 'createRouter', 'createEdgeRouter']) m.callHooks.set(`next-connect#${name}`, make);
  for (const name of ['use', 'all', 'get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'trace'])
    m.callHooks.set(`${router}.${name}`, (event, state) => register(m, notes, name === 'use' ? name : name.toUpperCase(), event, state));
  for (const name of ['handler', 'clone']) m.callHooks.set(`${router}.${name}`, (event) => event.receiver);
  return notes;
}

function register(m: Machine, notes: NoteBook<RouterNote>, as: string, event: CallEvent, state: State): Value {
  const [first = anything] = event.args;
  const path = findString(first);
  const skipped = path === undefined ? 0 : 1;
  const handlers = event.args
    .slice(skipped)
    .flatMap((value, index) => flatten(m, value, event.expressions?.[index + skipped], event.at, state));
  const end = skipped === 0 ? undefined : event.expressions?.[0]?.end;
  const at = { file: event.at.file, start: event.nameAt.start, end: end ?? event.nameAt.end };
  for (const on of objectsOf(event.receiver)) notes.add({ kind: 'handlers', on, as, path, handlers, at });
  return event.receiver ?? undefinedValue;
}

const objectsOf = (value: Value | undefined): readonly ObjectId[] =>
  (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));

function flatten(m: Machine, value: Value, expression: Expression | undefined, call: Location, state: State): readonly Handler[] {
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) {
    const parts = expression?.k === 'array' ? expression.elements : [];
    return elements.flatMap((element, index) => flatten(m, element, parts[index] ?? undefined, call, state));
  }
  const at = expression === undefined ? call : { file: call.file, start: expression.start, end: expression.end };
  return [{ value, name: expression === undefined ? 'handler' : render(expression), at }];
}

/** The routes of the router that a file exports; undefined where it exports none. */
export function connectRoutes(file: RouteDraft, exported: Value, notes: readonly RouterNote[]): readonly RouteDraft[] | undefined {
  const ids = new Set(objectsOf(exported));
  if (!notes.some((note) => note.kind === 'router' && ids.has(note.id))) return undefined;
  const registrations = notes.flatMap((note) => (note.kind === 'handlers' && ids.has(note.on) ? [note] : []));
  const before = file.steps.slice(0, -1);
  return registrations.flatMap((note, index): RouteDraft[] => {
    if (note.as === 'use') return [];
    const runs = (other: (typeof registrations)[number]): boolean => runsFor(other, note);
    const { insertion: _insertion, methods: _methods, ...draft } = file;
    const [first] = note.handlers;
    return [
      {
        ...draft,
        method: note.as,
        path: note.path === undefined ? file.path : joinPaths(file.path, normalisePath(note.path)),
        at: note.at,
        file: note.at.file,
        steps: [...before, ...registrations.slice(0, index).filter(runs).flatMap(middlewareOf), ...stepsOf(note.handlers)],
        later: registrations
          .slice(index + 1)
          .filter((other) => other.as === 'use' && runs(other))
          .flatMap(middlewareOf),
        group: `${file.group} ${note.at.file}`,
        ...(first !== undefined &&
          first.at.start > note.at.start && {
            insertion: { as: 'argument' as const, file: first.at.file, offset: first.at.start },
          }),
      },
    ];
  });
}

type Registration = Extract<RouterNote, { kind: 'handlers' }>;

function runsFor(other: Registration, note: Registration): boolean {
  if (other.as !== 'use' && other.as !== 'ALL' && other.as !== note.as) return false;
  return other.path === undefined || other.path === note.path;
}

const middlewareOf = ({ handlers }: Registration): readonly Step[] =>
  handlers.map(({ value, name, at }): Step => ({ value, name, at, mount: '', role: 'middleware', phase: 'connect' }));

const stepsOf = (handlers: readonly Handler[]): readonly Step[] =>
  handlers.map(({ value, name, at }, index): Step => {
    const role = index === handlers.length - 1 ? 'handler' : 'middleware';
    return { value, name, at, mount: '', role, phase: 'connect' };
  });
