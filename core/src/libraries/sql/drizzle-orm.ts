/** drizzle-orm, facts of 0.45.4: the `sql` tag binds its holes, `sql.raw` takes text. */
import { annotated, anyMethod, arg, callback, called, fn, library, on, type Row } from '../row.ts';

const drivers = [
  'node-postgres postgres-js neon-http neon-serverless vercel-postgres pglite aws-data-api/pg xata-http',
  'mysql2 planetscale-serverless tidb-serverless better-sqlite3 libsql d1 bun-sqlite bun-sql durable-sqlite',
  'pg-core mysql-core sqlite-core sql',
].flatMap((line) => line.split(' '));
const databases = [
  'NodePgDatabase PostgresJsDatabase NeonHttpDatabase NeonDatabase VercelPgDatabase PgliteDatabase PgDatabase',
  'MySql2Database MySqlDatabase PlanetScaleDatabase BetterSQLite3Database LibSQLDatabase DrizzleD1Database BaseSQLiteDatabase',
].flatMap((line) => line.split(' '));
/** `execute` for servers, the others for SQLite; each also takes the result of the `sql` tag. */
const strings = ['execute', 'run', 'all', 'get', 'values'].map(
  (name): Row => ({ row: 'sink', target: on('database', name), danger: 'sql', at: arg(0) }),
);

export default library({
  modules: ['drizzle-orm', ...drivers.map((name) => `drizzle-orm/${name}`)],
  types: {
    database: [called('drizzle'), callback(on('database', 'transaction'), 0, 0), ...databases.map(annotated)],
    builder: [anyMethod('database'), anyMethod('builder')],
  },
  rows: [
    { row: 'sink', target: fn('sql.raw'), danger: 'sql', at: arg(0) },
    ...strings,
    { row: 'store', target: on('builder', 'values'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'set'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'where'), at: arg(0), access: 'read' },
  ],
});
