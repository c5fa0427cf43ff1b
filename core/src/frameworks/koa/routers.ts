import type { ObjectId } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { joinPaths } from '../paths.ts';
import type { Handler, KoaNote, Path } from './notes.ts';
import { routersOf } from './registration.ts';

/** One registration as a router has it, its prefix included. Without methods it is middleware, for everything below unless `exact`. */
export interface Layer {
  readonly methods: readonly string[];
  readonly path: string;
  readonly exact: boolean;
  readonly partial: string | undefined;
  readonly handlers: readonly Handler[];
  readonly params: readonly Param[];
  readonly at: Location;
  readonly group: string;
  readonly mounts: readonly Location[];
  readonly takesGuard: boolean;
}

export interface Param {
  readonly name: string;
  readonly handler: Handler;
}

export interface Router {
  readonly id: ObjectId;
  readonly detached: boolean;
  prefix: Path;
  params: readonly Param[];
  layers: readonly Layer[];
}

export interface App {
  readonly id: ObjectId;
  readonly detached: boolean;
  readonly uses: Extract<KoaNote, { kind: 'use' }>[];
}

export interface Program {
  readonly apps: ReadonlyMap<ObjectId, App>;
  readonly routers: ReadonlyMap<ObjectId, Router>;
  /** Routers that another one has taken in. */
  readonly nested: ReadonlySet<ObjectId>;
}

const root: Path = { text: '/', known: true };
const unknownPath = 'part of its path could not be evaluated';

/** Routers as the notes have built them: `use` takes in what another router has by then. */
export function buildProgram(notes: readonly KoaNote[]): Program {
  const apps = new Map<ObjectId, App>();
  const routers = new Map<ObjectId, Router>();
  const nested = new Set<ObjectId>();
  for (const note of notes) {
    if (note.kind === 'app') apps.set(note.id, { id: note.id, detached: note.detached, uses: [] });
    if (note.kind === 'router')
      routers.set(note.id, { id: note.id, detached: note.detached, prefix: note.prefix ?? root, params: [], layers: [] });
  }
  /** Instances of the workspace's own subclasses are met when something is registered on them. */
  const findRouter = (id: ObjectId): Router => {
    const router = routers.get(id) ?? { id, detached: false, prefix: root, params: [], layers: [] };
    routers.set(id, router);
    return router;
  };
  for (const note of notes) {
    switch (note.kind) {
      case 'app':
      case 'router':
        break;
      case 'use':
        if (note.forApp) {
          const app = apps.get(note.on) ?? { id: note.on, detached: false, uses: [] };
          apps.set(note.on, app);
          app.uses.push(note);
        } else use(findRouter(note.on), note, findRouter, nested);
        break;
      case 'route': {
        const router = findRouter(note.on);
        const added = note.paths.map((path) => layerOf(router, note, path, note.methods, true));
        router.layers = [...router.layers, ...added];
        break;
      }
      case 'prefix': {
        const router = findRouter(note.on);
        router.layers = router.layers.map((layer) => below(note.path, layer));
        router.prefix = note.path;
        break;
      }
      case 'param': {
        const router = findRouter(note.on);
        const param = { name: note.name, handler: note.handler };
        router.params = [...router.params, param];
        router.layers = router.layers.map((layer) => ({ ...layer, params: [...layer.params, ...paramsFor(layer.path, [param])] }));
        break;
      }
    }
  }
  return { apps, routers, nested };
}

function use(router: Router, note: Extract<KoaNote, { kind: 'use' }>, findRouter: (id: ObjectId) => Router, nested: Set<ObjectId>): void {
  for (const path of note.paths ?? [undefined]) {
    for (const handler of note.handlers) {
      const children = routersOf(handler.value);
      for (const id of children) {
        nested.add(id);
        if (id === router.id) continue;
        const taken = findRouter(id).layers.map((layer): Layer => {
          const moved = below(router.prefix, path === undefined ? layer : below(path, layer));
          return { ...moved, params: [...paramsFor(moved.path, router.params), ...moved.params], mounts: [note.at, ...moved.mounts] };
        });
        router.layers = [...router.layers, ...taken];
      }
      if (children.length === 0) {
        const exact = note.exactRoot && path?.text === '/';
        router.layers = [...router.layers, layerOf(router, { ...note, handlers: [handler], takesGuard: false }, path ?? root, [], exact)];
      }
    }
  }
}

function layerOf(
  router: Router,
  note: { readonly handlers: readonly Handler[]; readonly at: Location; readonly takesGuard: boolean },
  path: Path,
  methods: readonly string[],
  exact: boolean,
): Layer {
  const full = joinPaths(router.prefix.text, path.text);
  return {
    methods,
    path: full,
    exact,
    partial: path.known && router.prefix.known ? undefined : unknownPath,
    handlers: note.handlers,
    params: paramsFor(full, router.params),
    at: note.at,
    group: `koa:${router.id}`,
    mounts: [],
    takesGuard: note.takesGuard,
  };
}

function below(prefix: Path, layer: Layer): Layer {
  return { ...layer, path: joinPaths(prefix.text, layer.path), partial: layer.partial ?? (prefix.known ? undefined : unknownPath) };
}

const paramsFor = (path: string, params: readonly Param[]): readonly Param[] =>
  params.filter(({ name }) => path.split('/').includes(`:${name}`));
