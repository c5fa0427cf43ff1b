import { findString, type Machine, type ObjectId, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { Written } from '../written.ts';
import { Built, type Effect } from './chain.ts';
import { keys } from './library.ts';
import { membersOf } from './members.ts';
import { type OrpcNote, objectsOf } from './notes.ts';
import type { Serving } from './served.ts';

/** What running a procedure takes besides its steps. */
export interface Details {
  /** What a step is; none for the function that hands requests on. */
  readonly effects: ReadonlyMap<Step, Effect>;
  readonly errors: readonly Value[];
  readonly servings: readonly Serving[];
}

/** The procedures of every router that is served, or, where nothing is seen to serve any, of all. */
export function collectRoutes(
  host: AdapterHost,
  notes: readonly OrpcNote[],
  servings: readonly Serving[],
  details: WeakMap<RouteDraft, Details>,
): readonly RouteDraft[] {
  const built = new Built(notes);
  if (built.procedures.size === 0) return [];
  const collector = new Collector(host, built, details);
  const roots = new Map<ObjectId, { readonly router: Value; readonly servings: Serving[] }>();
  for (const serving of servings) {
    const [id] = objectsOf(serving.router);
    if (id === undefined || serving.requests === 'local') continue;
    const root = roots.get(id) ?? { router: serving.router, servings: [] };
    root.servings.push(serving);
    roots.set(id, root);
  }
  for (const root of roots.values()) collector.walk(root.router, [], root.servings);
  if (servings.length === 0) for (const router of unservedRouters(host, notes)) collector.walk(router, [], []);
  return inOrder(collector.drafts);
}

/** Records of procedures that no other such record holds: made by a builder, or exported by files in which procedures are made. */
function unservedRouters(host: AdapterHost, notes: readonly OrpcNote[]): readonly Value[] {
  const m = host.machine;
  const files = new Set(notes.flatMap((note) => (note.kind === 'procedure' && note.link !== undefined ? [note.link.call.file] : [])));
  for (const file of host.files) if (/outer/i.test(file) || /outer\b/.test(host.text(file) ?? '')) files.add(file);
  const made = notes.flatMap((note) => (note.kind === 'router' ? [note.router] : []));
  const exported = [...files].sort().flatMap((file) =>
    (host.facts(file)?.exports ?? []).flatMap((fact) => {
      const value = fact.kind === 'star' ? undefined : m.exported(file, fact.name, m.base);
      return value === undefined ? [] : [value];
    }),
  );
  const candidates = [...made, ...exported].filter((value) => objectsOf(value).some((id) => m.info(id).kind === 'plain'));
  const inside = new Set<ObjectId>();
  for (const value of candidates) for (const id of objectsOf(value)) addInside(m, id, inside, 0);
  const seen = new Set<ObjectId>();
  return candidates.filter((value) => objectsOf(value).every((id) => !inside.has(id) && !seen.has(id) && seen.add(id)));
}

function addInside(m: Machine, record: ObjectId, inside: Set<ObjectId>, depth: number): void {
  if (depth > mostNesting) return;
  for (const [, value] of membersOf(m, record, m.base))
    for (const id of objectsOf(value)) {
      if (inside.has(id)) continue;
      inside.add(id);
      addInside(m, id, inside, depth + 1);
    }
}

class Collector {
  readonly drafts: RouteDraft[] = [];
  private readonly m: Machine;
  private readonly written: Written;

  constructor(
    host: AdapterHost,
    private readonly built: Built,
    private readonly details: WeakMap<RouteDraft, Details>,
  ) {
    this.m = host.machine;
    this.written = new Written((file) => host.facts(file));
  }

  walk(router: Value, names: readonly string[], servings: readonly Serving[]): void {
    if (names.length > mostNesting) return;
    for (const id of objectsOf(router)) {
      if (this.m.info(id).key === keys.procedure) this.add(id, names, servings);
      else for (const [name, value] of membersOf(this.m, id, this.m.base)) this.walk(value, [...names, name], servings);
    }
  }

  private add(procedure: ObjectId, names: readonly string[], servings: readonly Serving[]): void {
    const effects = this.built.effectsOf(procedure);
    const handler = effects.find((effect) => effect.kind === 'handler');
    if (handler === undefined) return;
    const kinds = new Map<Step, Effect>();
    const mounts = servings.flatMap(({ mount }) => mount ?? []);
    const [mount] = mounts;
    const steps: Step[] = [];
    if (mount !== undefined)
      steps.push({ value: mount.value, name: mount.name, at: mount.at, mount: '', role: 'middleware', shared: true });
    for (const effect of effects) {
      if (effect.kind !== 'use' && effect.kind !== 'input') continue;
      const step: Step = { value: effect.value, name: this.nameOf(effect), at: effect.at, mount: '', role: 'middleware', shared: true };
      kinds.set(step, effect);
      steps.push(step);
    }
    const last: Step = { value: handler.value, name: names.join('.'), at: handler.at, mount: '', role: 'handler' };
    kinds.set(last, handler);
    const at = this.rootOf(procedure, handler.call);
    const draft: RouteDraft = {
      framework: 'orpc',
      ...this.address(effects, names, servings),
      at,
      steps: [...steps, last],
      later: [],
      file: at.file,
      group: `orpc:${at.file}`,
      insertion: { as: 'base', file: at.file, start: at.start, end: at.end },
    };
    const errors = effects.flatMap((effect) => (effect.kind === 'errors' ? [effect.value] : []));
    this.details.set(draft, { effects: kinds, errors, servings });
    this.drafts.push(draft);
  }

  /** By what it declares where something serves that, else by its names. */
  private address(
    effects: readonly Effect[],
    names: readonly string[],
    servings: readonly Serving[],
  ): Pick<RouteDraft, 'method' | 'path' | 'procedure'> {
    const declared = (name: string): string | undefined =>
      effects
        .flatMap((effect) => (effect.kind === 'route' ? objectsOf(effect.value) : []))
        .map((id) => findString(this.m.getField(id, name, this.m.base) ?? nothing))
        .findLast((text) => text !== undefined);
    const prefixes = effects.flatMap((effect) => (effect.kind === 'mounted' ? [findString(effect.value) ?? ''] : []));
    const [path, method] = [declared('path'), declared('method')];
    const isDeclared = path !== undefined || method !== undefined;
    const named = `/${names.map(encodeURIComponent).join('/')}`;
    const open = servings.find(({ openapi }) => openapi);
    const other = servings.find(({ openapi }) => !openapi);
    const serving = isDeclared ? (open ?? other) : (other ?? open);
    if (serving?.openapi === false)
      return { method: 'POST', path: join(serving.prefix, named), ...(method === undefined && { procedure: true }) };
    const whole = path === undefined ? named : `${prefixes.join('')}${path}`;
    const full = join(serving?.prefix ?? '', whole.replace(/\{\+(\w+)\}/g, '*$1').replace(/\{(\w+)\}/g, ':$1'));
    return method === undefined ? { method: 'POST', path: full, procedure: true } : { method, path: full };
  }

  private nameOf(effect: Effect): string {
    if (effect.kind === 'input') return `input(${effect.name ?? '…'})`;
    return effect.name ?? this.written.variableOf(effect.call) ?? 'use(…)';
  }

  /** What the procedure's expression starts from: `protectedProcedure`, `os` of `os.planet.list`. */
  private rootOf(procedure: ObjectId, handled: Location): Location {
    let builder = this.builderOf(procedure);
    for (let steps = 0; builder !== undefined && builder.depth === undefined && steps < mostLinks; steps += 1) {
      const [parent] = builder.parents;
      builder = parent === undefined ? undefined : this.built.builders.get(parent);
    }
    return this.written.startOf(handled, builder?.depth ?? 0) ?? handled;
  }

  private builderOf(id: ObjectId): ReturnType<Built['builders']['get']> {
    let current = id;
    for (let depth = 0; depth < mostLinks; depth += 1) {
      const procedure = this.built.procedures.get(current);
      if (procedure === undefined) break;
      current = procedure.from;
    }
    return this.built.builders.get(current);
  }
}

const nothing: Value = { shapes: [], open: false, taints: [] };
/** As `standardizeHTTPPath` of @orpc/openapi has it. */
const join = (prefix: string, path: string): string => `/${`${prefix}/${path}`.replace(/\/{2,}/g, '/').replace(/^\/|\/$/g, '')}`;
const mostNesting = 12;
const mostLinks = 60;
