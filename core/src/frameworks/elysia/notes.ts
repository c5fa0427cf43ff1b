import type { ObjectId, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';

/** How far a hook reaches beyond the instance it is registered on. */
export type Scope = 'local' | 'scoped' | 'global';

/** What a hook does with what it returns. `decorate`: the value itself becomes a field of the context. */
export type HookKind = 'request' | 'transform' | 'derive' | 'beforeHandle' | 'resolve' | 'decorate' | 'plugin';

export interface Hook {
  readonly kind: HookKind;
  readonly scope: Scope;
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
  /** The field that is decorated; undefined for all fields of an object. */
  readonly field?: string;
}

/** The instance's own options, a guard's or a route's, as given. */
export interface Options {
  readonly value: Value | undefined;
  readonly at: Location;
}

/** What happened to the instances of a program, in order. */
export type ElysiaNote =
  /** `new Elysia({ prefix })`. `within`: made for the callback of `group` or `guard`. */
  | {
      readonly kind: 'instance';
      readonly id: ObjectId;
      readonly prefix: string | undefined;
      readonly within: ObjectId | undefined;
      readonly detached: boolean;
    }
  | {
      readonly kind: 'route';
      readonly on: ObjectId;
      readonly method: string;
      readonly path: string | undefined;
      readonly handler: Value;
      readonly handlerAt: Location;
      readonly options: Options;
      readonly at: Location;
    }
  | { readonly kind: 'hook'; readonly on: ObjectId; readonly hook: Hook }
  /** `guard(options)`: for what follows. */
  | { readonly kind: 'guard'; readonly on: ObjectId; readonly options: Options }
  /** Routes and hooks of another instance. `prefix`, `options`: of `group` and `guard` with a callback. */
  | {
      readonly kind: 'take';
      readonly on: ObjectId;
      readonly child: ObjectId;
      readonly prefix: string | undefined;
      readonly options: Options | undefined;
      readonly hooks: boolean;
      readonly at: Location;
    }
  | { readonly kind: 'macro'; readonly on: ObjectId; readonly name: string | undefined; readonly value: Value }
  | { readonly kind: 'as'; readonly on: ObjectId; readonly scope: Scope };
