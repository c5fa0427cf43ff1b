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

/** What happened to the applications and routers of a program, in order. */
export type KoaNote =
  /** `new Koa()`, `new Router({ prefix })`. `detached`: made for a parameter whose caller is not known. */
  | { readonly kind: 'app'; readonly id: ObjectId; readonly detached: boolean }
  | { readonly kind: 'router'; readonly id: ObjectId; readonly detached: boolean; readonly prefix: Path | undefined }
  /** `app.use(a)`, `router.use('/path', a, b)`. Without paths: for everything. */
  | {
      readonly kind: 'use';
      readonly on: ObjectId;
      readonly forApp: boolean;
      readonly paths: readonly Path[] | undefined;
      readonly handlers: readonly Handler[];
      readonly at: Location;
      /** `/` stands for itself alone, as of @koa/router 15. */
      readonly exactRoot: boolean;
    }
  | {
      readonly kind: 'route';
      readonly on: ObjectId;
      readonly methods: readonly string[];
      readonly paths: readonly Path[];
      readonly handlers: readonly Handler[];
      readonly at: Location;
      /** Whether a guard can be written in front of the handler. */
      readonly takesGuard: boolean;
    }
  | { readonly kind: 'prefix'; readonly on: ObjectId; readonly path: Path }
  /** `router.param('id', load)`: runs for every route with that parameter. */
  | { readonly kind: 'param'; readonly on: ObjectId; readonly name: string; readonly handler: Handler };
