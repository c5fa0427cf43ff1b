import { joinValues, type Machine, type ObjectId, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { Written } from '../written.ts';
import { type Link, objectsOf, type ProcedureType, type TrpcNote } from './notes.ts';
import type { Served } from './served.ts';

/** What a step of a procedure is, for how it is run. */
export type StepKind = 'context' | 'use' | 'input' | 'resolver';

/** What running a procedure takes besides its steps. */
export interface Details {
  readonly kinds: ReadonlyMap<Step, StepKind>;
  readonly type: ProcedureType;
  readonly meta: Value | undefined;
  readonly served: readonly Served[];
}

type NoteOf<K extends TrpcNote['kind']> = Extract<TrpcNote, { kind: K }>;

interface Built {
  readonly builders: ReadonlyMap<ObjectId, NoteOf<'builder'>>;
  readonly procedures: ReadonlyMap<ObjectId, NoteOf<'procedure'>>;
  readonly middlewares: ReadonlyMap<ObjectId, NoteOf<'middleware'>>;
  readonly routers: ReadonlyMap<ObjectId, NoteOf<'router'>>;
}

function gather(notes: readonly TrpcNote[]): Built {
  const built = {
    builders: new Map<ObjectId, NoteOf<'builder'>>(),
    procedures: new Map<ObjectId, NoteOf<'procedure'>>(),
    middlewares: new Map<ObjectId, NoteOf<'middleware'>>(),
    routers: new Map<ObjectId, NoteOf<'router'>>(),
  };
  for (const note of notes) {
    if (note.kind === 'builder') built.builders.set(note.id, note);
    else if (note.kind === 'procedure') built.procedures.set(note.id, note);
    else if (note.kind === 'middleware') built.middlewares.set(note.id, note);
    else built.routers.set(note.id, note);
  }
  return built;
}

/** The procedures of every router that no other router holds, with what runs before each. */
export function collectRoutes(
  host: AdapterHost,
  notes: readonly TrpcNote[],
  served: ReadonlyMap<ObjectId, readonly Served[]>,
  details: WeakMap<RouteDraft, Details>,
): readonly RouteDraft[] {
  const built = gather(notes);
  if (built.routers.size === 0) return [];
  const collector = new Collector(host, built, served, details);
  const nested = new Set<ObjectId>();
  for (const router of built.routers.values()) {
    for (const part of router.parts) nested.add(part);
    for (const record of router.records) collector.addNested(record, nested);
  }
  for (const router of built.routers.values()) if (!nested.has(router.id)) collector.walkRouter(router, [], router.id, new Set());
  return inOrder(collector.drafts);
}

class Collector {
  readonly drafts: RouteDraft[] = [];
  private readonly m: Machine;
  private readonly written: Written;

  constructor(
    host: AdapterHost,
    private readonly built: Built,
    private readonly served: ReadonlyMap<ObjectId, readonly Served[]>,
    private readonly details: WeakMap<RouteDraft, Details>,
  ) {
    this.m = host.machine;
    this.written = new Written((file) => host.facts(file));
  }

  /** The routers in a record, those in plain objects included. */
  addNested(record: Value, nested: Set<ObjectId>, depth = 0): void {
    for (const id of objectsOf(record)) {
      if (depth > 0 && this.built.routers.has(id)) nested.add(id);
      else if (depth < mostNesting && !this.built.procedures.has(id))
        for (const name of this.m.info(id).fields) this.addNested(this.m.getField(id, name, this.m.base) ?? record, nested, depth + 1);
    }
  }

  walkRouter(router: NoteOf<'router'>, path: readonly string[], root: ObjectId, open: ReadonlySet<ObjectId>): void {
    if (open.has(router.id)) return;
    const within = new Set(open).add(router.id);
    for (const record of router.records) for (const id of objectsOf(record)) this.walkRecord(id, router, path, root, within);
    for (const part of router.parts) {
      const merged = this.built.routers.get(part);
      if (merged !== undefined) this.walkRouter(merged, path, root, within);
    }
  }

  private walkRecord(id: ObjectId, router: NoteOf<'router'>, path: readonly string[], root: ObjectId, open: ReadonlySet<ObjectId>): void {
    for (const name of this.m.info(id).fields) {
      const inner = [...path, name];
      for (const member of objectsOf(this.m.getField(id, name, this.m.base))) {
        const procedure = this.built.procedures.get(member);
        const nested = this.built.routers.get(member);
        if (procedure !== undefined) this.drafts.push(this.draftOf(procedure, router, inner, root));
        else if (nested !== undefined) this.walkRouter(nested, inner, root, open);
        else if (inner.length < mostNesting && this.m.info(member).kind === 'plain') this.walkRecord(member, router, inner, root, open);
      }
    }
  }

  private draftOf(procedure: NoteOf<'procedure'>, router: NoteOf<'router'>, path: readonly string[], root: ObjectId): RouteDraft {
    const kinds = new Map<Step, StepKind>();
    const served = this.served.get(root) ?? [];
    const links = this.linksOf(procedure.parents);
    const [first] = served;
    if (first !== undefined) {
      const value = served.map((one) => one.createContext).reduce(joinValues);
      kinds.set({ value, name: 'createContext', at: first.at, mount: '', role: 'middleware', shared: true }, 'context');
    }
    for (const link of links)
      if (link.kind === 'use' || link.kind === 'input')
        kinds.set({ value: link.value, name: this.nameOf(link), at: link.at, mount: '', role: 'middleware', shared: true }, link.kind);
    const { resolver } = procedure;
    const name = path.join('.');
    kinds.set({ value: resolver.value, name, at: resolver.at, mount: '', role: 'handler' }, 'resolver');
    const at = this.rootOf(procedure);
    const draft: RouteDraft = {
      framework: 'trpc',
      method: procedure.type.toUpperCase(),
      path: name,
      at,
      steps: [...kinds.keys()],
      later: [],
      file: at.file,
      mounts: [router.at],
      group: `trpc:${router.at.file}:${router.at.start}`,
      insertion: { as: 'base', file: at.file, start: at.start, end: at.end },
    };
    const meta = links.findLast((link) => link.kind === 'meta')?.value;
    this.details.set(draft, { kinds, type: procedure.type, meta, served });
    return draft;
  }

  /** What was added to a builder, in the order it runs. */
  private linksOf(parents: readonly ObjectId[], depth = 0): readonly Link[] {
    const [parent] = parents;
    const builder = parent === undefined || depth > mostLinks ? undefined : this.built.builders.get(parent);
    if (builder === undefined) return [];
    const { link } = builder;
    const own =
      link.kind === 'concat' ? this.linksOf(objectsOf(link.value), depth + 1) : link.kind === 'use' ? this.opened(link, depth) : [link];
    return [...this.linksOf(builder.parents, depth + 1), ...own];
  }

  /** `use(middleware)`: what the middleware consists of; `use(builder)`: what that has. */
  private opened(link: Link, depth: number): readonly Link[] {
    const [id] = objectsOf(link.value);
    if (id === undefined || depth > mostLinks) return [link];
    if (this.built.builders.has(id)) return this.linksOf([id], depth + 1);
    const middleware = this.built.middlewares.get(id);
    if (middleware === undefined) return [link];
    const before = middleware.before.flatMap((other) =>
      this.opened({ ...link, value: { shapes: [{ k: 'object', id: other }], open: false, taints: [] } }, depth + 1),
    );
    return [...before, ...this.opened({ ...link, value: middleware.link.value }, depth + 1)];
  }

  private nameOf(link: Link): string {
    if (link.kind === 'input') return `input(${link.name ?? '…'})`;
    return link.name ?? this.written.variableOf(link.call) ?? 'use(…)';
  }

  /** The builder that the procedure starts from: `protectedProcedure`. */
  private rootOf(procedure: NoteOf<'procedure'>): Location {
    let { call } = procedure.resolver;
    let [parent] = procedure.parents;
    for (let depth = 0; parent !== undefined && depth < mostLinks; depth += 1) {
      const builder = this.built.builders.get(parent);
      if (builder === undefined || builder.link.call.file !== call.file || builder.link.call.start !== call.start) break;
      ({ call } = builder.link);
      [parent] = builder.parents;
    }
    return this.written.receiverOf(call) ?? procedure.resolver.call;
  }
}

const mostNesting = 12;
const mostLinks = 60;
