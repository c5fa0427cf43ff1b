import type { Location } from '../../model/index.ts';
import type { RouteDraft, Step } from '../framework.ts';
import type { Handler, Registration } from './instances.ts';

/** A registered route at its full path. */
export interface RouteItem {
  readonly kind: 'route';
  readonly method: string;
  readonly path: string;
  readonly handlers: readonly Handler[];
  readonly at: Location;
  readonly partial: string | undefined;
  readonly group: string;
  readonly mounts: readonly Location[];
}

/** Where a registration came to stand. */
type Standing = Pick<RouteItem, 'path' | 'partial' | 'group' | 'mounts'>;

interface KnownDraft {
  readonly before: readonly Step[];
  readonly later: readonly Step[];
  readonly draft: RouteDraft;
}

/**
 * What was derived from notes, by the notes themselves: an application of a thousand routes of which one has changed gives
 * the same drafts for the others, the same objects.
 */
export class RouteMemo {
  private readonly items = new WeakMap<Registration, Map<string, RouteItem>>();
  private readonly steps = new WeakMap<Handler, Map<string, Step>>();
  private readonly drafts = new WeakMap<RouteItem, KnownDraft>();

  item(registration: Extract<Registration, { kind: 'route' }>, standing: Standing): RouteItem {
    const known = mapOf(this.items, registration);
    const item = known.get(standing.path);
    if (item !== undefined && item.partial === standing.partial && item.group === standing.group && areSame(item.mounts, standing.mounts))
      return item;
    const { method, handlers, at } = registration;
    const made: RouteItem = { kind: 'route', method, handlers, at, ...standing };
    known.set(standing.path, made);
    return made;
  }

  step(handler: Handler, mount: string, role: Step['role'], shared = false): Step {
    const known = mapOf(this.steps, handler);
    const key = `${role} ${shared} ${mount}`;
    let step = known.get(key);
    if (step === undefined) {
      step = { ...handler, mount, role, ...(shared && { shared: true as const }) };
      known.set(key, step);
    }
    return step;
  }

  draft(item: RouteItem, before: readonly Step[], later: readonly Step[], make: () => RouteDraft): RouteDraft {
    const known = this.drafts.get(item);
    if (known !== undefined && areSame(known.before, before) && areSame(known.later, later)) return known.draft;
    const draft = make();
    this.drafts.set(item, { before, later, draft });
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
