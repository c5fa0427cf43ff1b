/** @neondatabase/serverless, facts of 1.2.0: `neon()` gives a tag that binds its holes; `Pool` and `Client` are pg's. */
import { annotated, arg, called, constructed, library, method, on, type QueryParameters } from '../row.ts';

const text: QueryParameters = { style: 'dollar', dialect: 'PostgreSQL', values: { in: 'argument', index: 1 }, lists: 'any-array' };

export default library({
  modules: ['@neondatabase/serverless'],
  types: {
    sql: [called('neon'), annotated('NeonQueryFunction')],
    client: [
      constructed('Pool'),
      constructed('Client'),
      method('client', 'connect'),
      annotated('Pool'),
      annotated('Client'),
      annotated('PoolClient'),
    ],
  },
  rows: [
    { row: 'sink', target: on('sql', 'query'), danger: 'sql', at: arg(0), parameters: { ...text, tag: '' } },
    { row: 'sink', target: on('sql', 'unsafe'), danger: 'sql', at: arg(0) },
    { row: 'store', target: on('sql', 'query'), at: arg(1), access: 'read' },
    { row: 'sink', target: on('client', 'query'), danger: 'sql', at: arg(0), parameters: text },
    {
      row: 'sink',
      target: on('client', 'query'),
      danger: 'sql',
      at: arg(0, 'text'),
      parameters: { ...text, values: { in: 'field', name: 'values' } },
    },
    { row: 'store', target: on('client', 'query'), at: arg(1), access: 'read' },
    { row: 'store', target: on('client', 'query'), at: arg(0, 'values'), access: 'read' },
  ],
});
