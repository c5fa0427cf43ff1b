import { type Machine, mayConcernIdentity, type ObjectId, unknownBecause, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { inOrder } from '../drafts.ts';
import type { AdapterHost, RouteDraft, Step } from '../framework.ts';
import { insertionOf } from '../insertion.ts';
import { definitionsOf } from './arguments.ts';
import type { Given } from './library.ts';
import { fieldOf, type GraphqlNote } from './notes.ts';
import { type Field, type PartKind, Schemas, typeOf } from './resolvers.ts';
import type { SdlDefinitions, SdlDirective } from './sdl.ts';
import { Written } from './written.ts';

/** How a schema is served: what makes the context of its requests. */
export interface Served {
  readonly context: Value | undefined;
  readonly given: Given;
  readonly at: Location;
}

/** What running a field takes besides its steps. */
export interface Details {
  readonly kinds: ReadonlyMap<Step, PartKind | 'context'>;
  readonly field: Field;
  readonly served: readonly Served[];
  readonly definitions: SdlDefinitions;
}

type ServerNote = Extract<GraphqlNote, { kind: 'server' }>;

/** The fields of every schema that is served, and of those that nothing of the workspace serves, with what runs before each. */
export function collectRoutes(
  host: AdapterHost,
  notes: readonly GraphqlNote[],
  details: WeakMap<RouteDraft, Details>,
): readonly RouteDraft[] {
  if (notes.length === 0) return [];
  const collector = new Collector(host, notes, details);
  const inside = new Set<ObjectId>();
  for (const note of notes) if (note.kind === 'server') collector.serve(note, inside);
  for (const note of notes) {
    if (note.kind === 'wrapped') for (const id of collector.schemas.within(note.schema)) inside.add(id);
    if (note.kind === 'schema') for (const part of note.parts) for (const id of collector.schemas.within(part)) inside.add(id);
  }
  for (const note of notes)
    if ((note.kind === 'schema' || note.kind === 'wrapped') && !inside.has(note.id))
      collector.add(collector.schemas.fieldsOf({ shapes: [{ k: 'object', id: note.id }], open: false, taints: [] }), [], note.at);
  return inOrder(collector.drafts);
}

class Collector {
  readonly drafts: RouteDraft[] = [];
  readonly schemas: Schemas;
  private readonly m: Machine;
  private readonly documents = new Map<string, SdlDefinitions>();

  constructor(
    private readonly host: AdapterHost,
    private readonly notes: readonly GraphqlNote[],
    private readonly details: WeakMap<RouteDraft, Details>,
  ) {
    this.m = host.machine;
    this.schemas = new Schemas(this.m, notes, new Written(host));
  }

  /** The fields of a server, with the context that it or what mounts it makes. */
  serve(note: ServerNote, inside: Set<ObjectId>): void {
    const { m } = this;
    const option = (name: string): Value | undefined => fieldOf(m, note.options, name, m.base);
    const schema = option('schema');
    if (schema !== undefined) for (const id of this.schemas.within(schema)) inside.add(id);
    const maps = option('resolvers') ?? option('modules');
    const fields = [
      ...(schema === undefined ? [] : this.schemas.fieldsOf(schema)),
      ...(maps === undefined ? [] : this.schemas.fieldsOfMaps(maps)),
    ];
    const mounts = this.notes.filter(
      (other) => other.kind === 'mount' && other.server.shapes.some((shape) => shape.k === 'object' && shape.id === note.id),
    );
    const own = option('context');
    const served: Served[] = mounts.flatMap((mount) =>
      mount.kind === 'mount' ? [{ context: mount.context, given: mount.given, at: mount.at }] : [],
    );
    if (served.length === 0 || own !== undefined) served.push({ context: own, given: note.given, at: note.at });
    // Yoga 1: `new GraphQLServer({ typeDefs, resolvers, middlewares })`
    const around = option('middlewares');
    this.add(around === undefined ? fields : fields.map((field) => this.schemas.around(field, [around])), served, note.at);
  }

  add(fields: readonly Field[], served: readonly Served[], root: Location): void {
    for (const field of fields) {
      const kinds = new Map<Step, PartKind | 'context'>();
      const [first] = served.filter((one) => one.context !== undefined);
      if (first?.context !== undefined)
        kinds.set({ value: first.context, name: 'context', at: first.at, mount: '', role: 'middleware', shared: true }, 'context');
      const definitions = this.definitionsOf(field.at.file);
      for (const { name } of directivesOn(definitions, field)) {
        const value = unknownBecause('what it does is not known');
        kinds.set({ value, name: `@${name}`, at: field.at, mount: '', role: 'middleware' }, 'directive');
      }
      field.parts.forEach((part, index) => {
        const last = index === field.parts.length - 1;
        const { value, name, at } = part;
        kinds.set(
          {
            value,
            name,
            at,
            mount: '',
            role: last ? 'handler' : 'middleware',
            ...((part.kind === 'around' || part.kind === 'rule' || part.kind === 'scope') && { shared: true }),
          },
          part.kind,
        );
      });
      const resolver = field.parts.at(-1);
      const insertion = resolver === undefined ? undefined : insertionOf(this.m, resolver.value);
      const draft: RouteDraft = {
        framework: 'graphql',
        method: field.method,
        path: field.name,
        at: field.at,
        steps: [...kinds.keys()],
        later: [],
        file: field.at.file,
        mounts: [root],
        group: `graphql:${root.file}:${root.start}`,
        ...(insertion !== undefined && { insertion }),
      };
      this.drafts.push(draft);
      this.details.set(draft, { kinds, field, served, definitions });
    }
  }

  private definitionsOf(file: string): SdlDefinitions {
    const folder = this.host.packageFolder(file);
    let known = this.documents.get(folder);
    if (known === undefined) {
      known = definitionsOf(this.host, folder);
      this.documents.set(folder, known);
    }
    return known;
  }
}

/** Directives on the field or on its type that may be about who may ask for it. */
function directivesOn({ objects, onTypes }: SdlDefinitions, field: Field): readonly SdlDirective[] {
  const type = typeOf(field);
  const all = [...(onTypes.get(type) ?? []), ...(objects.get(type)?.get(field.name)?.directives ?? [])];
  return all.filter(({ name }) => mayConcernIdentity(name));
}
