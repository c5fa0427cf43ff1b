/** Lucid, facts of 21.8.2 (22 alike): the builder quotes identifiers and binds values, the raw family takes text. */
import { drivers } from '../drivers.ts';
import {
  accessOf,
  annotated,
  anyMethod,
  arg,
  callback,
  constructed,
  exported,
  extending,
  library,
  method,
  on,
  type QueryParameters,
  type Row,
  receiver,
} from '../row.ts';

const bindings: QueryParameters = { style: 'question', dialect: { drivers }, values: { in: 'argument', index: 1 }, lists: 'spread' };
const raw = (type: string, name: string): Row => ({ row: 'sink', target: on(type, name), danger: 'sql', at: arg(0), parameters: bindings });
const raws = ['whereRaw', 'orWhereRaw', 'andWhereRaw', 'havingRaw', 'orHavingRaw', 'andHavingRaw', 'groupByRaw', 'orderByRaw', 'joinRaw'];
const write = (type: string, name: string, ...places: readonly number[]): readonly Row[] =>
  places.map((argument): Row => ({ row: 'store', target: on(type, name), at: arg(argument), access: 'write' }));
const read = (type: string, name: string, ...places: readonly number[]): readonly Row[] =>
  places.map((argument): Row => ({ row: 'store', target: on(type, name), at: arg(argument), access: accessOf(name) }));
const finders = ['find', 'findOrFail', 'findBy', 'findByOrFail', 'first', 'firstOrFail', 'firstOrNew', 'firstOrCreate', 'updateOrCreate'];

export default library({
  modules: [
    '@adonisjs/lucid/services/db',
    '@adonisjs/lucid/orm',
    '@adonisjs/lucid/database',
    '@adonisjs/lucid/types/database',
    '@adonisjs/lucid/types/model',
    '@adonisjs/lucid/types/querybuilder',
    '@ioc:Adonis/Lucid/Database',
    '@ioc:Adonis/Lucid/Orm',
  ],
  types: {
    db: [
      exported('default'),
      method('db', 'connection'),
      method('db', 'transaction'),
      callback(on('db', 'transaction'), 0, 0),
      ...['Database', 'TransactionClientContract', 'QueryClientContract'].map((name) => annotated(name)),
    ],
    model: [extending('BaseModel')],
    record: [constructed('<model>'), ...[...finders, 'create', 'createQuietly'].map((name) => method('model', name))],
    related: [method('record', 'related'), method('model', 'related')],
    builder: [
      ...['from', 'table', 'query', 'insertQuery', 'modelQuery'].map((name) => method('db', name)),
      method('model', 'query'),
      method('related', 'query'),
      anyMethod('builder'),
      ...['ModelQueryBuilderContract', 'DatabaseQueryBuilderContract'].map((name) => annotated(name)),
    ],
  },
  records: ['record'],
  rows: [
    ...['rawQuery', 'knexRawQuery', 'raw'].map((name) => raw('db', name)),
    ...raws.map((name) => raw('builder', name)),
    ...['create', 'createQuietly', 'createMany', 'createManyQuietly'].flatMap((name) => write('model', name, 0)),
    ...['firstOrNew', 'firstOrCreate', 'updateOrCreate', 'fetchOrCreateMany', 'updateOrCreateMany'].flatMap((name) =>
      write('model', name, 1),
    ),
    ...['firstOrNew', 'firstOrCreate', 'updateOrCreate', 'find', 'findOrFail', 'findMany'].flatMap((name) => read('model', name, 0)),
    ...['findBy', 'findByOrFail', 'findManyBy'].flatMap((name) => read('model', name, 0, 1)),
    // Instances of the workspace's own model classes answer to these as models do.
    ...['record', 'model'].flatMap((type): readonly Row[] => [
      ...['merge', 'fill'].flatMap((name): readonly Row[] => [
        ...write(type, name, 0),
        { row: 'transparent-receiver', target: on(type, name) },
      ]),
      ...['save', 'saveQuietly'].map((name): Row => ({ row: 'store', target: on(type, name), at: receiver, access: 'write' })),
      ...['delete', 'deleteQuietly'].map((name): Row => ({ row: 'store', target: on(type, name), at: receiver, access: 'delete' })),
    ]),
    ...['create', 'createMany', 'save', 'saveMany', 'attach', 'sync'].flatMap((name) => write('related', name, 0)),
    ...['firstOrCreate', 'updateOrCreate'].flatMap((name) => write('related', name, 1)),
    ...['insert', 'multiInsert'].flatMap((name) => write('builder', name, 0)),
    ...write('builder', 'update', 0, 1),
    ...['delete', 'del'].map((name): Row => ({ row: 'store', target: on('builder', name), at: receiver, access: 'delete' })),
    ...['where', 'andWhere', 'orWhere', 'whereNot'].flatMap((name) => read('builder', name, 0, 1, 2)),
    ...['whereIn', 'whereLike', 'whereILike'].flatMap((name) => read('builder', name, 1)),
  ],
});
