/** node-postgres, facts of pg 8.23.1. */
import { annotated, arg, callback, constructed, extending, fn, library, method, on, type QueryParameters } from '../row.ts';

const text: QueryParameters = { style: 'dollar', dialect: 'PostgreSQL', values: { in: 'argument', index: 1 }, lists: 'any-array' };
const config: QueryParameters = { ...text, values: { in: 'field', name: 'values' } };

export default library({
  modules: ['pg'],
  types: {
    client: [
      constructed('Pool'),
      constructed('Client'),
      constructed('native.Pool'),
      constructed('native.Client'),
      method('client', 'connect'),
      callback(on('client', 'connect'), 0, 1),
      annotated('Pool'),
      annotated('Client'),
      annotated('PoolClient'),
      annotated('ClientBase'),
      extending('Pool'),
      extending('Client'),
    ],
  },
  rows: [
    { row: 'sink', target: on('client', 'query'), danger: 'sql', at: arg(0), parameters: text },
    { row: 'sink', target: on('client', 'query'), danger: 'sql', at: arg(0, 'text'), parameters: config },
    { row: 'store', target: on('client', 'query'), at: arg(1), access: 'read' },
    { row: 'store', target: on('client', 'query'), at: arg(0, 'values'), access: 'read' },
    { row: 'sanitizer', target: on('client', 'escapeLiteral'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: on('client', 'escapeIdentifier'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: fn('escapeLiteral'), input: arg(0), removes: ['sql'] },
    { row: 'sanitizer', target: fn('escapeIdentifier'), input: arg(0), removes: ['sql'] },
  ],
});
