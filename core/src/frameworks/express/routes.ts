import type { ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { PathIndex } from '../path-index.ts';
import { joinPaths } from '../paths.ts';
import type { ExpressNote, Handler, Instance, ParamCallback, Path, Registration } from './instances.ts';
import { hasParam, type Item, type RouteItem, type RouteMemo } from './memo.ts';

/** An instance with what was registered on it, in order. */
interface Registrations extends Instance {
  readonly registrations: Registration[];
  readonly params: ParamCallback[];
}

function gather(notes: readonly ExpressNote[]): ReadonlyMap<ObjectId, Registrations> {
  const instances = new Map<ObjectId, Registrations>();
  for (const note of notes) {
    if (note.kind === 'instance') instances.set(note.instance.id, { ...note.instance, registrations: [], params: [] });
    else if (note.kind === 'param') instances.get(note.on)?.params.push(note.callback);
    else instances.get(note.on)?.registrations.push(note.registration);
  }
  return instances;
}

/** The routes of every application, with what runs before each. What was collected from the same notes before is given again. */
export function collectRoutes(notes: readonly ExpressNote[], memo: RouteMemo): readonly RouteDraft[] {
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
    walk(instances, instance, '', partial, items, new Set(), noMounts, memo);
    drafts.push(...draftsOf(instance.id, items, memo));
  }
  return memo.concluded(drafts, () => inOrder(drafts));
}

const noMounts: readonly Location[] = [];

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
  memo: RouteMemo,
): void {
  if (open.has(instance.id)) return;
  const within = new Set(open).add(instance.id);
  const group = `express:${instance.id}`;
  for (const registration of instance.registrations) {
    for (const path of registration.paths) {
      const why = partial ?? unknownPath(path);
      if (registration.kind === 'route') {
        items.push(memo.item(registration, path, { prefix, partial: why, group, mounts, params: instance.params }));
        continue;
      }
      const full = joinPaths(prefix, path.text);
      for (const { name, handler } of instance.params)
        if (hasParam(path, name)) items.push(memo.stepItem(memo.step(handler, full, 'middleware', true, name)));
      for (const handler of registration.handlers) {
        const children = childrenOf(instances, handler);
        for (const child of children) walk(instances, child, full, why, items, within, memo.mountsTo(registration, mounts), memo);
        if (children.length === 0) items.push(memo.stepItem(memo.step(handler, full === '/' ? '' : full, 'middleware', true)));
      }
    }
  }
}

function unknownPath(path: Path): string | undefined {
  return path.known ? undefined : 'part of its path could not be evaluated';
}

function draftsOf(app: ObjectId, items: readonly Item[], memo: RouteMemo): readonly RouteDraft[] {
  const passed = memo.passedBy(app, items, () => findPassed(items));
  return items.flatMap((item, order): RouteDraft[] => {
    if (item.kind === 'step' || item.handlers.length === 0) return [];
    const others = (passed[order] ?? []).map((at) => items[at]);
    return [
      memo.draft(item, others, () => {
        const own = others.indexOf(item);
        const before = others.slice(0, own).flatMap((other) => (other === undefined ? [] : stepsOf(other, item, memo)));
        const later = others.slice(own + 1).flatMap((other) => (other?.kind === 'step' ? [other.step] : []));
        return draftOf(item, before, later, memo);
      }),
    ];
  });
}

/** For every route the places of the items that its requests may pass, its own included, in order. */
function findPassed(items: readonly Item[]): readonly (readonly number[])[] {
  const index = new PathIndex<number>();
  items.forEach((item, order) => {
    if (item.kind === 'step') index.addMount(item.step.mount, order);
    else index.addExact(item.path, order);
  });
  return items.map((item) => (item.kind === 'step' ? [] : [...index.find(item.path)].sort((a, b) => a - b)));
}

function draftOf(item: RouteItem, before: readonly Step[], later: readonly Step[], memo: RouteMemo): RouteDraft {
  const own = [
    ...item.params.map(({ name, handler }) => memo.step(handler, '', 'middleware', false, name)),
    ...item.handlers.map((handler, i) => memo.step(handler, '', i === item.handlers.length - 1 ? 'handler' : 'middleware')),
  ];
  const last = item.handlers.at(-1);
  return {
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
  };
}

/** The steps by which a registration whose path matches runs for a route as well. */
function stepsOf(other: Item, route: RouteItem, memo: RouteMemo): readonly Step[] {
  if (other.kind === 'step') return [other.step];
  const sameMethod = other.method === 'ALL' || other.method === route.method;
  if (!sameMethod || other.at.start === route.at.start) return [];
  return other.handlers.map((handler) => memo.step(handler, '', 'middleware'));
}
