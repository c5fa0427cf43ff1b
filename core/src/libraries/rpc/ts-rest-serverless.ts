/** @ts-rest/serverless, types of 3.52.1: serves the routes of a contract, each with middleware of its own. */
import { fn, library, type Row } from '../row.ts';

export default library({
  modules: ['@ts-rest/serverless/fetch'],
  rows: ['fetchRequestHandler', 'createFetchHandler'].map(
    (name): Row => ({ row: 'delegates', target: fn(name), to: 'routes of a contract' }),
  ),
});
