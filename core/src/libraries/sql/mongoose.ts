/** mongoose, facts of 9.12.1: operator objects (`{ $ne: null }`) pass its casts unless `sanitizeFilter` is set. */
import { mongoOperands } from '../operators.ts';
import {
  accessOf,
  annotated,
  arg,
  called,
  constructed,
  exported,
  extending,
  fn,
  library,
  making,
  method,
  on,
  property,
  type Row,
  receiver,
} from '../row.ts';

const filters = [
  'find findOne findById countDocuments exists findOneAndUpdate findByIdAndUpdate findOneAndReplace',
  'findOneAndDelete findByIdAndDelete updateOne updateMany replaceOne deleteOne deleteMany where',
]
  .flatMap((line) => line.split(' '))
  .flatMap((name): Row[] => [
    { row: 'sink', target: on('model', name), danger: 'nosql', at: arg(0), operands: mongoOperands },
    { row: 'sink', target: on('model', name), danger: 'code', at: arg(0, '$where'), written: true },
    { row: 'store', target: on('model', name), at: arg(0), access: accessOf(name) },
  ]);
const updates = ['findOneAndUpdate', 'findByIdAndUpdate', 'findOneAndReplace', 'updateOne', 'updateMany', 'replaceOne'].map(
  (name): Row => ({ row: 'store', target: on('model', name), at: arg(1), access: 'write', record: { within: ['$set', '$setOnInsert'] } }),
);

export default library({
  modules: ['mongoose'],
  types: {
    connection: [called('createConnection'), annotated('Connection')],
    model: [called('model'), method('connection', 'model'), property('models', '*'), annotated('Model'), extending('Model')],
    record: [
      constructed('<model>'),
      ...['findOne', 'findById', 'findOneAndUpdate', 'findByIdAndUpdate', 'create'].map((name) => method('model', name)),
      // Queries are records to come.
      ...['populate', 'select', 'sort', 'limit', 'session', 'lean', 'orFail', 'exec', 'set', 'save'].map((name) => method('record', name)),
    ],
    models: [exported('models'), property('connection', 'models')],
  },
  records: ['record'],
  rows: [
    ...filters,
    ...['record', 'model'].map((type): Row => ({ row: 'store', target: on(type, 'save'), at: receiver, access: 'write', record: {} })),
    ...['set', 'overwrite', 'updateOne'].map(
      (name): Row => ({ row: 'store', target: on('record', name), at: arg(0), access: 'write', record: {} }),
    ),
    { row: 'sink', target: on('model', 'distinct'), danger: 'nosql', at: arg(1), operands: mongoOperands },
    { row: 'sink', target: on('model', 'aggregate'), danger: 'nosql', at: arg(0), operands: mongoOperands },
    { row: 'sink', target: on('model', '$where'), danger: 'code', at: arg(0) },
    {
      row: 'protects',
      target: fn('set'),
      given: [
        { argument: 0, is: 'sanitizeFilter' },
        { argument: 1, is: true },
      ],
      from: 'nosql',
    },
    ...updates,
    { row: 'store', target: on('model', 'create'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('model', 'insertMany'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: on('model', 'insertOne'), at: arg(0), access: 'write', record: {} },
    { row: 'store', target: making('<model>'), at: arg(0), access: 'write', record: {} },
    ...[making('Types.ObjectId'), making('mongo.ObjectId'), fn('Types.ObjectId'), fn('Types.ObjectId.createFromHexString')].map(
      (target): Row => ({ row: 'sanitizer', target, input: arg(0), removes: 'all' }),
    ),
    { row: 'validator', target: fn('isValidObjectId'), input: arg(0), result: 'boolean', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('isObjectIdOrHexString'), input: arg(0), result: 'boolean', unknownKeys: 'rejected' },
  ],
});
