/** class-transformer-validator, facts of 0.9.1: makes an instance of the class and rejects unless it is valid. */
import { arg, fn, library } from '../row.ts';

export default library({
  modules: ['class-transformer-validator'],
  rows: [
    { row: 'validator', target: fn('transformAndValidate'), input: arg(1), result: 'value', async: true, unknownKeys: 'kept' },
    { row: 'validator', target: fn('transformAndValidateSync'), input: arg(1), result: 'value', unknownKeys: 'kept' },
  ],
});
