/** superstruct, facts of 2.0.2: `object` rejects unknown keys, `type` keeps and `mask` strips them. */
import { arg, called, fn, library } from '../row.ts';

/** Schemas of values that cannot break out of any context. */
const scalars = ['number', 'integer', 'bigint', 'boolean', 'date', 'enums', 'literal'];

export default library({
  modules: ['superstruct'],
  types: { scalar: scalars.map(called) },
  rows: [
    { row: 'schema-fields', target: fn('object'), of: 'new', at: arg(0) },
    { row: 'schema-fields', target: fn('type'), of: 'new', at: arg(0) },
    { row: 'schema-of', target: fn('array'), how: 'every' },
    { row: 'schema-of', target: fn('optional'), how: 'every' },
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    { row: 'validator', target: fn('assert'), input: arg(0), result: 'nothing', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('create'), input: arg(0), result: 'value', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('mask'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
    { row: 'validator', target: fn('is'), input: arg(0), result: 'boolean', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('validate'), input: arg(0), result: { value: '1', error: '0' }, unknownKeys: 'rejected' },
  ],
});
