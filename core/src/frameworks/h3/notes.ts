import type { ObjectId, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';

/** `app`: of version 1, which compares the start of paths. `h3`: of version 2, which matches patterns. */
export type InstanceKind = 'app' | 'router' | 'h3';

/** What was called on applications and routers of h3, in order. */
export type H3Note =
  | { readonly kind: 'instance'; readonly id: ObjectId; readonly as: InstanceKind }
  /** `path`: '' for every request, undefined where it is not known. */
  | {
      readonly kind: 'use';
      readonly on: ObjectId;
      readonly as: InstanceKind;
      readonly path: string | undefined;
      /** For requests with this method alone. */
      readonly method: string | undefined;
      /** `hook`: what it returns does not matter; `sometimes`: a condition of its own decides whether it runs. */
      readonly phase: 'hook' | 'sometimes' | undefined;
      readonly handler: Value;
      readonly name: string;
      readonly at: Location;
      readonly handlerAt: Location;
    }
  | {
      readonly kind: 'route';
      readonly on: ObjectId;
      readonly method: string;
      readonly path: string | undefined;
      readonly handler: Value;
      /** The handler gets a request of the web platform. */
      readonly fetches: boolean;
      readonly middleware: readonly Value[];
      readonly at: Location;
      readonly handlerAt: Location;
    }
  | { readonly kind: 'mount'; readonly on: ObjectId; readonly path: string | undefined; readonly child: ObjectId; readonly at: Location };
