/** @vercel/postgres, facts of 0.10.0: `sql` is a tag that binds its holes and a pool with pg's `query`. */
import { annotated, arg, called, exported, library, method, on, type QueryParameters } from '../row.ts';

const text: QueryParameters = { style: 'dollar', dialect: 'PostgreSQL', values: { in: 'argument', index: 1 }, lists: 'any-array' };

export default library({
  modules: ['@vercel/postgres'],
  types: {
    client: [
      exported('sql'),
      exported('db'),
      called('createPool'),
      called('createClient'),
      method('client', 'connect'),
      annotated('VercelPool'),
      annotated('VercelClient'),
      annotated('VercelPoolClient'),
    ],
  },
  rows: [
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
