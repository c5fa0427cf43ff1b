/** @badrap/valita, facts of 0.4.6: unknown keys are rejected unless the mode says otherwise. */
import { anyMethod, arg, called, exported, fn, library, on, type Row } from '../row.ts';

const structures = ['object', 'record', 'array', 'tuple', 'union', 'string', 'lazy'];
/** Schemas of values that cannot break out of any context. */
const scalars = ['number', 'boolean', 'bigint', 'literal', 'null', 'undefined'];
const both = (name: string) => [called(name), called(`v.${name}`)];
const validators = (type: string): Row[] => [
  { row: 'validator', target: on(type, 'parse'), input: arg(0), result: 'value', unknownKeys: 'rejected' },
  { row: 'validator', target: on(type, 'try'), input: arg(0), result: { value: 'value', ok: 'ok' }, unknownKeys: 'rejected' },
];

export default library({
  modules: ['@badrap/valita'],
  types: {
    schema: [...structures.flatMap(both), anyMethod('schema')],
    scalar: [...scalars.flatMap(both), exported('null'), anyMethod('scalar')],
  },
  rows: [
    ...['object', 'v.object'].map((name): Row => ({ row: 'schema-fields', target: fn(name), of: 'new', at: arg(0) })),
    ...['optional', 'partial', 'pick', 'omit', 'assert', 'check'].map(
      (name): Row => ({ row: 'schema-fields', target: on('schema', name), of: 'same' }),
    ),
    { row: 'schema-fields', target: on('schema', 'extend'), of: 'more', at: arg(0) },
    ...['array', 'union'].map((name): Row => ({ row: 'schema-of', target: fn(name), how: 'every' })),
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    ...validators('schema'),
    ...validators('scalar'),
  ],
});
