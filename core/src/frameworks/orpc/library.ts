import { fn, type Library, library, making, type Row } from '../../libraries/index.ts';
import { identityRows } from '../made-context.ts';

/** Facts of @orpc/server, @orpc/contract and @orpc/openapi 1.16.1: errors, what middleware of the packages does, what a context is likely to hold. */

/** Keys of the objects that the adapter makes. What the packages export alike has the key of the first of them. */
export const keys = {
  builder: '@orpc/server#<builder>',
  contract: '@orpc/server#<contract>',
  implementer: '@orpc/server#<implementer>',
  procedure: '@orpc/server#<procedure>',
  middleware: '@orpc/server#<middleware>',
  server: '@orpc/server#<server>',
  context: '@orpc/server#<context>',
} as const;

/** Modules whose handlers serve a router, by the requests that they are given. `local`: other parts of the same program. */
export const servers: Readonly<Record<string, 'web' | 'node' | 'socket' | 'local'>> = {
  '@orpc/server/fetch': 'web',
  '@orpc/openapi/fetch': 'web',
  '@orpc/server/node': 'node',
  '@orpc/openapi/node': 'node',
  '@orpc/server/fastify': 'node',
  '@orpc/openapi/fastify': 'node',
  '@orpc/server/aws-lambda': 'node',
  '@orpc/openapi/aws-lambda': 'node',
  '@orpc/server/ws': 'socket',
  '@orpc/server/bun-ws': 'socket',
  '@orpc/server/crossws': 'socket',
  '@orpc/server/websocket': 'socket',
  '@orpc/server/hibernation': 'socket',
  '@orpc/server/message-port': 'local',
};

/** `COMMON_ORPC_ERROR_DEFS` of @orpc/client. */
export const statusOfCode: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  NOT_ACCEPTABLE: 406,
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

/** Middleware and interceptors that look at how a call ends. */
const observers = ['onStart', 'onSuccess', 'onError', 'onFinish'];

export const orpcLibrary: Library = library({
  modules: ['@orpc/server', '@orpc/client', '@orpc/contract'],
  rows: [
    { row: 'response', target: making('ORPCError'), how: 'value', status: { argument: 0, otherwise: 500, names: statusOfCode } },
    ...observers.map((name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'call' })),
    { row: 'accepts-anything', target: fn('type()') },
    ...identityRows('context'),
  ],
});
