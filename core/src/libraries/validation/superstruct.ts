/** superstruct, facts of 2.0.2: `object` rejects unknown keys, `mask` strips them. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['superstruct'],
  rows: [
    { row: 'validator', target: fn('assert'), input: arg(0), result: 'nothing', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('create'), input: arg(0), result: 'value', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('mask'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
    { row: 'validator', target: fn('is'), input: arg(0), result: 'boolean', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('validate'), input: arg(0), result: { value: '1', error: '0' }, unknownKeys: 'rejected' },
  ],
});
