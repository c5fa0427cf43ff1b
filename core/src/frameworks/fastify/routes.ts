import type { Machine, ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import { type FastifyNote, type Hook, type Path, phases, type Route } from './notes.ts';
import { validatedParts } from './schema.ts';

/** A hook or handler of a route, with the instance it runs for. */
export interface FastifyStep extends Step {
  /** Registered in some configurations only. */
  readonly conditional?: true;
  readonly on: ObjectId;
  /** The first that runs after the request was validated. */
  readonly validates: boolean;
  readonly options: ObjectId;
}

export const isFastifyStep = (step: Step): step is FastifyStep => 'validates' in step;

type InstanceNote = Extract<FastifyNote, { kind: 'instance' }>;

interface Instance extends InstanceNote {
  /** From the root on, itself included. */
  readonly lineage: readonly ObjectId[];
  readonly path: Path;
  readonly mounts: readonly Location[];
  readonly isDetached: boolean;
}

const detachedReason = 'the function that registers it is called by code that could not be followed';

/** The routes of all instances, each with the hooks of its context and of those around it, whenever they were added. */
export function collectRoutes(m: Machine, notes: readonly FastifyNote[]): readonly RouteDraft[] {
  const instances = new Map<ObjectId, Instance>();
  for (const note of notes) if (note.kind === 'instance') instances.set(note.id, toInstance(note, instances));
  const hooks = notes.flatMap((note) => (note.kind === 'hook' ? [note] : []));
  const drafts = notes.flatMap((note): RouteDraft[] => {
    const instance = note.kind === 'route' ? instances.get(note.on) : undefined;
    if (note.kind !== 'route' || instance === undefined) return [];
    const shared = hooks.filter(({ on }) => instance.lineage.includes(on)).map(({ hook }) => hook);
    return note.route.methods.map((method) => draftOf(m, instance, note.route, method, shared));
  });
  return withoutTwins(drafts).sort((a, b) => compareText(a.file, b.file) || a.at.start - b.at.start || compareText(a.path, b.path));
}

function toInstance(note: InstanceNote, instances: ReadonlyMap<ObjectId, Instance>): Instance {
  const parent = note.parent === undefined ? undefined : instances.get(note.parent);
  return {
    ...note,
    lineage: [...(parent?.lineage ?? []), note.id],
    path: joined(parent?.path ?? { text: '', known: true }, note.prefix),
    mounts: [...(parent?.mounts ?? []), ...(note.at === undefined ? [] : [note.at])],
    isDetached: parent?.isDetached ?? note.detached,
  };
}

/** A prefix of a plugin below that of its parent: one slash between them. */
function joined(outer: Path, inner: Path): Path {
  const known = outer.known && inner.known;
  if (inner.text === '') return { text: outer.text, known };
  return { text: `${outer.text.replace(/\/$/, '')}/${inner.text.replace(/^\//, '')}`, known };
}

/** A route's path begins right behind the prefix. */
const fullPath = (prefix: string, path: string): string =>
  joinPaths(prefix.endsWith('/') && path.startsWith('/') ? `${prefix}${path.slice(1)}` : `${prefix}${path}`);

function draftOf(m: Machine, instance: Instance, route: Route, method: string, shared: readonly Hook[]): RouteDraft {
  const { options, handler, at, insertion } = route;
  const all = phases.flatMap((phase) => [
    ...shared.filter((hook) => hook.phase === phase).map((hook) => ({ hook, isShared: true })),
    ...route.hooks.filter((hook) => hook.phase === phase).map((hook) => ({ hook, isShared: false })),
  ]);
  const hasSchema = validatedParts(m, options, m.base).length > 0;
  const first = all.findIndex(({ hook }) => hook.phase === 'preHandler');
  const steps: FastifyStep[] = all.map(({ hook, isShared }, index) => ({
    ...hook,
    mount: isShared ? instance.path.text : '',
    role: 'middleware',
    ...(isShared && { shared: true as const }),
    on: instance.id,
    validates: hasSchema && index === first,
    options,
  }));
  steps.push({ ...handler, mount: '', role: 'handler', phase: 'handler', on: instance.id, validates: hasSchema && first < 0, options });
  const known = route.path.known && instance.path.known;
  const partial = instance.isDetached ? detachedReason : known ? undefined : 'part of its path could not be evaluated';
  return {
    framework: 'fastify',
    method,
    path: fullPath(instance.path.text, route.path.text),
    at,
    steps,
    later: [],
    ...(partial !== undefined && { partial }),
    file: at.file,
    group: `fastify:${instance.id}`,
    mounts: instance.mounts,
    ...(insertion !== undefined && { insertion: { as: 'option' as const, ...insertion } }),
  };
}

/** The same registration at the same path is one route; that of a function run on its own is none beside one whose caller is known. */
function withoutTwins(drafts: readonly RouteDraft[]): RouteDraft[] {
  const byKey = new Map<string, RouteDraft>();
  const attached = new Set(drafts.flatMap((draft) => (draft.partial === detachedReason ? [] : [placeOf(draft)])));
  for (const draft of drafts) {
    if (draft.partial === detachedReason && attached.has(placeOf(draft))) continue;
    const key = `${placeOf(draft)} ${draft.path}`;
    const known = byKey.get(key);
    if (known === undefined || (known.partial !== undefined && draft.partial === undefined)) byKey.set(key, draft);
  }
  return [...byKey.values()];
}

const placeOf = (draft: RouteDraft): string => `${draft.method} ${draft.at.file}:${draft.at.start}`;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
