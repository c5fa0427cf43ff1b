import { annotated, called, constructed, extending, fn, type Library, library, making, on, type Row } from '../../libraries/index.ts';

/** Facts of @nestjs/common and @nestjs/core 12.5 (10 and 11 alike), @nestjs/passport 12.0, @nestjs/graphql 14.0. */

/** Exceptions that are answered with their status. */
const exceptions = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  RequestTimeout: 408,
  Conflict: 409,
  Gone: 410,
  PreconditionFailed: 412,
  PayloadTooLarge: 413,
  UnsupportedMediaType: 415,
  ImATeapot: 418,
  UnprocessableEntity: 422,
  InternalServerError: 500,
  NotImplemented: 501,
  BadGateway: 502,
  ServiceUnavailable: 503,
  GatewayTimeout: 504,
};

/** The statuses of `HttpStatus` that decide something here. */
const statuses = {
  OK: 200,
  CREATED: 201,
  ACCEPTED: 202,
  NO_CONTENT: 204,
  MOVED_PERMANENTLY: 301,
  FOUND: 302,
  SEE_OTHER: 303,
  TEMPORARY_REDIRECT: 307,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  UNPROCESSABLE_ENTITY: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
};

export const common: Library = library({
  modules: ['@nestjs/common', '@nestjs/common/exceptions', '@nestjs/common/exceptions/http.exception'],
  types: {
    context: [annotated('ExecutionContext'), annotated('ArgumentsHost')],
    app: [annotated('INestApplication')],
    consumer: [annotated('MiddlewareConsumer')],
    logger: [
      constructed('Logger'),
      annotated('Logger'),
      annotated('LoggerService'),
      constructed('ConsoleLogger'),
      extending('ConsoleLogger'),
    ],
  },
  rows: [
    ...['log', 'error', 'warn', 'debug', 'verbose', 'fatal', 'setContext'].map(
      (name): Row => ({ row: 'passes', target: on('logger', name), from: [] }),
    ),
    { row: 'passes', target: fn('Logger.log'), from: [] },
    ...Object.entries(exceptions).map(
      ([name, status]): Row => ({ row: 'response', target: making(`${name}Exception`), how: 'value', status }),
    ),
    { row: 'response', target: making('HttpException'), how: 'value', status: { argument: 1, otherwise: 500 } },
    ...Object.entries(statuses).map(([name, value]): Row => ({ row: 'constant', target: fn(`HttpStatus.${name}`), value })),
    ...['CacheInterceptor', 'ClassSerializerInterceptor'].map(
      (name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'self' }),
    ),
  ],
});

export const core: Library = library({
  modules: ['@nestjs/core'],
  types: {
    reflector: [annotated('Reflector'), constructed('Reflector')],
    references: [annotated('ModuleRef')],
  },
  rows: [],
});

export const graphql: Library = library({
  modules: ['@nestjs/graphql'],
  types: { context: [called('GqlExecutionContext.create')] },
  rows: [],
});

/** What `AuthGuard(…)` gives is a class; guards of the workspace extend it. */
export const passportGuards: Library = library({
  modules: ['@nestjs/passport'],
  types: {
    class: [called('AuthGuard')],
    guard: [constructed('<class>'), extending('<class>')],
  },
  rows: [
    {
      row: 'guard',
      target: fn('AuthGuard'),
      as: 'middleware-factory',
      does: 'enforces',
      except: [{ when: { argument: 0, is: 'anonymous' }, does: 'optional' }],
    },
  ],
});
