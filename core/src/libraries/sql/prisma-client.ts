/** @prisma/client, facts of 7.10.0; model delegates are any property of the client. */
import {
  accessOf,
  annotated,
  arg,
  callback,
  constructed,
  extending,
  fn,
  library,
  method,
  on,
  property,
  type QueryParameters,
  type Row,
  type SqlDialect,
} from '../row.ts';

/** The database is that of the adapter; the tagged form writes the right placeholder for every database. */
const adapters: Readonly<Record<string, SqlDialect>> = {
  '@prisma/adapter-pg': 'PostgreSQL',
  '@prisma/adapter-neon': 'PostgreSQL',
  '@prisma/adapter-ppg': 'PostgreSQL',
  '@prisma/adapter-mariadb': 'MySQL',
  '@prisma/adapter-planetscale': 'MySQL',
  '@prisma/adapter-better-sqlite3': 'SQLite',
  '@prisma/adapter-libsql': 'SQLite',
  '@prisma/adapter-d1': 'SQLite',
};
const unsafe: QueryParameters = {
  style: 'driver',
  dialect: { drivers: adapters },
  values: { in: 'rest', from: 1 },
  lists: 'any-array',
  typed: true,
  pieces: { module: '@prisma/client', list: 'Prisma.join', raw: 'Prisma.raw' },
};
/** What a field is compared with; an object there is an error. */
const operands = [
  'equals in notIn lt lte gt gte contains startsWith endsWith search mode has hasSome hasEvery isEmpty',
  'path string_contains string_starts_with string_ends_with array_contains',
].flatMap((line) => line.split(' '));
const writes = ['create', 'createMany', 'createManyAndReturn', 'update', 'updateMany', 'updateManyAndReturn'].map(
  (name): Row => ({ row: 'store', target: on('delegate', name), at: arg(0, 'data'), access: 'write', record: {} }),
);
const reads = [
  'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany count aggregate groupBy',
  'update updateMany updateManyAndReturn upsert delete deleteMany',
]
  .flatMap((line) => line.split(' '))
  .map((name): Row => ({ row: 'store', target: on('delegate', name), at: arg(0, 'where'), access: accessOf(name) }));

/** Filters of these take any field; `findUnique` takes objects for none that makes a record unique. */
const filters = ['findFirst', 'findFirstOrThrow', 'findMany', 'count', 'updateMany', 'updateManyAndReturn', 'deleteMany'].map(
  (name): Row => ({ row: 'sink', target: on('delegate', name), danger: 'nosql', at: arg(0, 'where'), operands }),
);

export default library({
  modules: ['@prisma/client', '@prisma/client/edge'],
  generated: { extension: '.prisma', block: 'generator', setting: 'output' },
  types: {
    client: [
      constructed('PrismaClient'),
      extending('PrismaClient'),
      method('client', '$extends'),
      callback(on('client', '$transaction'), 0, 0),
      annotated('PrismaClient'),
      annotated('Prisma.TransactionClient'),
    ],
    delegate: [property('client', '*')],
  },
  rows: [
    { row: 'sink', target: on('client', '$queryRawUnsafe'), danger: 'sql', at: arg(0), parameters: { ...unsafe, tag: '$queryRaw' } },
    { row: 'sink', target: on('client', '$executeRawUnsafe'), danger: 'sql', at: arg(0), parameters: { ...unsafe, tag: '$executeRaw' } },
    { row: 'sink', target: fn('Prisma.raw'), danger: 'sql', at: arg(0) },
    { row: 'sink', target: on('client', '$runCommandRaw'), danger: 'nosql', at: arg(0) },
    { row: 'sink', target: on('delegate', 'findRaw'), danger: 'nosql', at: arg(0, 'filter') },
    { row: 'sink', target: on('delegate', 'aggregateRaw'), danger: 'nosql', at: arg(0, 'pipeline') },
    { row: 'store', target: on('client', '$queryRawUnsafe'), at: arg(1), access: 'read' },
    { row: 'store', target: on('client', '$executeRawUnsafe'), at: arg(1), access: 'read' },
    ...writes,
    { row: 'store', target: on('delegate', 'upsert'), at: arg(0, 'create'), access: 'write', record: {} },
    { row: 'store', target: on('delegate', 'upsert'), at: arg(0, 'update'), access: 'write', record: {} },
    ...reads,
    ...filters,
  ],
});
