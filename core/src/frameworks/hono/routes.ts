import type { Machine, ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { PathIndex } from '../path-index.ts';
import { joinPaths } from '../paths.ts';
import { isMiddleware } from './middleware.ts';
import type { Handler, HonoNote } from './notes.ts';
import { covers, mountOf } from './path.ts';

/** One registration as an application has it: what it copied from others included, with its full path. */
interface Entry {
  readonly as: 'use' | 'route' | 'mount';
  readonly method: string;
  readonly path: string;
  readonly partial: string | undefined;
  readonly handlers: readonly Handler[];
  readonly at: Location;
  readonly group: string;
  readonly mounts: readonly Location[];
  readonly takesGuard: boolean;
}

/** An application as its notes have built it so far. Views made by `basePath` share the entries. */
interface Application {
  readonly entries: Entry[];
  readonly base: string;
  readonly root: ObjectId;
  readonly partial: string | undefined;
  /** The path of the last registration: `app.get('/a', h).post(h2)`. */
  current: string;
}

/** The routes of every application that no other one has taken in. */
export function collectRoutes(m: Machine, notes: readonly HonoNote[]): readonly RouteDraft[] {
  const { applications, mounted } = build(notes);
  const drafts: RouteDraft[] = [];
  for (const [id, application] of applications) {
    if (application.root === id && !mounted.has(id)) drafts.push(...draftsOf(m, application.entries));
  }
  return inOrder(drafts);
}

function build(notes: readonly HonoNote[]): { applications: ReadonlyMap<ObjectId, Application>; mounted: ReadonlySet<ObjectId> } {
  const applications = new Map<ObjectId, Application>();
  const mounted = new Set<ObjectId>();
  for (const note of notes) if (note.kind === 'app') applications.set(note.id, newApplication(note.id, note.detached));
  /** Instances of the workspace's own subclasses are met when something is registered on them. */
  const find = (id: ObjectId): Application => {
    const known = applications.get(id) ?? newApplication(id, false);
    applications.set(id, known);
    return known;
  };
  for (const note of notes) {
    switch (note.kind) {
      case 'app':
        break;
      case 'based': {
        const on = find(note.on);
        applications.set(note.id, {
          ...on,
          base: joinPaths(on.base, note.path.text),
          partial: on.partial ?? unknownPath(note.path.known),
          current: '/',
        });
        break;
      }
      case 'handlers':
        register(find(note.on), note);
        break;
      case 'route': {
        const on = find(note.on);
        const why = on.partial ?? unknownPath(note.path.known);
        for (const id of note.children) {
          const child = find(id);
          mounted.add(child.root);
          if (child.entries === on.entries) continue;
          for (const entry of [...child.entries])
            on.entries.push({
              ...entry,
              path: joinPaths(on.base, note.path.text, entry.path),
              partial: why ?? withoutDetached(entry.partial),
              mounts: [note.at, ...entry.mounts],
            });
        }
        break;
      }
    }
  }
  return { applications, mounted };
}

const detachedReason = 'the function that registers it is called by code that could not be followed';

function newApplication(id: ObjectId, detached: boolean): Application {
  return { entries: [], base: '', root: id, partial: detached ? detachedReason : undefined, current: '/' };
}

/** Once it is known where an application is mounted, nothing is missing. */
const withoutDetached = (partial: string | undefined): string | undefined => (partial === detachedReason ? undefined : partial);

const unknownPath = (known: boolean): string | undefined => (known ? undefined : 'part of its path could not be evaluated');

function register(on: Application, note: Extract<HonoNote, { kind: 'handlers' }>): void {
  for (const path of note.paths ?? [{ text: on.current, known: true }]) {
    on.current = path.text;
    if (note.handlers.length === 0) continue;
    for (const method of note.methods)
      on.entries.push({
        as: note.as,
        method,
        path: joinPaths(on.base, path.text),
        partial: on.partial ?? unknownPath(path.known),
        handlers: note.handlers,
        at: note.at,
        group: `hono:${on.root}`,
        mounts: [],
        takesGuard: note.takesGuard,
      });
  }
}

function draftsOf(m: Machine, entries: readonly Entry[]): readonly RouteDraft[] {
  const index = new PathIndex<{ readonly entry: Entry; readonly order: number }>();
  entries.forEach((entry, order) => {
    index.addExact(entry.path, { entry, order });
  });
  return entries.flatMap((entry, order): RouteDraft[] => {
    const last = entry.handlers.at(-1);
    if (entry.as === 'use' || last === undefined || guardsOnly(m, entry, last, index.find(entry.path))) return [];
    const passed = index.find(entry.path).filter((other) => applies(other.entry, entry));
    const sorted = [...passed].sort((a, b) => a.order - b.order);
    const before = sorted.flatMap((other) => (other.order < order ? stepsOf(other.entry) : []));
    const later = sorted.flatMap((other) => (other.order > order && other.entry.as === 'use' ? stepsOf(other.entry) : []));
    return [draftOf(entry, before, later)];
  });
}

/** `app.get('/admin/*', requireAdmin)`, or a guard for a path whose handler is registered on its own. */
function guardsOnly(m: Machine, entry: Entry, last: Handler, near: readonly { readonly entry: Entry }[]): boolean {
  if (entry.as === 'mount' || !isMiddleware(m, last.value)) return false;
  const another = near.some(
    (other) => other.entry !== entry && other.entry.as !== 'use' && other.entry.path === entry.path && other.entry.method === entry.method,
  );
  return another || entry.method === 'ALL' || entry.path.endsWith('*');
}

/** True where every request for the route passes the other registration, if it comes first. */
function applies(other: Entry, route: Entry): boolean {
  if (other.method !== 'ALL' && other.method !== route.method) return false;
  return covers(other.path, route.path) && !(other.at.file === route.at.file && other.at.start === route.at.start);
}

function stepsOf(entry: Entry): readonly Step[] {
  return entry.handlers.map((handler): Step => ({ ...handler, mount: mountOf(entry.path), role: 'middleware' }));
}

function draftOf(entry: Entry, before: readonly Step[], later: readonly Step[]): RouteDraft {
  const own = entry.handlers.map(
    (handler, i): Step => ({ ...handler, mount: '', role: i === entry.handlers.length - 1 ? 'handler' : 'middleware' }),
  );
  const first = entry.handlers[0];
  return {
    framework: 'hono',
    method: entry.method,
    path: entry.path,
    at: entry.at,
    steps: [...before, ...own],
    later,
    ...(entry.partial !== undefined && { partial: entry.partial }),
    file: entry.at.file,
    group: entry.group,
    mounts: entry.mounts,
    ...(entry.takesGuard &&
      first !== undefined &&
      first.at.file === entry.at.file &&
      first.at.start > entry.at.start && {
        insertion: { as: 'argument' as const, file: entry.at.file, offset: first.at.start },
      }),
  };
}
