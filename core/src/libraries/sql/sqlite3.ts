/** sqlite3, facts of 6.0.1. `verbose()` returns the module itself. */
import { annotated, arg, called, constructed, library, method, on, type QueryParameters, type Row } from '../row.ts';

const inCall: QueryParameters = { style: 'question', dialect: 'SQLite', values: { in: 'rest', from: 1 }, lists: 'spread' };
const onStatement: QueryParameters = {
  style: 'question',
  dialect: 'SQLite',
  values: { in: 'statement', methods: ['run', 'get', 'all', 'each', 'bind'] },
  lists: 'spread',
};
const access = (name: string) => (name === 'run' ? 'write' : 'read');
const direct = ['run', 'get', 'all', 'each'].flatMap((name): Row[] => [
  { row: 'sink', target: on('database', name), danger: 'sql', at: arg(0), parameters: inCall },
  { row: 'store', target: on('database', name), at: arg(1), access: access(name) },
  { row: 'store', target: on('database', name), at: arg(2), access: access(name) },
]);
const prepared = ['run', 'get', 'all', 'each', 'bind'].flatMap((name): Row[] => [
  { row: 'store', target: on('statement', name), at: arg(0), access: access(name) },
  { row: 'store', target: on('statement', name), at: arg(1), access: access(name) },
]);

export default library({
  modules: ['sqlite3'],
  types: {
    verbose: [called('verbose')],
    database: [constructed('Database'), constructed('cached.Database'), constructed('<verbose>.Database'), annotated('Database')],
    statement: [method('database', 'prepare'), annotated('Statement')],
  },
  rows: [
    ...direct,
    { row: 'sink', target: on('database', 'prepare'), danger: 'sql', at: arg(0), parameters: onStatement },
    { row: 'sink', target: on('database', 'exec'), danger: 'sql', at: arg(0) },
    ...prepared,
  ],
});
