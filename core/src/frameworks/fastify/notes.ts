import type { ObjectId, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';

/** A path as registered; `known: false` where (part of) it could not be evaluated. */
export interface Path {
  readonly text: string;
  readonly known: boolean;
}

/** Hooks that run before the handler, in the order of the request's lifecycle. */
export const phases = ['onRequest', 'preParsing', 'preValidation', 'preHandler'] as const;
export type Phase = (typeof phases)[number];

/** A function that runs for a request, as registered. */
export interface Handler {
  readonly value: Value;
  readonly name: string;
  readonly at: Location;
}

export interface Hook extends Handler {
  readonly phase: Phase;
  /** Registered in some configurations only. */
  readonly conditional?: true;
}

/** What happened to the instances of a program, in order. */
export type FastifyNote =
  /** `fastify()`, or the context of its own that a plugin gets. `detached`: made for a parameter whose caller is not known. */
  | {
      readonly kind: 'instance';
      readonly id: ObjectId;
      readonly parent: ObjectId | undefined;
      readonly prefix: Path;
      readonly detached: boolean;
      /** Where the plugin is registered. */
      readonly at: Location | undefined;
    }
  | { readonly kind: 'hook'; readonly on: ObjectId; readonly hook: Hook }
  | { readonly kind: 'route'; readonly on: ObjectId; readonly route: Route };

/** One call that registers a route, its options as the `onRoute` hooks have left them. */
export interface Route {
  readonly methods: readonly string[];
  readonly path: Path;
  /** The route's own hooks. */
  readonly hooks: readonly Hook[];
  readonly handler: Handler;
  /** The options, read when the route runs: `schema`, `config`, `websocket`. */
  readonly options: ObjectId;
  readonly at: Location;
  readonly insertion: OptionPlace | undefined;
}

/** Where the call takes a hook of its own. */
export interface OptionPlace {
  readonly file: string;
  /** `app.get`. */
  readonly callee: { readonly start: number; readonly end: number };
  /** `argument`: options have to be put in front of the handler there; `property`: into the options that begin there. */
  readonly put: 'argument' | 'property';
  readonly offset: number;
  /** Hooks that the options have already, by phase. */
  readonly taken: readonly { readonly phase: Phase; readonly start: number; readonly end: number; readonly isList: boolean }[];
}
