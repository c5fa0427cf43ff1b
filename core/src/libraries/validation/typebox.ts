/** @sinclair/typebox, facts of 0.34.52, and its successor typebox, facts of 1.4.3: unknown keys are kept. */
import { arg, called, fn, library, on, type Row } from '../row.ts';

const calls = (prefix: string): Row[] => [
  { row: 'validator', target: fn(`${prefix}Check`), input: arg(1), result: 'boolean', unknownKeys: 'kept' },
  { row: 'validator', target: fn(`${prefix}Parse`), input: arg(1), result: 'value', unknownKeys: 'kept' },
  { row: 'validator', target: fn(`${prefix}Decode`), input: arg(1), result: 'value', unknownKeys: 'kept' },
  { row: 'validator', target: fn(`${prefix}Assert`), input: arg(1), result: 'nothing', unknownKeys: 'kept' },
];

export default library({
  modules: ['@sinclair/typebox', '@sinclair/typebox/value', '@sinclair/typebox/compiler', 'typebox', 'typebox/value', 'typebox/compile'],
  types: { compiled: [called('TypeCompiler.Compile'), called('Compile'), called('default')] },
  rows: [
    ...calls('Value.'),
    ...calls(''),
    { row: 'validator', target: on('compiled', 'Check'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
    { row: 'validator', target: on('compiled', 'Parse'), input: arg(0), result: 'value', unknownKeys: 'kept' },
    { row: 'validator', target: on('compiled', 'Decode'), input: arg(0), result: 'value', unknownKeys: 'kept' },
  ],
});
