/** mysql2, facts of 3.24.6: `query` expands arrays in `IN (?)`, `execute` (a prepared statement) does not, and takes no number in `LIMIT ?`. */
import { annotated, arg, callback, called, fn, library, method, on, type QueryParameters } from '../row.ts';

const query: QueryParameters = { style: 'question', dialect: 'MySQL', values: { in: 'argument', index: 1 }, lists: 'expand-array' };
const execute: QueryParameters = { ...query, lists: 'spread', limit: 'inline' };
const inObject = { in: 'field', name: 'values' } as const;

export default library({
  modules: ['mysql2', 'mysql2/promise'],
  types: {
    connection: [
      called('createConnection'),
      called('createPool'),
      called('createPoolPromise'),
      called('createConnectionPromise'),
      method('connection', 'promise'),
      method('connection', 'getConnection'),
      callback(on('connection', 'getConnection'), 0, 1),
      annotated('Pool'),
      annotated('Connection'),
      annotated('PoolConnection'),
    ],
  },
  rows: [
    { row: 'sink', target: on('connection', 'query'), danger: 'sql', at: arg(0), parameters: query },
    { row: 'sink', target: on('connection', 'query'), danger: 'sql', at: arg(0, 'sql'), parameters: { ...query, values: inObject } },
    { row: 'sink', target: on('connection', 'execute'), danger: 'sql', at: arg(0), parameters: execute },
    { row: 'sink', target: on('connection', 'execute'), danger: 'sql', at: arg(0, 'sql'), parameters: { ...execute, values: inObject } },
    {
      row: 'sink',
      target: on('connection', 'prepare'),
      danger: 'sql',
      at: arg(0),
      parameters: { ...execute, values: { in: 'statement', methods: ['execute'] } },
    },
    { row: 'store', target: on('connection', 'query'), at: arg(1), access: 'read' },
    { row: 'store', target: on('connection', 'query'), at: arg(0, 'values'), access: 'read' },
    { row: 'store', target: on('connection', 'execute'), at: arg(1), access: 'read' },
    { row: 'store', target: on('connection', 'execute'), at: arg(0, 'values'), access: 'read' },
    { row: 'sanitizer', target: fn('escape'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: fn('escapeId'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: on('connection', 'escape'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: on('connection', 'escapeId'), input: arg(0), removes: ['sql'] },
    // The values are escaped into the text; only the text itself can inject.
    { row: 'passes', target: fn('format'), from: [arg(0)] },
    { row: 'passes', target: on('connection', 'format'), from: [arg(0)] },
  ],
});
