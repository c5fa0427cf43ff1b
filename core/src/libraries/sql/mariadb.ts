/** mariadb, facts of 3.5.4. */
import { annotated, arg, callback, called, library, method, on, type QueryParameters } from '../row.ts';

const values: QueryParameters = { style: 'question', dialect: 'MySQL', values: { in: 'argument', index: 1 }, lists: 'expand-array' };
const prepared: QueryParameters = { ...values, lists: 'spread', limit: 'inline' };

export default library({
  modules: ['mariadb', 'mariadb/callback'],
  types: {
    connection: [
      called('createConnection'),
      called('createPool'),
      called('createPoolCluster'),
      method('connection', 'getConnection'),
      callback(on('connection', 'getConnection'), 0, 1),
      annotated('Connection'),
      annotated('Pool'),
      annotated('PoolConnection'),
    ],
  },
  rows: [
    { row: 'sink', target: on('connection', 'query'), danger: 'sql', at: arg(0), parameters: values },
    { row: 'sink', target: on('connection', 'query'), danger: 'sql', at: arg(0, 'sql'), parameters: values },
    { row: 'sink', target: on('connection', 'queryStream'), danger: 'sql', at: arg(0), parameters: values },
    { row: 'sink', target: on('connection', 'execute'), danger: 'sql', at: arg(0), parameters: prepared },
    { row: 'sink', target: on('connection', 'execute'), danger: 'sql', at: arg(0, 'sql'), parameters: prepared },
    { row: 'sink', target: on('connection', 'batch'), danger: 'sql', at: arg(0) },
    {
      row: 'sink',
      target: on('connection', 'prepare'),
      danger: 'sql',
      at: arg(0),
      parameters: { ...prepared, values: { in: 'statement', methods: ['execute'] } },
    },
    { row: 'store', target: on('connection', 'query'), at: arg(1), access: 'read' },
    { row: 'store', target: on('connection', 'execute'), at: arg(1), access: 'read' },
    { row: 'store', target: on('connection', 'batch'), at: arg(1), access: 'write' },
    { row: 'sanitizer', target: on('connection', 'escape'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: on('connection', 'escapeId'), input: arg(0), removes: ['sql'] },
  ],
});
