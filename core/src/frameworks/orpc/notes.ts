import { anything, type CallEvent, type Machine, type NoteBook, type ObjectId, render, shaped, type Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { keys } from './library.ts';

/** What a call on a builder adds to it. */
export interface Link {
  readonly kind: 'use' | 'input' | 'route' | 'prefix' | 'errors' | 'reset' | 'handler' | 'other';
  readonly value: Value;
  /** `use(middleware, mapInput)`: what makes the middleware's input of the procedure's. */
  readonly mapper?: Value;
  /** As written; undefined for functions written in place. */
  readonly name: string | undefined;
  /** The argument. */
  readonly at: Location;
  /** The whole call, its builder included. */
  readonly call: Location;
}

export type OrpcNote =
  /** A builder of procedures or contracts, or the implementer of a whole contract: what was added to the parents, and then `link`. */
  | {
      readonly kind: 'builder';
      readonly id: ObjectId;
      readonly parents: readonly ObjectId[];
      readonly link?: Link;
      /** What a router was made with around it. */
      readonly outer?: ObjectId;
      /** How many names its expression has after the implementer: 2 for `os.planet.list`. */
      readonly depth?: number;
    }
  /** `from`: the builder, or the procedure that it is made of. */
  | {
      readonly kind: 'procedure';
      readonly id: ObjectId;
      readonly from: ObjectId;
      readonly link?: Link;
      readonly outer?: ObjectId;
    }
  /** `parts`: in the order in which they run. */
  | { readonly kind: 'middleware'; readonly id: ObjectId; readonly parts: readonly Link[] }
  /** What `router({…})` gave; it may be part of another. */
  | { readonly kind: 'router'; readonly router: Value; readonly at: Location }
  | { readonly kind: 'server'; readonly id: ObjectId; readonly router: Value };

/** A note without what every note has. */
type Rest<T> = T extends unknown ? Omit<T, 'kind' | 'id'> : never;
type NoteOf<K extends OrpcNote['kind']> = Extract<OrpcNote, { kind: K }>;

export type Notes = NoteBook<OrpcNote>;

/** The objects among what a value may be. */
export function objectsOf(value: Value | undefined): readonly ObjectId[] {
  return (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
}

/** A new builder, contract or implementer, as its key says. */
export function newBuilder(m: Machine, notes: Notes, key: string, note: Rest<NoteOf<'builder'>>): ObjectId {
  const id = m.newObject({ kind: 'instance', open: true, key });
  notes.add({ kind: 'builder', id, ...note });
  return id;
}

/** A new procedure, as a value. */
export function newProcedure(m: Machine, notes: Notes, note: Rest<NoteOf<'procedure'>>): Value {
  const id = m.newObject({ kind: 'instance', open: true, key: keys.procedure });
  notes.add({ kind: 'procedure', id, ...note });
  return shaped({ k: 'object', id });
}

/** The link that a call adds. */
export function linkOf(event: CallEvent, kind: Link['kind']): Link {
  const expression = event.expressions?.[0];
  const { file } = event.at;
  const [value = anything, mapper] = event.args;
  return {
    kind,
    value,
    ...(kind === 'use' && mapper !== undefined && { mapper }),
    name: expression === undefined || expression.k === 'function' ? undefined : render(expression),
    at: expression === undefined ? event.nameAt : { file, start: expression.start, end: expression.end },
    call: event.at,
  };
}
