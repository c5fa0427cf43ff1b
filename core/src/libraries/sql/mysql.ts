/** mysql, facts of 2.18.1 (@types/mysql 2.15.28). */
import { annotated, arg, callback, called, fn, library, on, type QueryParameters } from '../row.ts';

const query: QueryParameters = { style: 'question', dialect: 'MySQL', values: { in: 'argument', index: 1 }, lists: 'expand-array' };

export default library({
  modules: ['mysql'],
  types: {
    connection: [
      called('createConnection'),
      called('createPool'),
      callback(on('connection', 'getConnection'), 0, 1),
      annotated('Connection'),
      annotated('Pool'),
      annotated('PoolConnection'),
    ],
  },
  rows: [
    { row: 'sink', target: on('connection', 'query'), danger: 'sql', at: arg(0), parameters: query },
    {
      row: 'sink',
      target: on('connection', 'query'),
      danger: 'sql',
      at: arg(0, 'sql'),
      parameters: { ...query, values: { in: 'field', name: 'values' } },
    },
    { row: 'store', target: on('connection', 'query'), at: arg(1), access: 'read' },
    { row: 'store', target: on('connection', 'query'), at: arg(0, 'values'), access: 'read' },
    { row: 'sanitizer', target: fn('escape'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: fn('escapeId'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: on('connection', 'escape'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: on('connection', 'escapeId'), input: arg(0), removes: ['sql'] },
    // The values are escaped into the text; only the text itself can inject.
    { row: 'passes', target: fn('format'), from: [arg(0)] },
  ],
});
