/** better-sqlite3, facts of 12 (@types/better-sqlite3 9.6.0); the constructor works with and without `new`. */
import { annotated, arg, called, constructed, library, method, on, type QueryParameters, type Row } from '../row.ts';

const statement: QueryParameters = {
  style: 'question',
  dialect: 'SQLite',
  values: { in: 'statement', methods: ['run', 'get', 'all', 'iterate', 'bind'] },
  lists: 'spread',
};
const values: Row[] = ['run', 'get', 'all', 'iterate', 'bind'].flatMap((name) =>
  [0, 1, 2, 3].map(
    (argument): Row => ({ row: 'store', target: on('statement', name), at: arg(argument), access: name === 'run' ? 'write' : 'read' }),
  ),
);

export default library({
  modules: ['better-sqlite3'],
  types: {
    database: [constructed('default'), called('default'), annotated('Database'), annotated('default')],
    statement: [
      method('database', 'prepare'),
      method('statement', 'bind'),
      method('statement', 'pluck'),
      method('statement', 'expand'),
      method('statement', 'raw'),
      method('statement', 'safeIntegers'),
      annotated('Statement'),
    ],
  },
  rows: [
    { row: 'sink', target: on('database', 'prepare'), danger: 'sql', at: arg(0), parameters: statement },
    { row: 'sink', target: on('database', 'exec'), danger: 'sql', at: arg(0) },
    { row: 'sink', target: on('database', 'pragma'), danger: 'sql', at: arg(0) },
    ...values,
  ],
});
