/** Names of HTTP statuses: http-status-codes 2.3, http-status 2.1, stoker 1.4. Only those that decide something here. */
import { fn, library, type Row } from '../row.ts';

const statuses: Readonly<Record<string, number>> = {
  OK: 200,
  CREATED: 201,
  ACCEPTED: 202,
  NO_CONTENT: 204,
  MOVED_PERMANENTLY: 301,
  MOVED_TEMPORARILY: 302,
  FOUND: 302,
  SEE_OTHER: 303,
  NOT_MODIFIED: 304,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  PAYMENT_REQUIRED: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  GONE: 410,
  UNPROCESSABLE_ENTITY: 422,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
};
const objects = ['', 'StatusCodes.', 'status.'];

export default library({
  modules: ['http-status-codes', 'http-status', 'stoker/http-status-codes'],
  rows: Object.entries(statuses).flatMap(([name, value]) =>
    objects.map((object): Row => ({ row: 'constant', target: fn(`${object}${name}`), value })),
  ),
});
