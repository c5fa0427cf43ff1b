import type { ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { coversPath, isBelow, joinPaths } from '../paths.ts';
import type { ExpressNote, Handler, Instance, Path, Registration } from './instances.ts';

/** One thing that requests pass, in the order of registration, routers opened up. */
type Item =
  | { readonly kind: 'step'; readonly step: Step }
  | {
      readonly kind: 'route';
      readonly method: string;
      readonly path: string;
      readonly handlers: readonly Handler[];
      readonly at: Location;
      readonly partial: string | undefined;
      readonly group: string;
      readonly mounts: readonly Location[];
    };

/** An instance with what was registered on it, in order. */
interface Registrations extends Instance {
  readonly registrations: Registration[];
}

function gather(notes: readonly ExpressNote[]): ReadonlyMap<ObjectId, Registrations> {
  const instances = new Map<ObjectId, Registrations>();
  for (const note of notes) {
    if (note.kind === 'instance') instances.set(note.instance.id, { ...note.instance, registrations: [] });
    else instances.get(note.on)?.registrations.push(note.registration);
  }
  return instances;
}

/** The routes of every application, with what runs before each. */
export function collectRoutes(notes: readonly ExpressNote[]): readonly RouteDraft[] {
  const instances = gather(notes);
  const mounted = new Set<ObjectId>();
  for (const instance of instances.values()) {
    for (const registration of instance.registrations)
      for (const handler of registration.handlers) for (const child of childrenOf(instances, handler)) mounted.add(child.id);
  }
  const drafts: RouteDraft[] = [];
  for (const instance of instances.values()) {
    if (mounted.has(instance.id) || instance.registrations.length === 0) continue;
    const partial =
      instance.kind === 'app' && !instance.detached
        ? undefined
        : instance.detached
          ? 'the function that registers it is called by code that could not be followed'
          : 'its router is mounted by code that could not be followed';
    const items: Item[] = [];
    walk(instances, instance, '', partial, items, new Set(), []);
    drafts.push(...draftsOf(items));
  }
  return withoutTwins(drafts).sort((a, b) =>
    a.file === b.file ? a.at.start - b.at.start || compareText(a.path, b.path) : compareText(a.file, b.file),
  );
}

/** A function that registers routes may run for several applications; the same registration at the same path is one route. */
function withoutTwins(drafts: readonly RouteDraft[]): RouteDraft[] {
  const byKey = new Map<string, RouteDraft>();
  for (const draft of drafts) {
    const key = `${draft.method} ${draft.path} ${draft.at.file}:${draft.at.start}`;
    const known = byKey.get(key);
    if (known === undefined || (known.partial !== undefined && draft.partial === undefined)) byKey.set(key, draft);
  }
  return [...byKey.values()];
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function childrenOf(instances: ReadonlyMap<ObjectId, Registrations>, handler: Handler): readonly Registrations[] {
  return handler.value.shapes.flatMap((shape) => {
    const child = shape.k === 'object' ? instances.get(shape.id) : undefined;
    return child === undefined ? [] : [child];
  });
}

function walk(
  instances: ReadonlyMap<ObjectId, Registrations>,
  instance: Registrations,
  prefix: string,
  partial: string | undefined,
  items: Item[],
  open: ReadonlySet<ObjectId>,
  mounts: readonly Location[],
): void {
  if (open.has(instance.id)) return;
  const within = new Set(open).add(instance.id);
  for (const registration of instance.registrations) {
    for (const path of registration.paths) {
      const full = joinPaths(prefix, path.text);
      const why = partial ?? unknownPath(path);
      if (registration.kind === 'route') {
        items.push({
          kind: 'route',
          method: registration.method,
          path: full,
          handlers: registration.handlers,
          at: registration.at,
          partial: why,
          group: `express:${instance.id}`,
          mounts,
        });
        continue;
      }
      for (const handler of registration.handlers) {
        const children = childrenOf(instances, handler);
        for (const child of children) walk(instances, child, full, why, items, within, [...mounts, registration.at]);
        if (children.length === 0) items.push({ kind: 'step', step: { ...handler, mount: full === '/' ? '' : full, role: 'middleware' } });
      }
    }
  }
}

function unknownPath(path: Path): string | undefined {
  return path.known ? undefined : 'part of its path could not be evaluated';
}

function draftsOf(items: readonly Item[]): readonly RouteDraft[] {
  const drafts: RouteDraft[] = [];
  const met = new MetItems();
  const steps = items.map((item, index) => ({ item, index })).filter(({ item }) => item.kind === 'step');
  items.forEach((item, index) => {
    if (item.kind === 'step') met.add(item, index);
    if (item.kind !== 'route') return;
    const before = met.candidates(item).flatMap((other) => stepsOf(other, item));
    met.add(item, index);
    if (item.handlers.length === 0) return;
    const later = steps.filter((step) => step.index > index).flatMap((step) => stepsOf(step.item, item));
    const own = item.handlers.map(
      (handler, i): Step => ({ ...handler, mount: '', role: i === item.handlers.length - 1 ? 'handler' : 'middleware' }),
    );
    const last = item.handlers.at(-1);
    drafts.push({
      framework: 'express',
      method: item.method,
      path: item.path,
      at: item.at,
      steps: [...before, ...own],
      later,
      ...(item.partial !== undefined && { partial: item.partial }),
      file: item.at.file,
      group: item.group,
      mounts: item.mounts,
      ...(last !== undefined &&
        last.at.file === item.at.file &&
        last.at.start > item.at.start && {
          insertion: { as: 'argument' as const, file: item.at.file, offset: item.handlers[0]?.at.start ?? last.at.start },
        }),
    });
  });
  return drafts;
}

/** Items met so far, by what their paths can match, so that a route is compared with few of the others. */
class MetItems {
  private readonly everywhere: { readonly item: Item; readonly index: number }[] = [];
  private readonly byShape = new Map<string, { readonly item: Item; readonly index: number }[]>();

  add(item: Item, index: number): void {
    const entry = { item, index };
    if (item.kind === 'step' || item.path.includes('*')) this.everywhere.push(entry);
    else {
      const key = shapeOf(item.path);
      const known = this.byShape.get(key);
      if (known === undefined) this.byShape.set(key, [entry]);
      else known.push(entry);
    }
  }

  /** Everything that may also run for the route, in the order of registration. */
  candidates(route: Extract<Item, { kind: 'route' }>): readonly Item[] {
    const count = segmentsOf(route.path).length;
    const keys = new Set([shapeOf(route.path), `${count} :`]);
    return [...this.everywhere, ...[...keys].flatMap((key) => this.byShape.get(key) ?? [])]
      .sort((a, b) => a.index - b.index)
      .map(({ item }) => item);
  }
}

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');

/** The number of segments and the first of them: a route with another number, or another literal there, answers other requests. */
function shapeOf(path: string): string {
  const segments = segmentsOf(path);
  const [first = ''] = segments;
  return `${segments.length} ${first.startsWith(':') ? ':' : first.toLowerCase()}`;
}

/** The steps by which an earlier registration runs for a route as well. */
function stepsOf(other: Item, route: Extract<Item, { kind: 'route' }>): readonly Step[] {
  if (other.kind === 'step') return isBelow(other.step.mount, route.path) ? [other.step] : [];
  const sameMethod = other.method === 'ALL' || other.method === route.method;
  if (!sameMethod || !coversPath(other.path, route.path) || other.at.start === route.at.start) return [];
  return other.handlers.map((handler): Step => ({ ...handler, mount: '', role: 'middleware' }));
}
