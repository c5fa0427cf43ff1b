/** bun:sqlite, facts of Bun 1.3: `run` and `exec` of a database run a statement at once, with its parameters behind it. */
import { annotated, arg, constructed, library, method, on, type QueryParameters, type Row } from '../row.ts';

const statement: QueryParameters = {
  style: 'question',
  dialect: 'SQLite',
  values: { in: 'statement', methods: ['run', 'get', 'all', 'values', 'iterate'] },
  lists: 'spread',
};
const direct: QueryParameters = { ...statement, values: { in: 'rest', from: 1 } };
const values: Row[] = ['run', 'get', 'all', 'values', 'iterate'].flatMap((name) =>
  [0, 1, 2, 3].map(
    (argument): Row => ({ row: 'store', target: on('statement', name), at: arg(argument), access: name === 'run' ? 'write' : 'read' }),
  ),
);

export default library({
  modules: ['bun:sqlite'],
  types: {
    database: [constructed('Database'), constructed('default'), annotated('Database')],
    statement: [method('database', 'prepare'), method('database', 'query'), method('statement', 'as'), annotated('Statement')],
  },
  rows: [
    { row: 'sink', target: on('database', 'prepare'), danger: 'sql', at: arg(0), parameters: statement },
    { row: 'sink', target: on('database', 'query'), danger: 'sql', at: arg(0), parameters: statement },
    { row: 'sink', target: on('database', 'run'), danger: 'sql', at: arg(0), parameters: direct },
    { row: 'sink', target: on('database', 'exec'), danger: 'sql', at: arg(0), parameters: direct },
    ...values,
  ],
});
