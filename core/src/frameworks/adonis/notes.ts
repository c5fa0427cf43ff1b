import type { ObjectId, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';

/** A path as written; `known: false` where (part of) it could not be evaluated. */
export interface Path {
  readonly text: string;
  readonly known: boolean;
}

/** A function, a controller or a middleware as a registration names it. */
export interface Named {
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
}

/** What happened to the router of an application, in order. `file`: where the code is that did it. */
export type AdonisNote =
  /**
   * `router.get(path, handler)`; `end`: where the call ends, and more can be chained to it; `detached`: in a function that
   * nothing was seen to call.
   */
  | {
      readonly kind: 'route';
      readonly id: ObjectId;
      readonly methods: readonly string[];
      readonly path: Path;
      readonly handler: Named;
      readonly at: Location;
      readonly end: number;
      readonly detached: boolean;
    }
  /** `router.resource(name, controller)`. */
  | {
      readonly kind: 'resource';
      readonly id: ObjectId;
      readonly name: Path;
      readonly controller: Named;
      readonly shallow: boolean;
      readonly detached: boolean;
      readonly at: Location;
    }
  /** `router.group(callback)`: what is noted between the two is inside. */
  | { readonly kind: 'open' | 'close'; readonly id: ObjectId }
  /** A call chained to a route, a resource or a group. */
  | {
      readonly kind: 'called';
      readonly on: ObjectId;
      readonly method: string;
      readonly args: readonly Value[];
      readonly middleware: readonly Named[];
    }
  /** `resource.tap(actions, callback)`: the callback's parameter stands for the routes of those actions. */
  | { readonly kind: 'tapped'; readonly on: ObjectId; readonly id: ObjectId; readonly actions: Value | undefined }
  /** `server.use([…])` and `router.use([…])`: for all requests of the application. */
  | { readonly kind: 'stack'; readonly of: 'server' | 'router'; readonly file: string; readonly middleware: readonly Named[] }
  /** `Server.middleware.registerNamed({ … })` of AdonisJS 5, whose routes name middleware by text. */
  | { readonly kind: 'named'; readonly file: string; readonly collection: Value };
