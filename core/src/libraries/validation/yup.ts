/** yup, facts of 1.7.1: unknown keys are kept unless `noUnknown` or `exact`; `cast` converts without testing. */
import { anyMethod, arg, called, fn, library, method, on, type Row } from '../row.ts';

const builders = ['object', 'array', 'tuple', 'string', 'lazy'];
/** Schemas of values that cannot break out of any context. */
const scalars = ['number', 'bool', 'boolean', 'date'];
/** Methods of an object's schema that leave its fields as they are. */
const kept = [
  'required',
  'defined',
  'nonNullable',
  'optional',
  'nullable',
  'default',
  'label',
  'meta',
  'test',
  'partial',
  'pick',
  'omit',
  'strict',
];
const validators = (type: string, unknownKeys: 'kept' | 'stripped'): Row[] => [
  { row: 'validator', target: on(type, 'validate'), input: arg(0), result: 'value', async: true, unknownKeys },
  { row: 'validator', target: on(type, 'validateSync'), input: arg(0), result: 'value', unknownKeys },
  { row: 'validator', target: on(type, 'isValid'), input: arg(0), result: 'boolean', async: true, unknownKeys: 'kept' },
  { row: 'validator', target: on(type, 'isValidSync'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
];

export default library({
  modules: ['yup'],
  types: {
    schema: [...builders.map(called), anyMethod('schema')],
    scalar: [...scalars.map(called), ...['oneOf', 'uuid', 'datetime'].map((name) => method('schema', name)), anyMethod('scalar')],
    exact: [method('schema', 'noUnknown'), method('schema', 'exact'), anyMethod('exact')],
  },
  rows: [
    { row: 'schema-fields', target: fn('object'), of: 'new', at: arg(0) },
    { row: 'schema-fields', target: on('schema', 'shape'), of: 'more', at: arg(0) },
    ...kept.map((name): Row => ({ row: 'schema-fields', target: on('schema', name), of: 'same' })),
    ...kept.map(
      (name): Row => ({
        row: 'schema-fields',
        target: on('exact', name),
        of: 'same',
        ...(name === 'strict' && { unknownKeys: 'rejected' }),
      }),
    ),
    { row: 'schema-fields', target: on('schema', 'noUnknown'), of: 'same', unknownKeys: 'stripped' },
    { row: 'schema-fields', target: on('schema', 'exact'), of: 'same', unknownKeys: 'rejected' },
    { row: 'schema-of', target: fn('array'), how: 'every' },
    { row: 'schema-of', target: on('schema', 'of'), how: 'every' },
    { row: 'schema-of', target: on('schema', 'matches'), how: 'pattern' },
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    ...validators('scalar', 'kept'),
    ...validators('schema', 'kept'),
    ...validators('exact', 'stripped'),
  ],
});
