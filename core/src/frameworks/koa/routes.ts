import type { ObjectId, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { RouteDraft, Step } from '../framework.ts';
import { PathIndex } from '../path-index.ts';
import { joinPaths } from '../paths.ts';
import type { Handler, KoaNote } from './notes.ts';
import { keys, objectsOf, routersOf, toPath } from './registration.ts';
import { buildProgram, type Layer, type Program, type Router } from './routers.ts';

/** A step with what Koa's own pieces need to run it. */
export interface KoaStep extends Step {
  /** The path that `mount` has taken off what the function sees. */
  readonly stripped: string;
  /** For functions of `router.param`: the parameter whose value they are given. */
  readonly param?: string;
}

export const isKoaStep = (step: Step): step is KoaStep => 'stripped' in step;

/** One thing that requests pass, in order. `scope`: one dispatch of a router, whose middleware runs only when it has a route. */
type Item =
  | { readonly kind: 'step'; readonly step: KoaStep; readonly exact: boolean; readonly scope: number | undefined }
  | {
      readonly kind: 'route';
      readonly layer: Layer;
      readonly method: string;
      readonly path: string;
      readonly partial: string | undefined;
      readonly mounts: readonly Location[];
      readonly stripped: string;
      readonly scope: number;
    };
type RouteItem = Extract<Item, { kind: 'route' }>;

/** Where on the way through applications something is. */
interface Place {
  readonly path: string;
  readonly partial: string | undefined;
  readonly mounts: readonly Location[];
  readonly open: ReadonlySet<ObjectId>;
}

const nowhere: Omit<Place, 'partial'> = { path: '/', mounts: [], open: new Set() };
const notFollowed = 'the function that registers it is called by code that could not be followed';

/** The routes of every application, and of every router that none of them uses. */
export function collectRoutes(notes: readonly KoaNote[]): readonly RouteDraft[] {
  const program = buildProgram(notes);
  const used = usedIn(program);
  const drafts: RouteDraft[] = [];
  for (const app of program.apps.values()) {
    if (used.has(app.id) || app.uses.length === 0) continue;
    const walk = new Walk(program);
    walk.app(app.id, { ...nowhere, partial: app.detached ? notFollowed : undefined });
    drafts.push(...draftsOf(walk.items));
  }
  for (const router of program.routers.values()) {
    if (used.has(router.id) || program.nested.has(router.id) || router.layers.length === 0) continue;
    const walk = new Walk(program);
    const partial = router.detached ? notFollowed : 'its router is mounted by code that could not be followed';
    walk.router(router, { ...nowhere, partial });
    drafts.push(...draftsOf(walk.items));
  }
  return inOrder(drafts);
}

/** The applications and routers that some application uses. */
function usedIn(program: Program): ReadonlySet<ObjectId> {
  const used = new Set<ObjectId>();
  const visit = (value: Value | undefined): void => {
    if (value === undefined) return;
    for (const id of routersOf(value)) used.add(id);
    for (const shape of value.shapes) {
      if (shape.k === 'object') used.add(shape.id);
      if (shape.k === 'library' && shape.key === keys.mounted) shape.made?.args.forEach(visit);
    }
  };
  for (const app of program.apps.values()) for (const note of app.uses) for (const handler of note.handlers) visit(handler.value);
  return used;
}

class Walk {
  readonly items: Item[] = [];
  private scopes = 0;

  constructor(private readonly program: Program) {}

  app(id: ObjectId, place: Place): void {
    const app = this.program.apps.get(id);
    if (app === undefined || place.open.has(id)) return;
    const within = { ...place, open: new Set(place.open).add(id) };
    for (const note of app.uses) {
      for (const handler of note.handlers) this.pass(handler.value, handler, { ...within, mounts: [...place.mounts, note.at] });
    }
  }

  /** Whatever is used: a router's dispatch, something mounted, or a function. */
  private pass(value: Value, handler: Handler, place: Place): void {
    const routers = routersOf(value);
    for (const id of routers) {
      const router = this.program.routers.get(id);
      if (router !== undefined) this.router(router, place);
    }
    if (routers.length > 0) return;
    const [shape, more] = value.shapes;
    if (shape?.k === 'library' && more === undefined && shape.key === keys.mounted) {
      this.mounted(shape.made?.args ?? [], handler, place);
      return;
    }
    const apps = objectsOf(value).filter((id) => this.program.apps.has(id));
    for (const id of apps) this.app(id, place);
    if (apps.length > 0) return;
    const mount = place.path === '/' ? '' : place.path;
    const step: KoaStep = { ...handler, value, mount, role: 'middleware', shared: true, stripped: mount };
    this.items.push({ kind: 'step', step, exact: false, scope: undefined });
  }

  /** `mount('/path', app)`, `mount(app)`. */
  private mounted([first, second]: readonly Value[], handler: Handler, place: Place): void {
    const target = second ?? first;
    if (target === undefined) return;
    const { text, known } = second === undefined || first === undefined ? { text: '/', known: true } : toPath(first);
    const partial = place.partial ?? (known ? undefined : 'part of its path could not be evaluated');
    this.pass(target, handler, { ...place, path: joinPaths(place.path, text), partial });
  }

  router(router: Router, place: Place): void {
    const scope = this.scopes++;
    const stripped = place.path === '/' ? '' : place.path;
    for (const layer of router.layers) {
      const path = joinPaths(place.path, layer.path);
      if (layer.methods.length === 0) {
        for (const handler of layer.handlers) {
          const mount = path === '/' && !layer.exact ? '' : path;
          const step: KoaStep = { ...handler, mount, role: 'middleware', shared: true, stripped };
          this.items.push({ kind: 'step', step, exact: layer.exact, scope });
        }
        continue;
      }
      const partial = place.partial ?? layer.partial;
      const mounts = [...place.mounts, ...layer.mounts];
      for (const method of layer.methods) this.items.push({ kind: 'route', layer, method, path, partial, mounts, stripped, scope });
    }
  }
}

function draftsOf(items: readonly Item[]): readonly RouteDraft[] {
  const index = new PathIndex<{ readonly item: Item; readonly order: number }>();
  items.forEach((item, order) => {
    if (item.kind === 'route') index.addExact(item.path, { item, order });
    else if (item.exact) index.addExact(item.step.mount, { item, order });
    else index.addMount(item.step.mount, { item, order });
  });
  return items.flatMap((item, order): RouteDraft[] => {
    if (item.kind === 'step' || item.layer.handlers.length === 0) return [];
    const passed = [...index.find(item.path)].sort((a, b) => a.order - b.order);
    const earlier = passed.filter((other) => other.order < order).map((other) => other.item);
    const scopes = new Set<number | undefined>([undefined, item.scope]);
    for (const other of earlier) if (other.kind === 'route' && answers(other, item)) scopes.add(other.scope);
    const before = earlier.filter((other) => scopes.has(other.scope)).flatMap((other) => stepsOf(other, item));
    const later = passed.flatMap(({ item: other, order: at }) =>
      at > order && other.kind === 'step' && (other.scope === undefined || other.scope === item.scope) ? [other.step] : [],
    );
    return [draftOf(item, before, later)];
  });
}

/** True where requests for the route are answered by the other registration too, if it comes first. */
function answers(other: RouteItem, route: RouteItem): boolean {
  if (other.method !== 'ALL' && other.method !== route.method) return false;
  return other.layer.at.file !== route.layer.at.file || other.layer.at.start !== route.layer.at.start;
}

function stepsOf(other: Item, route: RouteItem): readonly Step[] {
  if (other.kind === 'step') return [other.step];
  return answers(other, route) ? stepsOfLayer(other, () => 'middleware') : [];
}

function stepsOfLayer({ layer, stripped }: RouteItem, role: (index: number) => Step['role']): readonly KoaStep[] {
  return [
    ...layer.params.map(({ name, handler }): KoaStep => ({ ...handler, mount: '', role: 'middleware', stripped, param: name })),
    ...layer.handlers.map((handler, index): KoaStep => ({ ...handler, mount: '', role: role(index), stripped })),
  ];
}

function draftOf(item: RouteItem, before: readonly Step[], later: readonly Step[]): RouteDraft {
  const { layer } = item;
  const own = stepsOfLayer(item, (index) => (index === layer.handlers.length - 1 ? 'handler' : 'middleware'));
  const [first] = layer.handlers;
  return {
    framework: 'koa',
    method: item.method,
    path: item.path,
    at: layer.at,
    steps: [...before, ...own],
    later,
    ...(item.partial !== undefined && { partial: item.partial }),
    file: layer.at.file,
    group: layer.group,
    mounts: item.mounts,
    ...(layer.takesGuard &&
      first !== undefined &&
      first.at.file === layer.at.file &&
      first.at.start > layer.at.start && {
        insertion: { as: 'argument' as const, file: layer.at.file, offset: first.at.start },
      }),
  };
}
