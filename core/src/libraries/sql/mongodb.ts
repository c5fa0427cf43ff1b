/** mongodb (the driver), facts of 7.9.0. */
import { mongoOperands } from '../operators.ts';
import { accessOf, annotated, arg, called, constructed, fn, library, making, method, on, type Row } from '../row.ts';

const filters = [
  'find findOne countDocuments findOneAndUpdate findOneAndReplace findOneAndDelete',
  'updateOne updateMany replaceOne deleteOne deleteMany',
]
  .flatMap((line) => line.split(' '))
  .flatMap((name): Row[] => [
    { row: 'sink', target: on('collection', name), danger: 'nosql', at: arg(0), operands: mongoOperands },
    { row: 'sink', target: on('collection', name), danger: 'code', at: arg(0, '$where'), written: true },
    { row: 'store', target: on('collection', name), at: arg(0), access: accessOf(name) },
  ]);
const updates = ['findOneAndUpdate', 'findOneAndReplace', 'updateOne', 'updateMany', 'replaceOne'].map(
  (name): Row => ({
    row: 'store',
    target: on('collection', name),
    at: arg(1),
    access: 'write',
    record: { within: ['$set', '$setOnInsert'] },
  }),
);

export default library({
  modules: ['mongodb'],
  types: {
    client: [constructed('MongoClient'), called('MongoClient.connect'), method('client', 'connect'), annotated('MongoClient')],
    database: [method('client', 'db'), annotated('Db')],
    collection: [method('database', 'collection'), annotated('Collection')],
  },
  rows: [
    ...filters,
    { row: 'sink', target: on('collection', 'distinct'), danger: 'nosql', at: arg(1), operands: mongoOperands },
    { row: 'sink', target: on('collection', 'aggregate'), danger: 'nosql', at: arg(0), operands: mongoOperands },
    { row: 'sink', target: on('database', 'command'), danger: 'nosql', at: arg(0), operands: mongoOperands },
    ...updates,
    { row: 'store', target: on('collection', 'insertOne'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('collection', 'insertMany'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('collection', 'bulkWrite'), at: arg(0), access: 'write' },
    ...[making('ObjectId'), making('ObjectID'), fn('ObjectId'), fn('ObjectID'), fn('ObjectId.createFromHexString')].map(
      (target): Row => ({ row: 'sanitizer', target, input: arg(0), removes: 'all' }),
    ),
    { row: 'validator', target: fn('ObjectId.isValid'), input: arg(0), result: 'boolean', unknownKeys: 'rejected' },
  ],
});
