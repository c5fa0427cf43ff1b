import type { ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { Handler } from '../express/instances.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import type { RestifyNote } from './instances.ts';

type Use = Extract<RestifyNote, { kind: 'use' }>;

interface Place {
  readonly path: string;
  readonly partial: string | undefined;
  readonly mounts: readonly Location[];
  /** What routers on the way run before their routes. */
  readonly uses: readonly Use[];
  readonly open: ReadonlySet<ObjectId>;
}

const notFollowed = 'the function that registers it is called by code that could not be followed';
const notMounted = 'its router is mounted by code that could not be followed';
const unknownPath = 'part of its path could not be evaluated';

/**
 * The routes of every server, and of routers that none of them takes in. What `pre` and `use` add runs for every route of
 * the server, whenever it was registered: the first before the route is looked up, the second after that.
 */
export function collectRoutes(notes: readonly RestifyNote[]): readonly RouteDraft[] {
  const mounted = new Set(notes.flatMap((note) => (note.kind === 'mount' ? [note.child] : [])));
  const nowhere = { path: '/', mounts: [], uses: [], open: new Set<ObjectId>() };
  const drafts = notes.flatMap((note): readonly RouteDraft[] => {
    if (note.kind === 'server') return draftsOf(notes, note.id, { ...nowhere, partial: note.detached ? notFollowed : undefined });
    if (note.kind === 'router' && !mounted.has(note.id)) return draftsOf(notes, note.id, { ...nowhere, partial: notMounted });
    return [];
  });
  return inOrder(drafts);
}

function draftsOf(notes: readonly RestifyNote[], on: ObjectId, place: Place): readonly RouteDraft[] {
  if (place.open.has(on)) return [];
  const own = notes.filter((note): note is Use => note.kind === 'use' && note.on === on);
  const uses = [...own.filter((use) => use.early), ...place.uses, ...own.filter((use) => !use.early)];
  return notes.flatMap((note): readonly RouteDraft[] => {
    if (note.kind === 'route' && note.on === on)
      return note.paths.map((path) => {
        const partial = place.partial ?? (path.known ? undefined : unknownPath);
        return draftOf(note, joinPaths(place.path, path.text), partial, { ...place, uses });
      });
    if (note.kind === 'mount' && note.on === on) {
      const { text, known } = note.prefix;
      const partial = place.partial ?? (known ? undefined : unknownPath);
      const open = new Set(place.open).add(on);
      return draftsOf(notes, note.child, { path: joinPaths(place.path, text), partial, mounts: [...place.mounts, note.at], uses, open });
    }
    return [];
  });
}

function draftOf(
  note: Extract<RestifyNote, { kind: 'route' }>,
  path: string,
  partial: string | undefined,
  { mounts, uses }: Place,
): RouteDraft {
  const step = (handler: Handler, role: Step['role']): Step => ({ ...handler, mount: '', role });
  const before = uses
    .filter(({ param }) => param === undefined || path.split('/').includes(`:${param}`))
    .flatMap(({ handlers }) => handlers.map((handler): Step => ({ ...step(handler, 'middleware'), shared: true })));
  const [first] = note.handlers;
  return {
    framework: 'restify',
    method: note.method,
    path,
    at: note.at,
    steps: [
      ...before,
      ...note.handlers.map((handler, index) => step(handler, index === note.handlers.length - 1 ? 'handler' : 'middleware')),
    ],
    later: [],
    ...(partial !== undefined && { partial }),
    file: note.at.file,
    group: `restify:${note.on}`,
    mounts,
    ...(first !== undefined &&
      first.at.file === note.at.file &&
      first.at.start > note.at.start && {
        insertion: { as: 'argument' as const, file: note.at.file, offset: first.at.start },
      }),
  };
}
