/** class-validator, facts of 0.15.1: `validate` resolves with a list of errors, empty when the object is valid. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['class-validator'],
  rows: [
    // The validated value is the object that was given; the result has only the errors.
    { row: 'validator', target: fn('validate'), input: arg(0), result: { value: '', error: 'length' }, async: true, unknownKeys: 'kept' },
    { row: 'validator', target: fn('validateSync'), input: arg(0), result: { value: '', error: 'length' }, unknownKeys: 'kept' },
    { row: 'validator', target: fn('validateOrReject'), input: arg(0), result: 'nothing', async: true, unknownKeys: 'kept' },
  ],
});
