/** runtypes, facts of 7.0.5: `parse` strips unknown keys, `check`, `assert` and `guard` leave the value as it is; `inspect` gives a record. */
import { anyMethod, arg, called, exported, fn, library, on, type Row } from '../row.ts';

const builders = ['Object', 'Record', 'Partial', 'Array', 'Tuple', 'Union', 'Intersect', 'Dictionary', 'Template', 'InstanceOf', 'Lazy'];
/** Schemas of values that cannot break out of any context. */
const scalars = ['Number', 'Boolean', 'BigInt', 'Null', 'Undefined', 'Nullish'];
const checks = (type: string): Row[] => [
  { row: 'validator', target: on(type, 'parse'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
  { row: 'validator', target: on(type, 'check'), input: arg(0), result: 'value', unknownKeys: 'kept' },
  { row: 'validator', target: on(type, 'assert'), input: arg(0), result: 'nothing', unknownKeys: 'kept' },
  { row: 'validator', target: on(type, 'guard'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
  { row: 'validator', target: on(type, 'inspect'), input: arg(0), result: { value: 'value', ok: 'success' }, unknownKeys: 'stripped' },
  // Until version 6.
  { row: 'validator', target: on(type, 'validate'), input: arg(0), result: { value: 'value', ok: 'success' }, unknownKeys: 'kept' },
];

export default library({
  modules: ['runtypes'],
  types: {
    schema: [...builders.map(called), exported('String'), anyMethod('schema')],
    scalar: [...scalars.map(exported), called('Literal'), anyMethod('scalar')],
  },
  rows: [
    ...['Object', 'Record', 'Partial'].map((name): Row => ({ row: 'schema-fields', target: fn(name), of: 'new', at: arg(0) })),
    ...['extend', 'optional', 'pick', 'omit', 'asPartial', 'asReadonly'].map(
      (name): Row =>
        name === 'extend'
          ? { row: 'schema-fields', target: on('schema', name), of: 'more', at: arg(0) }
          : { row: 'schema-fields', target: on('schema', name), of: 'same' },
    ),
    { row: 'schema-fields', target: on('schema', 'exact'), of: 'same', unknownKeys: 'rejected' },
    ...['Array', 'Union', 'Tuple'].map((name): Row => ({ row: 'schema-of', target: fn(name), how: 'every' })),
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    ...checks('schema'),
    ...checks('scalar'),
  ],
});
