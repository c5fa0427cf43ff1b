/** joi, facts of 18.3.2: unknown keys are rejected unless `unknown()`; `value` holds the input even on an error. */
import { anyMethod, arg, called, fn, library, method, on, type Row } from '../row.ts';

const builders = [
  'object array string number boolean bool date binary link symbol alternatives alt',
  'compile build valid equal forbidden when',
].flatMap((line) => line.split(' '));
/** Schemas of values that cannot break out of any context. */
const scalars = ['number', 'boolean', 'bool', 'date', 'valid', 'equal'];
const scalarMethods = ['valid', 'equal', 'only', 'guid', 'uuid', 'alphanum', 'hex', 'token', 'isoDate', 'isoDuration', 'creditCard'];
/** Methods of an object's schema that leave its fields as they are. */
const kept = [
  'required optional options prefs preferences unknown min max length and or xor nand oxor with without rename label',
  'description note tag messages message error default failover id strip strict',
].flatMap((line) => line.split(' '));
const made = (names: readonly string[]) => names.flatMap((name) => [called(name), called(`Joi.${name}`)]);
const validators = (type: string, unknownKeys: 'rejected' | 'kept'): Row[] => [
  {
    row: 'validator',
    target: on(type, 'validate'),
    input: arg(0),
    result: { value: 'value', error: 'error', keepsInput: true },
    unknownKeys,
  },
  { row: 'validator', target: on(type, 'validateAsync'), input: arg(0), result: 'value', async: true, unknownKeys },
];

export default library({
  modules: ['joi', '@hapi/joi'],
  types: {
    schema: [...made(builders.filter((name) => !scalars.includes(name))), anyMethod('schema')],
    scalar: [...made(scalars), ...scalarMethods.map((name) => method('schema', name)), anyMethod('scalar')],
    open: [method('schema', 'unknown'), anyMethod('open')],
  },
  rows: [
    ...['object', 'Joi.object'].map((path): Row => ({ row: 'schema-fields', target: fn(path), of: 'new', at: arg(0) })),
    ...['schema', 'open'].flatMap((type) =>
      ['keys', 'append'].map((name): Row => ({ row: 'schema-fields', target: on(type, name), of: 'more', at: arg(0) })),
    ),
    ...['schema', 'open'].flatMap((type) => kept.map((name): Row => ({ row: 'schema-fields', target: on(type, name), of: 'same' }))),
    { row: 'schema-of', target: on('schema', 'items'), how: 'every' },
    ...['pattern', 'regex'].map((name): Row => ({ row: 'schema-of', target: on('schema', name), how: 'pattern' })),
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    ...validators('scalar', 'rejected'),
    ...validators('schema', 'rejected'),
    ...validators('open', 'kept'),
    { row: 'validator', target: fn('attempt'), input: arg(0), result: 'value', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('assert'), input: arg(0), result: 'nothing', unknownKeys: 'rejected' },
  ],
});
