/** myzod, facts of 1.12.1: objects reject unknown keys; `try` gives the value or an instance of `ValidationError`. */
import { anyMethod, arg, called, fn, library, on, type Row } from '../row.ts';

const structures = ['object', 'array', 'tuple', 'union', 'intersection', 'record', 'dictionary', 'string', 'lazy'];
/** Schemas of values that cannot break out of any context. */
const scalars = ['number', 'bigint', 'boolean', 'date', 'literal', 'literals', 'enum', 'null', 'undefined'];
const validators = (type: string): Row[] => [
  { row: 'validator', target: on(type, 'parse'), input: arg(0), result: 'value', unknownKeys: 'rejected' },
  { row: 'validator', target: on(type, 'try'), input: arg(0), result: { value: '', error: '' }, unknownKeys: 'rejected' },
];

export default library({
  modules: ['myzod'],
  types: { schema: [...structures.map(called), anyMethod('schema')], scalar: [...scalars.map(called), anyMethod('scalar')] },
  rows: [
    { row: 'schema-fields', target: fn('object'), of: 'new', at: arg(0) },
    { row: 'schema-of', target: fn('array'), how: 'every' },
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    ...validators('schema'),
    ...validators('scalar'),
  ],
});
