import type { ObjectId, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';

/** A path as registered; `known: false` where (part of) it could not be evaluated. */
export interface Path {
  readonly text: string;
  readonly known: boolean;
}

export interface Handler {
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
}

/** What happened to the applications of a program, in order. */
export type HonoNote =
  /** `new Hono()`. `detached`: made for a parameter whose caller is not known. */
  | { readonly kind: 'app'; readonly id: ObjectId; readonly detached: boolean }
  /** `app.basePath(path)`: another view of the same application. */
  | { readonly kind: 'based'; readonly id: ObjectId; readonly on: ObjectId; readonly path: Path }
  /** `get`, `on`, `use` … Without paths: the one of the call before. */
  | {
      readonly kind: 'handlers';
      readonly on: ObjectId;
      /** `mount`: a whole server, for every path below. */
      readonly as: 'use' | 'route' | 'mount';
      readonly methods: readonly string[];
      readonly paths: readonly Path[] | undefined;
      readonly handlers: readonly Handler[];
      readonly at: Location;
      /** Whether a guard can be written in front of the handler. */
      readonly takesGuard: boolean;
    }
  /** `app.route(path, child)`: what is registered on the child by now is copied. */
  | { readonly kind: 'route'; readonly on: ObjectId; readonly path: Path; readonly children: readonly ObjectId[]; readonly at: Location };
