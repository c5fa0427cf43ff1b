/** http-errors, facts of 2.0.1: errors with a status, by number or by name; an error of no status is 500. */
import { fn, library, making, type Row } from '../row.ts';

const names = {
  BadRequest: 400,
  Unauthorized: 401,
  PaymentRequired: 402,
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
  UnprocessableEntity: 422,
  Locked: 423,
  TooManyRequests: 429,
  InternalServerError: 500,
  NotImplemented: 501,
  BadGateway: 502,
  ServiceUnavailable: 503,
} as const;

export default library({
  modules: ['http-errors'],
  rows: [
    { row: 'response', target: fn('default'), how: 'value', status: { argument: 0, otherwise: 500 } },
    ...Object.entries(names).flatMap(([name, status]): Row[] => [
      { row: 'response', target: fn(name), how: 'value', status },
      { row: 'response', target: making(name), how: 'value', status },
    ]),
  ],
});
