import { exported, type Library, library, making, method, property } from '../../libraries/index.ts';
import { identityRows } from '../made-context.ts';

/** Facts of @trpc/server 10.45 and 11.25: builders of procedures and routers, errors, what a context is likely to hold. */

/** Keys of the objects that the adapter makes. */
export const keys = {
  builder: '@trpc/server#<builder>',
  procedure: '@trpc/server#<procedure>',
  router: '@trpc/server#<router>',
  middleware: '@trpc/server#<middleware>',
  context: '@trpc/server#<context>',
} as const;

/** `getStatusCodeFromKey` of @trpc/server. */
const statusOfCode = {
  PARSE_ERROR: 400,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  PAYMENT_REQUIRED: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  TIMEOUT: 408,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
  CLIENT_CLOSED_REQUEST: 499,
  INTERNAL_SERVER_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
};

export const trpcLibrary: Library = library({
  modules: ['@trpc/server', '@trpc/server/unstable-core-do-not-import'],
  types: {
    init: [exported('initTRPC'), method('init', 'context'), method('init', 'meta')],
    root: [method('init', 'create')],
    builder: [property('root', 'procedure')],
    standalone: [method('standaloneMaker', 'create')],
  },
  rows: [
    {
      row: 'response',
      target: making('TRPCError'),
      how: 'value',
      status: { argument: 0, field: 'code', otherwise: 500, names: statusOfCode },
    },
    ...identityRows('context'),
  ],
});

/** What adapters give to `createContext`; those that are not listed give Node's request. */
export const requestsOf: ReadonlyMap<string, 'web' | 'hono'> = new Map([
  ['@trpc/server/adapters/fetch', 'web'],
  ['@hono/trpc-server', 'hono'],
]);
