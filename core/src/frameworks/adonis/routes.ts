import { anything, elementsOf, findString, type Machine, type ObjectId, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { joinPaths, normalisePath } from '../paths.ts';
import { handlerOf, nameOf, type Opened, openApplied, openStacked } from './modules.ts';
import type { AdonisNote, Named, Path } from './notes.ts';
import { actionsOf, resourceRoutes } from './resources.ts';

/** A middleware or a handler, with the options that its registration gives it. */
export interface AdonisStep extends Step {
  readonly options: Value;
}

/** True for steps that this adapter made. */
export const isAdonisStep = (step: Step): step is AdonisStep => 'options' in step;

/** A group as it is by the end of the program. */
interface Group {
  readonly prefixes: Path[];
  readonly middleware: Named[];
  readonly namespaces: string[];
}

/** A route as it is by the end of the program. */
interface Entry {
  readonly methods: readonly string[];
  pattern: string;
  readonly known: boolean;
  readonly handler: Named;
  readonly at: Location;
  readonly groups: readonly Group[];
  readonly own: Group;
  /** Of a resource: which of its actions. */
  readonly action?: string;
  readonly insertAt?: number;
  readonly detached: boolean;
  removed: boolean;
}

/** The routes of all routers of the workspace. `project`: the folder of the package that a file is part of. */
export function collectRoutes(m: Machine, notes: readonly AdonisNote[], project: (file: string) => string): readonly RouteDraft[] {
  const entries = entriesOf(m, notes);
  const stacks = (of: 'server' | 'router', file: string): readonly AdonisStep[] =>
    notes.flatMap((note) =>
      note.kind === 'stack' && note.of === of && project(note.file) === project(file)
        ? note.middleware.map((one) => {
            const opened = openStacked(m, one);
            return { ...stepOf({ ...one, name: nameOf(m, opened.value) ?? one.name }, opened), shared: true as const };
          })
        : [],
    );
  const known = new Map<string, readonly AdonisStep[]>();
  const around = (file: string): readonly AdonisStep[] => {
    const key = project(file);
    const steps = known.get(key) ?? [...stacks('server', file), ...stacks('router', file)];
    known.set(key, steps);
    return steps;
  };
  const collections = notes.flatMap((note) => (note.kind === 'named' ? [note.collection] : []));
  return inOrder(entries.flatMap((entry) => (entry.removed ? [] : draftsOf(m, entry, around(entry.at.file), collections, project))));
}

const newGroup = (): Group => ({ prefixes: [], middleware: [], namespaces: [] });

/** Runs through the notes in order: groups are open while their callbacks run, chained calls change what is there. */
function entriesOf(m: Machine, notes: readonly AdonisNote[]): readonly Entry[] {
  const entries: Entry[] = [];
  const open: Group[] = [];
  const groups = new Map<ObjectId, Group>();
  const routes = new Map<ObjectId, readonly Entry[]>();
  for (const note of notes) {
    switch (note.kind) {
      case 'open': {
        const group = newGroup();
        groups.set(note.id, group);
        open.push(group);
        break;
      }
      case 'close':
        open.pop();
        break;
      case 'route': {
        const { methods, path, handler, at, end } = note;
        const entry: Entry = {
          methods,
          pattern: path.text,
          known: path.known,
          handler,
          at,
          groups: [...open],
          own: newGroup(),
          insertAt: end,
          detached: note.detached,
          removed: false,
        };
        entries.push(entry);
        routes.set(note.id, [entry]);
        break;
      }
      case 'resource': {
        const made = resourceRoutes(note.name.text, note.shallow).map(
          ({ action, methods, pattern }): Entry => ({
            methods,
            pattern,
            known: note.name.known,
            handler: note.controller,
            at: note.at,
            groups: [...open],
            own: newGroup(),
            action,
            detached: note.detached,
            removed: false,
          }),
        );
        entries.push(...made);
        routes.set(note.id, made);
        break;
      }
      case 'tapped':
        routes.set(note.id, among(m, routes.get(note.on) ?? [], note.actions));
        break;
      case 'called': {
        const group = groups.get(note.on);
        if (group !== undefined) change(group, note);
        else chain(m, routes.get(note.on) ?? [], note);
        break;
      }
      case 'stack':
      case 'named':
        break;
    }
  }
  return entries;
}

type Called = Extract<AdonisNote, { kind: 'called' }>;

function change(group: Group, { method, args, middleware }: Called): void {
  const [first = anything] = args;
  if (method === 'prefix') {
    const text = findString(first);
    group.prefixes.push({ text: text ?? '', known: text !== undefined });
  } else if (method === 'namespace') group.namespaces.push(findString(first) ?? '');
  else group.middleware.push(...middleware);
}

/** A call chained to a route, or to a resource and so to the routes of its actions. */
function chain(m: Machine, entries: readonly Entry[], note: Called): void {
  const { method, args, middleware } = note;
  const [first] = args;
  switch (method) {
    case 'only':
    case 'except':
    case 'apiOnly': {
      const named = method === 'apiOnly' ? entries.filter((e) => e.action === 'create' || e.action === 'edit') : among(m, entries, first);
      for (const entry of entries) if (named.includes(entry) !== (method === 'only')) entry.removed = true;
      return;
    }
    case 'params':
    case 'paramFor':
      rename(m, entries, args);
      return;
    case 'use':
    case 'middleware': {
      const isResource = entries.some((entry) => entry.action !== undefined) && args.length > 1;
      for (const entry of isResource ? among(m, entries, first) : entries) entry.own.middleware.push(...middleware);
      return;
    }
    default:
      for (const entry of entries) change(entry.own, note);
  }
}

/** The routes of a resource whose actions a call names; all of them for `*`, and where the names are not known. */
function among(m: Machine, entries: readonly Entry[], actions: Value | undefined): readonly Entry[] {
  const names = actions === undefined ? undefined : actionsOf(elementsOf(m, actions, m.base) ?? [actions]);
  return names === undefined ? entries : entries.filter(({ action }) => action !== undefined && names.includes(action));
}

/** `resource.params({ posts: 'slug' })` */
function rename(m: Machine, entries: readonly Entry[], args: readonly Value[]): void {
  const [shape] = args[0]?.shapes ?? [];
  if (shape?.k !== 'object') return;
  for (const resource of m.info(shape.id).fields) {
    const name = findString(m.getField(shape.id, resource, m.base) ?? anything);
    for (const entry of name === undefined ? [] : entries) {
      const segments = entry.pattern.split('/');
      const after = segments.findIndex((segment, index) => segments[index - 1] === resource && segment.startsWith(':'));
      if (after > 0) entry.pattern = segments.with(after, `:${name}`).join('/');
    }
  }
}

function draftsOf(
  m: Machine,
  entry: Entry,
  around: readonly AdonisStep[],
  collections: readonly Value[],
  project: (file: string) => string,
): readonly RouteDraft[] {
  const levels = [...entry.groups, entry.own];
  const prefixes = levels.flatMap((level) => [...level.prefixes].reverse());
  const namespaces = levels.flatMap((level) => level.namespaces);
  const handler = handlerOf(m, entry.handler, namespaces, entry.action);
  const steps: readonly AdonisStep[] = [
    ...around,
    ...levels.flatMap((level) => level.middleware.map((one) => stepOf(one, openApplied(m, one, collections)))),
    { ...stepOf(handler, { value: handler.value, options: anything }), role: 'handler' },
  ];
  const isKnown = entry.known && prefixes.every((prefix) => prefix.known);
  const partial = entry.detached
    ? 'the function that registers it is called by code that could not be followed'
    : isKnown
      ? undefined
      : 'part of its path could not be evaluated';
  const { insertAt, at } = entry;
  return entry.methods.map((method) => ({
    framework: 'adonis',
    method,
    path: normalisePath(joinPaths(...prefixes.map((prefix) => prefix.text), entry.pattern)),
    at,
    steps,
    later: [],
    ...(partial !== undefined && { partial }),
    file: at.file,
    group: `adonis:${project(at.file)}`,
    ...(insertAt !== undefined && { insertion: { as: 'chain' as const, file: at.file, offset: insertAt, method: 'use' } }),
  }));
}

const stepOf = ({ name, at }: Named, { value, options }: Opened): AdonisStep => ({
  value,
  name,
  at,
  mount: '',
  role: 'middleware',
  options,
});
