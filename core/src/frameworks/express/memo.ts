import type { ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import type { Handler, ParamCallback, Path, Registration } from './instances.ts';

/** A registered route at its full path. */
export interface RouteItem {
  readonly kind: 'route';
  readonly method: string;
  readonly path: string;
  readonly params: readonly ParamCallback[];
  readonly handlers: readonly Handler[];
  readonly at: Location;
  readonly partial: string | undefined;
  readonly group: string;
  readonly mounts: readonly Location[];
}

/** One thing that requests pass, in the order of registration, routers opened up. */
export type Item = { readonly kind: 'step'; readonly step: Step } | RouteItem;

/** Where a registration stands: below which path, and on the way to which router. */
export interface Standing {
  readonly prefix: string;
  readonly partial: string | undefined;
  readonly group: string;
  readonly mounts: readonly Location[];
  /** What runs for parameters of paths on this router. */
  readonly params: readonly ParamCallback[];
}

interface KnownItem {
  readonly standing: Standing;
  readonly item: RouteItem;
}

interface KnownDraft {
  readonly passed: readonly (Item | undefined)[];
  readonly draft: RouteDraft;
}

/**
 * What was derived from notes, by the notes themselves: an application of a thousand routes of which one has changed gives
 * the same drafts for the others, the same objects.
 */
export class RouteMemo {
  /** By registration and the path as it is written there. */
  private readonly items = new WeakMap<Registration, Map<string, KnownItem>>();
  private readonly steps = new WeakMap<Handler, Map<string, Step>>();
  private readonly stepItems = new WeakMap<Step, Item>();
  private readonly mounts = new WeakMap<Registration, { readonly on: readonly Location[]; readonly all: readonly Location[] }>();
  private readonly drafts = new WeakMap<RouteItem, KnownDraft>();
  private readonly passing = new Map<ObjectId, { readonly items: readonly Item[]; readonly passed: readonly (readonly number[])[] }>();
  private collected: { readonly before: readonly RouteDraft[]; readonly drafts: readonly RouteDraft[] } = { before: [], drafts: [] };

  item(registration: Extract<Registration, { kind: 'route' }>, path: Path, standing: Standing): RouteItem {
    const known = mapOf(this.items, registration);
    const key = `${standing.prefix} ${path.text}`;
    const found = known.get(key);
    if (found !== undefined && isSameStanding(found.standing, standing)) return found.item;
    const { method, handlers, at } = registration;
    const { partial, group, mounts } = standing;
    const params = standing.params.filter(({ name }) => hasParam(path, name));
    const made: RouteItem = {
      kind: 'route',
      method,
      path: joinPaths(standing.prefix, path.text),
      params,
      handlers,
      at,
      partial,
      group,
      mounts,
    };
    known.set(key, { standing, item: made });
    return made;
  }

  stepItem(step: Step): Item {
    let item = this.stepItems.get(step);
    if (item === undefined) {
      item = { kind: 'step', step };
      this.stepItems.set(step, item);
    }
    return item;
  }

  /** The mounts on the way to a router that is mounted by `registration`. */
  mountsTo(registration: Registration, on: readonly Location[]): readonly Location[] {
    const known = this.mounts.get(registration);
    if (known?.on === on) return known.all;
    const all = [...on, registration.at];
    this.mounts.set(registration, { on, all });
    return all;
  }

  /** For every item of an application the places of those whose path matches; `find` works them out where paths are not what they were. */
  passedBy(app: ObjectId, items: readonly Item[], find: () => readonly (readonly number[])[]): readonly (readonly number[])[] {
    const known = this.passing.get(app);
    const same = known?.items.length === items.length && items.every((item, index) => haveSamePath(item, known.items[index]));
    const passed = same && known !== undefined ? known.passed : find();
    this.passing.set(app, { items, passed });
    return passed;
  }

  /** What `conclude` makes of the drafts: the same list as long as they are the same. */
  concluded(drafts: readonly RouteDraft[], conclude: () => readonly RouteDraft[]): readonly RouteDraft[] {
    if (!areSame(drafts, this.collected.before)) this.collected = { before: drafts, drafts: conclude() };
    return this.collected.drafts;
  }

  step(handler: Handler, mount: string, role: Step['role'], shared = false, param?: string): Step {
    const known = mapOf(this.steps, handler);
    const key = `${role} ${shared} ${mount} ${param ?? ''}`;
    let step = known.get(key);
    if (step === undefined) {
      step = { ...handler, mount, role, ...(shared && { shared: true as const }), ...(param !== undefined && { param }) };
      known.set(key, step);
    }
    return step;
  }

  /** The draft of a route whose requests may pass these items, its own included. */
  draft(item: RouteItem, passed: readonly (Item | undefined)[], make: () => RouteDraft): RouteDraft {
    const known = this.drafts.get(item);
    if (known !== undefined && areSame(known.passed, passed)) return known.draft;
    const draft = make();
    this.drafts.set(item, { passed, draft });
    return draft;
  }
}

function mapOf<K extends object, V>(maps: WeakMap<K, Map<string, V>>, key: K): Map<string, V> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

const areSame = <T>(a: readonly T[], b: readonly T[]): boolean => a.length === b.length && a.every((item, index) => item === b[index]);

const haveSamePath = (a: Item, b: Item | undefined): boolean =>
  a === b || (a.kind === 'step' ? b?.kind === 'step' && a.step.mount === b.step.mount : b?.kind === 'route' && a.path === b.path);

const isSameStanding = (a: Standing, b: Standing): boolean =>
  a.partial === b.partial && a.group === b.group && a.mounts === b.mounts && areSame(a.params, b.params);

/** `/users/:id` has `id`. */
export const hasParam = (path: Path, name: string): boolean => path.text.split(/[/.-]/).some((part) => /^:(\w+)/.exec(part)?.[1] === name);
