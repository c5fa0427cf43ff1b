import type { ObjectId, Value } from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';

/** What programs said of the requests they serve, in order. */
export type FetchNote =
  /** One function for every request: `Deno.serve(handler)`, `Bun.serve({ fetch })`, `addEventListener('fetch', …)`. */
  | { readonly kind: 'server'; readonly handler: Value; readonly at: Location }
  /** `Bun.serve({ routes: { '/a/:id': { GET: handler } } })`. */
  | {
      readonly kind: 'served';
      readonly method: string;
      readonly path: string;
      readonly handler: Value;
      readonly group: string;
      readonly at: Location;
    }
  | { readonly kind: 'router'; readonly id: ObjectId; readonly base: string; readonly before: readonly Value[] }
  /** `router.get('/users/:id', …handlers)`. */
  | {
      readonly kind: 'registered';
      readonly on: ObjectId;
      readonly method: string;
      readonly path: string | undefined;
      readonly handlers: readonly { readonly value: Value; readonly name: string; readonly at: Location }[];
      readonly at: Location;
    };
