/** validatorjs, facts of 3.22.1: `new Validator(data, rules)`; `passes()` and `fails()` answer, and nothing is refused by itself. */
import { arg, library, making } from '../row.ts';

export default library({
  modules: ['validatorjs'],
  rows: [{ row: 'validator', target: making('default'), input: arg(0), result: { value: '', ok: 'passes' }, unknownKeys: 'kept' }],
});
