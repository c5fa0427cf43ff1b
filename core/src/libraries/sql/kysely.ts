/** kysely, facts of 0.28.18: the builder binds values and quotes names, the `sql` tag binds its holes. */
import { drivers } from '../drivers.ts';
import { annotated, anyMethod, arg, callback, constructed, extending, fn, library, on, type QueryParameters } from '../row.ts';

const compiled: QueryParameters = { style: 'driver', dialect: { drivers }, values: { in: 'argument', index: 1 }, lists: 'any-array' };

export default library({
  modules: ['kysely'],
  types: {
    database: [
      constructed('Kysely'),
      extending('Kysely'),
      annotated('Kysely'),
      annotated('Transaction'),
      callback(on('builder', 'execute'), 0, 0),
    ],
    builder: [anyMethod('database'), anyMethod('builder')],
  },
  rows: [
    { row: 'sink', target: fn('sql.raw'), danger: 'sql', at: arg(0) },
    { row: 'sink', target: fn('sql.lit'), danger: 'sql', at: arg(0) },
    { row: 'sink', target: fn('sql.literal'), danger: 'sql', at: arg(0) },
    { row: 'sink', target: fn('CompiledQuery.raw'), danger: 'sql', at: arg(0), parameters: compiled },
    { row: 'store', target: fn('CompiledQuery.raw'), at: arg(1), access: 'read' },
    { row: 'store', target: on('builder', 'values'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'set'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'set'), at: arg(1), access: 'write' },
    { row: 'store', target: on('builder', 'where'), at: arg(2), access: 'read' },
    { row: 'store', target: on('builder', 'having'), at: arg(2), access: 'read' },
  ],
});
