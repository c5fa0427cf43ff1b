/** @libsql/client, facts of 0.18.0. */
import { annotated, arg, called, library, method, on, type QueryParameters } from '../row.ts';

const text: QueryParameters = { style: 'question', dialect: 'SQLite', values: { in: 'argument', index: 1 }, lists: 'spread' };
const statement: QueryParameters = { ...text, values: { in: 'field', name: 'args' } };

export default library({
  modules: [
    '@libsql/client',
    '@libsql/client/web',
    '@libsql/client/http',
    '@libsql/client/ws',
    '@libsql/client/sqlite3',
    '@libsql/client/node',
  ],
  types: { client: [called('createClient'), method('client', 'transaction'), annotated('Client'), annotated('Transaction')] },
  rows: [
    { row: 'sink', target: on('client', 'execute'), danger: 'sql', at: arg(0), parameters: text },
    { row: 'sink', target: on('client', 'execute'), danger: 'sql', at: arg(0, 'sql'), parameters: statement },
    { row: 'sink', target: on('client', 'executeMultiple'), danger: 'sql', at: arg(0) },
    { row: 'store', target: on('client', 'execute'), at: arg(1), access: 'read' },
    { row: 'store', target: on('client', 'execute'), at: arg(0, 'args'), access: 'read' },
  ],
});
