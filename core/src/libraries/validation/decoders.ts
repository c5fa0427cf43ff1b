/** decoders, facts of 2.12.1: `object` leaves unknown keys out, `exact` rejects and `inexact` keeps them. */
import { anyMethod, arg, called, exported, fn, library, on, type Row } from '../row.ts';

const builders = ['object', 'exact', 'inexact', 'array', 'nonEmptyArray', 'record', 'mapping', 'either', 'optional', 'nullable', 'define'];
const texts = ['string', 'nonEmptyString', 'email', 'url', 'httpsUrl', 'regex'];
/** Decoders of values that cannot break out of any context. */
const scalars = [
  'number',
  'integer',
  'positiveNumber',
  'positiveInteger',
  'boolean',
  'truthy',
  'date',
  'iso8601',
  'uuid',
  'uuidv1',
  'uuidv4',
];
const validators = (type: string): Row[] => [
  { row: 'validator', target: on(type, 'verify'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
  { row: 'validator', target: on(type, 'value'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
  {
    row: 'validator',
    target: on(type, 'decode'),
    input: arg(0),
    result: { value: 'value', ok: 'ok', error: 'error' },
    unknownKeys: 'stripped',
  },
];

export default library({
  modules: ['decoders'],
  types: {
    decoder: [...builders.map(called), ...texts.map(exported), anyMethod('decoder')],
    scalar: [...scalars.map(exported), called('constant'), called('oneOf'), called('enum_'), anyMethod('scalar')],
  },
  rows: [
    { row: 'schema-fields', target: fn('object'), of: 'new', at: arg(0) },
    { row: 'schema-fields', target: fn('exact'), of: 'new', at: arg(0), unknownKeys: 'rejected' },
    { row: 'schema-fields', target: fn('inexact'), of: 'new', at: arg(0), unknownKeys: 'kept' },
    ...['array', 'either', 'optional', 'nullable'].map((name): Row => ({ row: 'schema-of', target: fn(name), how: 'every' })),
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    ...validators('decoder'),
    ...validators('scalar'),
  ],
});
