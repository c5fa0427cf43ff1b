/**
 * Members that take SQL text, on values whose origin is not known (a generated or missing client): names that say so
 * themselves, and common ones where the text starts as a statement.
 */
import { drivers } from '../drivers.ts';
import { arg, fn, library, type QueryParameters, type Row } from '../row.ts';

const prisma: QueryParameters = {
  style: 'dollar',
  values: { in: 'rest', from: 1 },
  lists: 'any-array',
  typed: true,
  pieces: { list: 'Prisma.join', raw: 'Prisma.raw' },
};
const bindings: QueryParameters = { style: 'question', dialect: { drivers }, values: { in: 'argument', index: 1 }, lists: 'spread' };
const knex = ['whereRaw', 'orWhereRaw', 'andWhereRaw', 'havingRaw', 'groupByRaw', 'orderByRaw', 'joinRaw', 'fromRaw'];

const common = ['query', 'execute', 'raw', 'prepare'];

export default library({
  modules: ['?'],
  rows: [
    { row: 'sink', target: fn('$queryRawUnsafe'), danger: 'sql', at: arg(0), parameters: { ...prisma, tag: '$queryRaw' } },
    { row: 'sink', target: fn('$executeRawUnsafe'), danger: 'sql', at: arg(0), parameters: { ...prisma, tag: '$executeRaw' } },
    ...common.map((name): Row => ({ row: 'sink', target: fn(name), danger: 'sql', at: arg(0), note: 'unresolved-receiver' })),
    ...knex.map((name): Row => ({ row: 'sink', target: fn(name), danger: 'sql', at: arg(0), parameters: bindings })),
  ],
});
