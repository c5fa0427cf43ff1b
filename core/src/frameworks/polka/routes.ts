import type { ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import { type Handler, objectsOf } from '../express/instances.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import type { PolkaNote } from './instances.ts';

type Use = Extract<PolkaNote, { kind: 'use' }>;

interface Place {
  readonly path: string;
  readonly partial: string | undefined;
  readonly mounts: readonly Location[];
  /** What applications on the way run first. */
  readonly before: readonly Step[];
  readonly open: ReadonlySet<ObjectId>;
}

const notFollowed = 'the function that registers it is called by code that could not be followed';
const unknownPath = 'part of its path could not be evaluated';

/**
 * The routes of every application that no other one uses. Up to version 1, all middleware runs before the route that is
 * found, whenever it was registered, and what has a base only where that is the first segment of the path.
 */
export function collectRoutes(notes: readonly PolkaNote[]): readonly RouteDraft[] {
  const used = new Set(notes.flatMap((note) => (note.kind === 'use' ? note.handlers.flatMap((h) => objectsOf(h.value)) : [])));
  const drafts = notes.flatMap((note) =>
    note.kind !== 'app' || used.has(note.id)
      ? []
      : draftsOf(notes, note.id, { path: '/', partial: note.detached ? notFollowed : undefined, mounts: [], before: [], open: new Set() }),
  );
  return inOrder(drafts);
}

function draftsOf(notes: readonly PolkaNote[], on: ObjectId, place: Place): readonly RouteDraft[] {
  if (place.open.has(on)) return [];
  const apps = new Set(notes.flatMap((note) => (note.kind === 'app' ? [note.id] : [])));
  const childrenOf = (handler: Handler): readonly ObjectId[] => objectsOf(handler.value).filter((id) => apps.has(id));
  const own = notes.filter((note) => note.kind !== 'app' && note.on === on);
  /** Middleware for a path of this application, as far as it comes before the note at `order`. */
  const passed = (path: string, order: number): readonly Step[] =>
    own.flatMap((note, at) => {
      if (note.kind !== 'use' || (note.ordered && at > order) || !covers(note, path)) return [];
      const mount = joinPaths(place.path, note.base.text);
      return note.handlers.flatMap((handler): readonly Step[] =>
        childrenOf(handler).length > 0 ? [] : [{ ...handler, mount: mount === '/' ? '' : mount, role: 'middleware', shared: true }],
      );
    });
  return own.flatMap((note, order): readonly RouteDraft[] => {
    if (note.kind === 'route') {
      const partial = place.partial ?? (note.path.known ? undefined : unknownPath);
      const path = joinPaths(place.path, note.path.text);
      return [draftOf(note, path, partial, [...place.before, ...passed(note.path.text, order)], place.mounts)];
    }
    if (note.kind !== 'use') return [];
    const partial = place.partial ?? (note.base.known ? undefined : unknownPath);
    const open = new Set(place.open).add(on);
    return note.handlers.flatMap((handler) =>
      childrenOf(handler).flatMap((child) =>
        draftsOf(notes, child, {
          path: joinPaths(place.path, note.base.text),
          partial,
          mounts: [...place.mounts, note.at],
          before: [...place.before, ...passed(note.base.text, order)],
          open,
        }),
      ),
    );
  });
}

function covers({ base, ordered }: Use, path: string): boolean {
  if (base.text === '/') return true;
  const segments = (text: string): readonly string[] => text.split('/').filter((segment) => segment !== '');
  const wanted = segments(base.text);
  const given = segments(path);
  if (!ordered) return wanted.length === 1 && wanted[0] === given[0];
  return wanted.every((segment, index) => segment.startsWith(':') || segment === given[index]);
}

function draftOf(
  note: Extract<PolkaNote, { kind: 'route' }>,
  path: string,
  partial: string | undefined,
  before: readonly Step[],
  mounts: readonly Location[],
): RouteDraft {
  const [first] = note.handlers;
  const own = note.handlers.map((handler, index): Step => {
    const role = index === note.handlers.length - 1 ? 'handler' : 'middleware';
    return { ...handler, mount: '', role };
  });
  return {
    framework: 'polka',
    method: note.method,
    path,
    at: note.at,
    steps: [...before, ...own],
    later: [],
    ...(partial !== undefined && { partial }),
    file: note.at.file,
    group: `polka:${note.on}`,
    mounts,
    ...(first !== undefined &&
      first.at.file === note.at.file &&
      first.at.start > note.at.start && {
        insertion: { as: 'argument' as const, file: note.at.file, offset: first.at.start },
      }),
  };
}
