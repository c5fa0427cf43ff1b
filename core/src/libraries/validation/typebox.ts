/** @sinclair/typebox, facts of 0.34.52, and its successor typebox, facts of 1.4.3: unknown keys are kept. */
import { arg, called, fn, library, on, type Row } from '../row.ts';

const calls = (prefix: string): Row[] => [
  { row: 'validator', target: fn(`${prefix}Check`), input: arg(1), result: 'boolean', unknownKeys: 'kept' },
  { row: 'validator', target: fn(`${prefix}Parse`), input: arg(1), result: 'value', unknownKeys: 'kept' },
  { row: 'validator', target: fn(`${prefix}Decode`), input: arg(1), result: 'value', unknownKeys: 'kept' },
  { row: 'validator', target: fn(`${prefix}Assert`), input: arg(1), result: 'nothing', unknownKeys: 'kept' },
];

/** Schemas of values that cannot break out of any context. */
const scalars = ['Number', 'Integer', 'Boolean', 'Null', 'Literal', 'Enum', 'Date'];

export default library({
  modules: ['@sinclair/typebox', '@sinclair/typebox/value', '@sinclair/typebox/compiler', 'typebox', 'typebox/value', 'typebox/compile'],
  types: {
    scalar: scalars.map((name) => called(`Type.${name}`)),
    compiled: [called('TypeCompiler.Compile'), called('Compile'), called('default')],
  },
  rows: [
    { row: 'schema-fields', target: fn('Type.Object'), of: 'new', at: arg(0) },
    ...['Array', 'Union', 'Tuple'].map((name): Row => ({ row: 'schema-of', target: fn(`Type.${name}`), how: 'every' })),
    { row: 'schema-of', target: fn('Type.String'), how: 'format' },
    ...['Optional', 'Readonly', 'Partial'].map((name): Row => ({ row: 'transparent', target: fn(`Type.${name}`), argument: 0 })),
    ...['Any', 'Unknown'].map((name): Row => ({ row: 'accepts-anything', target: fn(`Type.${name}()`) })),
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    ...calls('Value.'),
    ...calls(''),
    { row: 'validator', target: on('compiled', 'Check'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
    { row: 'validator', target: on('compiled', 'Parse'), input: arg(0), result: 'value', unknownKeys: 'kept' },
    { row: 'validator', target: on('compiled', 'Decode'), input: arg(0), result: 'value', unknownKeys: 'kept' },
  ],
});
