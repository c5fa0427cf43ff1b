/**
 * `node:sqlite` (Node 22.5 and later, @types/node 26.6.6) and the npm package sqlite 5.1.1, which share the key
 * `sqlite`: the first exports `DatabaseSync`, the second `open`.
 */
import { annotated, arg, called, constructed, library, method, on, type QueryParameters, type Row } from '../row.ts';

const inCall: QueryParameters = { style: 'question', dialect: 'SQLite', values: { in: 'rest', from: 1 }, lists: 'spread' };
const onStatement: QueryParameters = {
  style: 'question',
  dialect: 'SQLite',
  values: { in: 'statement', methods: ['run', 'get', 'all', 'iterate'] },
  lists: 'spread',
};
const access = (name: string) => (name === 'run' ? 'write' : 'read');
const direct = ['run', 'get', 'all', 'each'].flatMap((name): Row[] => [
  { row: 'sink', target: on('opened', name), danger: 'sql', at: arg(0), parameters: inCall },
  { row: 'store', target: on('opened', name), at: arg(1), access: access(name) },
  { row: 'store', target: on('opened', name), at: arg(2), access: access(name) },
]);
const prepared = ['run', 'get', 'all', 'iterate'].flatMap((name): Row[] => [
  { row: 'store', target: on('statement', name), at: arg(0), access: access(name) },
  { row: 'store', target: on('statement', name), at: arg(1), access: access(name) },
  { row: 'store', target: on('statement', name), at: arg(2), access: access(name) },
]);

export default library({
  modules: ['sqlite'],
  types: {
    database: [constructed('DatabaseSync'), annotated('DatabaseSync')],
    opened: [called('open'), constructed('Database'), annotated('Database')],
    statement: [method('database', 'prepare'), method('opened', 'prepare'), annotated('StatementSync'), annotated('Statement')],
  },
  rows: [
    { row: 'sink', target: on('database', 'prepare'), danger: 'sql', at: arg(0), parameters: onStatement },
    { row: 'sink', target: on('database', 'exec'), danger: 'sql', at: arg(0) },
    { row: 'sink', target: on('opened', 'prepare'), danger: 'sql', at: arg(0), parameters: onStatement },
    { row: 'sink', target: on('opened', 'exec'), danger: 'sql', at: arg(0) },
    ...direct,
    ...prepared,
  ],
});
