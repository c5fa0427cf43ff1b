import type { ObjectId } from '../../flow/index.ts';
import { type Link, type OrpcNote, objectsOf } from './notes.ts';

type NoteOf<K extends OrpcNote['kind']> = Extract<OrpcNote, { kind: K }>;

/** A link where it takes effect. `mounted`: a prefix of the router that holds the procedure, as others are for routers to come. */
export interface Effect extends Omit<Link, 'kind'> {
  readonly kind: Link['kind'] | 'mounted';
}

/** What was built, by the objects it was built as. */
export class Built {
  readonly procedures = new Map<ObjectId, NoteOf<'procedure'>>();
  readonly builders = new Map<ObjectId, NoteOf<'builder'>>();
  private readonly middlewares = new Map<ObjectId, NoteOf<'middleware'>>();

  constructor(notes: readonly OrpcNote[]) {
    for (const note of notes) {
      if (note.kind === 'builder') this.builders.set(note.id, note);
      else if (note.kind === 'procedure') this.procedures.set(note.id, note);
      else if (note.kind === 'middleware') this.middlewares.set(note.id, note);
    }
  }

  /** What runs for a procedure, and what is declared of it, in order: of its input schemas the last, which is the one that holds. */
  effectsOf(procedure: ObjectId): readonly Effect[] {
    const chain = this.chainOf(procedure);
    const input = chain.findLastIndex((link) => link.kind === 'input');
    return chain
      .filter((link, index) => link.kind !== 'input' || index === input)
      .flatMap((link) => (link.kind === 'use' ? this.opened(link) : [link]));
  }

  private chainOf(id: ObjectId, depth = 0): readonly Effect[] {
    if (depth > mostLinks) return [];
    const procedure = this.procedures.get(id);
    const { outer, link } = procedure ?? this.builders.get(id) ?? {};
    const parents = procedure === undefined ? (this.builders.get(id)?.parents ?? []) : [procedure.from];
    const before = parents.flatMap((parent) => this.chainOf(parent, depth + 1));
    // `$context()` begins anew: middleware that was added before it does not run.
    const kept = link?.kind === 'reset' ? before.filter((other) => other.kind !== 'use') : before;
    const own = [...kept, ...(link === undefined ? [] : [link])];
    return outer === undefined ? own : [...this.around(outer, own, depth + 1), ...own];
  }

  /** What a router's builder adds to each of its procedures. Middleware that those begin with already does not run twice. */
  private around(outer: ObjectId, inner: readonly Effect[], depth: number): readonly Effect[] {
    const links = this.chainOf(outer, depth);
    const added = links.filter((link) => link.kind === 'use');
    const present = inner.filter((link) => link.kind === 'use');
    const repeated = added.length <= present.length && added.every((link, index) => isSame(link, present[index]));
    return links.flatMap((link) => {
      if (link.kind === 'prefix') return [{ ...link, kind: 'mounted' as const }];
      return link.kind === 'errors' || (link.kind === 'use' && !repeated) ? [link] : [];
    });
  }

  /** `use(first.concat(second))`: each of them. */
  private opened(link: Effect, depth = 0): readonly Effect[] {
    const [id] = objectsOf(link.value);
    const middleware = id === undefined ? undefined : this.middlewares.get(id);
    if (middleware === undefined || depth > mostLinks) return [link];
    return middleware.parts.flatMap((part) => {
      const mapper = part.mapper ?? link.mapper;
      const name = middleware.parts.length === 1 ? (link.name ?? part.name) : (part.name ?? link.name);
      return this.opened({ ...link, value: part.value, name, ...(mapper !== undefined && { mapper }) }, depth + 1);
    });
  }
}

const isSame = (a: Effect, b: Effect | undefined): boolean =>
  a.call.file === b?.call.file && a.call.start === b.call.start && a.call.end === b.call.end;

const mostLinks = 60;
