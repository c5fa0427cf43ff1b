import { fn, type Library, library, making, type Row } from '../../libraries/index.ts';

/** Facts of routing-controllers 0.11.3. */

/** Errors that are answered with their status. */
const errors = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  UnprocessableEntity: 422,
  InternalServer: 500,
};

export const routingControllers: Library = library({
  modules: ['routing-controllers'],
  rows: [
    ...Object.entries(errors).map(([name, status]): Row => ({ row: 'response', target: making(`${name}Error`), how: 'value', status })),
    { row: 'response', target: making('HttpError'), how: 'value', status: { argument: 0, otherwise: 500 } },
    { row: 'passes', target: fn('useContainer'), from: [] },
  ],
});
