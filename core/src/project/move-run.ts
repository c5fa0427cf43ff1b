import { isPlace, type Moved } from '../flow/index.ts';
import type { RouteDraft } from '../frameworks/framework.ts';
import type { Place, RouteRun } from '../frameworks/run-route.ts';

/** The run with every place in it where it is now; undefined where one of them is gone. What has not moved stays the object it is. */
export function moveRun(run: RouteRun, draft: RouteDraft, moved: Moved, place: Place): RouteRun | undefined {
  const mover = new Mover(moved, place);
  const id = `${draft.method} ${draft.path}@${draft.at.file}:${draft.at.start}`;
  const route = mover.move(run.route);
  const next: RouteRun = {
    draft,
    route: id === route.id ? route : { ...route, id },
    events: mover.move(run.events),
    lateGuards: mover.move(run.lateGuards),
    missedGuards: mover.move(run.missedGuards),
    guards: mover.move(run.guards),
    ...(run.endedBy !== undefined && { endedBy: mover.move(run.endedBy) }),
    verdict: run.verdict,
    ...(run.unverified !== undefined && { unverified: mover.move(run.unverified) }),
    checks: mover.move(run.checks),
    looksFurther: run.looksFurther,
    reads: run.reads,
  };
  if (mover.isLost) return undefined;
  return next.route === run.route &&
    next.events === run.events &&
    next.lateGuards === run.lateGuards &&
    next.missedGuards === run.missedGuards &&
    next.guards === run.guards &&
    next.endedBy === run.endedBy &&
    next.unverified === run.unverified &&
    next.checks === run.checks &&
    draft === run.draft
    ? run
    : next;
}

class Mover {
  /** True where a place was in what an edit has replaced. */
  isLost = false;
  private readonly done = new Map<object, unknown>();

  constructor(
    private readonly moved: Moved,
    private readonly place: Place,
  ) {}

  move<T>(value: T): T;
  move(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (this.done.has(value)) return this.done.get(value);
    const result = value instanceof Set || value instanceof Map ? value : this.moveFields(value);
    this.done.set(value, result);
    return result;
  }

  private moveFields(value: object): object {
    const replaced: Record<string, unknown> = {};
    let changes = false;
    for (const [key, field] of Object.entries(value)) {
      // Values belong to the machine and rows to libraries: neither is looked at for its place.
      if (typeof field !== 'object' || field === null || key === 'value' || key === 'row') continue;
      const next = this.move<unknown>(field);
      if (next === field) continue;
      replaced[key] = next;
      changes = true;
    }
    if (isPlace(value)) {
      const start = this.moved(value.file, value.start);
      const end = this.moved(value.file, value.end);
      if (start === undefined || end === undefined) this.isLost = true;
      else if (start !== value.start || end !== value.end) {
        const at = { file: value.file, start, end };
        Object.assign(replaced, at, 'from' in value ? this.place(at) : {});
        changes = true;
      }
    }
    if (!changes) return value;
    return Array.isArray(value) ? Object.assign([], value, replaced) : Object.assign({}, value, replaced);
  }
}
