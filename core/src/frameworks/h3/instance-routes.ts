import type { Machine, ObjectId, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import { joinPaths } from '../paths.ts';
import type { H3Note } from './notes.ts';
import { toSteps } from './routes.ts';

type Registration = Exclude<H3Note, { kind: 'instance' }>;
type Use = Extract<H3Note, { kind: 'use' }>;

interface UseItem {
  readonly kind: 'use';
  readonly note: Use;
  /** With every prefix; of version 1 the start of a path, of version 2 a pattern. */
  readonly path: string;
}

interface RouteItem {
  readonly kind: 'route';
  readonly method: string;
  readonly path: string;
  readonly handler: Value;
  readonly fetches: boolean;
  readonly middleware: readonly Value[];
  readonly at: Location;
  readonly handlerAt: Location;
  readonly mounts: readonly Location[];
  readonly group: string;
  readonly partial: string | undefined;
}

/** One thing that requests pass, in order, applications and routers opened up. */
type Item = UseItem | RouteItem;

/** The routes of applications and routers that no other one has taken in. */
export function collectRoutes(m: Machine, notes: readonly H3Note[]): readonly RouteDraft[] {
  const registrations = new Map<ObjectId, Registration[]>();
  const mounted = new Set<ObjectId>();
  for (const note of notes) {
    if (note.kind === 'instance') continue;
    const known = registrations.get(note.on) ?? [];
    registrations.set(note.on, [...known, note]);
    if (note.kind === 'mount') mounted.add(note.child);
  }
  const drafts: RouteDraft[] = [];
  for (const id of registrations.keys()) {
    if (mounted.has(id)) continue;
    const items: Item[] = [];
    walk(m, registrations, id, { prefix: '', partial: undefined, mounts: [], open: new Set([id]) }, items);
    drafts.push(...draftsOf(m, items));
  }
  return drafts.sort((a, b) => (a.file === b.file ? a.at.start - b.at.start : a.file < b.file ? -1 : 1));
}

interface Way {
  readonly prefix: string;
  readonly partial: string | undefined;
  readonly mounts: readonly Location[];
  readonly open: ReadonlySet<ObjectId>;
}

function walk(m: Machine, all: ReadonlyMap<ObjectId, readonly Registration[]>, id: ObjectId, way: Way, items: Item[]): void {
  for (const note of all.get(id) ?? []) {
    const partial = way.partial ?? (note.path === undefined ? 'part of its path could not be evaluated' : undefined);
    const path = joinPaths(way.prefix, (note.path ?? '').replace(/\*\*(?::(\w+))?/g, '*$1'));
    switch (note.kind) {
      case 'mount':
        if (way.open.has(note.child)) break;
        walk(
          m,
          all,
          note.child,
          { prefix: path, partial, mounts: [...way.mounts, note.at], open: new Set([...way.open, note.child]) },
          items,
        );
        break;
      case 'use':
        if (isEndpoint(m, note))
          items.push({
            ...note,
            kind: 'route',
            method: 'ALL',
            path,
            fetches: false,
            middleware: [],
            mounts: way.mounts,
            group: `h3:${id}`,
            partial,
          });
        else items.push({ kind: 'use', note, path: note.as === 'h3' && note.path === '' ? joinPaths(path, '*') : path });
        break;
      case 'route':
        items.push({ ...note, path, mounts: way.mounts, group: `h3:${id}`, partial });
    }
  }
}

/** `app.use('/health', eventHandler(() => 'ok'))` of version 1: whatever ends by returning a value answers there. */
function isEndpoint(m: Machine, note: Use): boolean {
  const [shape] = toSteps(m, note.handler, note.name, note.handlerAt, 'handler', m.base).at(-1)?.value.shapes ?? [];
  if (note.as !== 'app' || note.phase !== undefined || shape?.k !== 'closure') return false;
  const last = m.program.facts(shape.closure.file)?.functions[shape.closure.fn]?.body.at(-1);
  if (last?.s !== 'return' || last.value === undefined) return false;
  return (
    last.value.k === 'literal' || last.value.k === 'object' || last.value.k === 'template' || (note.path !== '' && last.implicit !== true)
  );
}

function draftsOf(m: Machine, items: readonly Item[]): readonly RouteDraft[] {
  return items.flatMap((item, order): RouteDraft[] => {
    if (item.kind !== 'route') return [];
    const uses = items.flatMap((other, at) => (other.kind === 'use' && covers(other, item) ? [{ at, other }] : []));
    // In version 2, middleware runs before routes whatever the order; in version 1, the order is that of registration.
    const runs = (use: (typeof uses)[number]): boolean => use.at < order || use.other.note.as === 'h3';
    const own = toSteps(m, item.handler, 'handler', item.handlerAt, 'handler', m.base);
    const guards = item.middleware.map((value): Step => ({ value, name: 'middleware', at: item.at, mount: '', role: 'middleware' }));
    const last = own.at(-1);
    const insertion = last === undefined ? undefined : insertionOf(m, last.value);
    return [
      {
        framework: 'h3',
        method: item.method,
        path: item.path,
        at: item.at,
        steps: [...uses.filter(runs).flatMap(({ other }) => stepsOf(m, other)), ...guards, ...(item.fetches ? own.map(fetching) : own)],
        later: uses.filter((use) => !runs(use)).flatMap(({ other }) => stepsOf(m, other)),
        ...(item.partial !== undefined && { partial: item.partial }),
        file: item.at.file,
        group: item.group,
        mounts: item.mounts,
        ...(item.method === 'ALL' && { methods: 'any' as const }),
        ...(insertion !== undefined && { insertion }),
      },
    ];
  });
}

const fetching = (step: Step): Step => ({ ...step, phase: 'fetch' });

function stepsOf(m: Machine, { note, path }: UseItem): readonly Step[] {
  const mount = path === '/' ? '' : path.replace(/\/\*\w*$/, '');
  return toSteps(m, note.handler, note.name, note.handlerAt, 'middleware', m.base).map((step) => {
    const placed: Step = { ...step, mount, shared: true };
    return note.phase === undefined ? placed : { ...placed, phase: note.phase };
  });
}

/** Version 1 compares the start of the text (`/admin` covers `/adminx`), version 2 matches patterns (`/admin/**`). */
function covers({ note, path }: UseItem, route: RouteItem): boolean {
  if (note.method !== undefined && note.method !== route.method) return false;
  if (note.as !== 'h3') return route.path.startsWith(path);
  const wanted = segmentsOf(path);
  const given = segmentsOf(route.path);
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith('*') && index === wanted.length - 1) return true;
    const other = given[index];
    if (other === undefined || (!/^[:*]/.test(segment) && segment !== other)) return false;
  }
  return wanted.length === given.length;
}

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');
