/** knex, facts of 3.3.0: the query builder quotes identifiers and binds values; the raw family takes text. */
import { drivers } from '../drivers.ts';
import { annotated, anyMethod, arg, callback, called, fn, library, method, on, property, type QueryParameters, type Row } from '../row.ts';

const bindings: QueryParameters = { style: 'question', dialect: { drivers }, values: { in: 'argument', index: 1 }, lists: 'spread' };
const raws = ['whereRaw', 'orWhereRaw', 'andWhereRaw', 'havingRaw', 'orHavingRaw', 'groupByRaw', 'orderByRaw', 'joinRaw', 'fromRaw'].map(
  (name): Row => ({ row: 'sink', target: on('builder', name), danger: 'sql', at: arg(0), parameters: bindings }),
);
const conditions = ['where', 'andWhere', 'orWhere', 'whereNot'].flatMap((name) =>
  [0, 1, 2].map((argument): Row => ({ row: 'store', target: on('builder', name), at: arg(argument), access: 'read' })),
);

export default library({
  modules: ['knex'],
  types: {
    knex: [
      called('default'),
      called('knex'),
      method('knex', 'transaction'),
      callback(on('knex', 'transaction'), 0, 0),
      annotated('Knex'),
      annotated('Knex.Transaction'),
    ],
    schema: [property('knex', 'schema')],
    // knex('users'), knex.select(…), and everything chained to them.
    builder: [called('<knex>'), anyMethod('knex'), anyMethod('builder'), annotated('Knex.QueryBuilder')],
  },
  rows: [
    { row: 'sink', target: on('knex', 'raw'), danger: 'sql', at: arg(0), parameters: bindings },
    { row: 'sink', target: on('schema', 'raw'), danger: 'sql', at: arg(0) },
    { row: 'sink', target: on('builder', 'withRaw'), danger: 'sql', at: arg(1) },
    ...raws,
    { row: 'store', target: on('knex', 'raw'), at: arg(1), access: 'read' },
    { row: 'store', target: on('builder', 'insert'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'update'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'update'), at: arg(1), access: 'write' },
    { row: 'store', target: on('builder', 'upsert'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('builder', 'merge'), at: arg(0), access: 'write', record: {} },
    ...conditions,
    { row: 'store', target: on('builder', 'having'), at: arg(2), access: 'read' },
    { row: 'store', target: on('builder', 'whereIn'), at: arg(1), access: 'read' },
    { row: 'store', target: on('builder', 'whereLike'), at: arg(1), access: 'read' },
    { row: 'store', target: on('builder', 'whereILike'), at: arg(1), access: 'read' },
    { row: 'tls-switch', option: 'trustServerCertificate', insecure: true, target: fn('default') },
    { row: 'tls-switch', option: 'trustServerCertificate', insecure: true, target: fn('knex') },
  ],
});
