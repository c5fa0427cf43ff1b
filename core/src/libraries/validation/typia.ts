/** typia, facts of 14.0.6: checks by the type that stands in the call; `…Equals` refuses unknown keys. */
import { arg, called, fn, library, type Row } from '../row.ts';

const outcome = { value: 'data', ok: 'success', error: 'errors' };

export default library({
  modules: ['typia'],
  types: {
    assertion: [called('createAssert'), called('createAssertEquals')],
    guard: [called('createIs'), called('createEquals')],
    assertingGuard: [called('createAssertGuard'), called('createAssertGuardEquals')],
    checker: [called('createValidate'), called('createValidateEquals')],
  },
  rows: [
    ...['assert', '<assertion>', 'json.assertParse', 'misc.assertPrune', 'http.assertQuery', 'http.assertFormData'].map(
      (name): Row => ({ row: 'validator', target: fn(name), input: arg(0), result: 'value', unknownKeys: 'kept' }),
    ),
    { row: 'validator', target: fn('assertEquals'), input: arg(0), result: 'value', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('is'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
    { row: 'validator', target: fn('<guard>'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
    { row: 'validator', target: fn('equals'), input: arg(0), result: 'boolean', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('assertGuard'), input: arg(0), result: 'nothing', unknownKeys: 'kept' },
    { row: 'validator', target: fn('<assertingGuard>'), input: arg(0), result: 'nothing', unknownKeys: 'kept' },
    { row: 'validator', target: fn('assertGuardEquals'), input: arg(0), result: 'nothing', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('validate'), input: arg(0), result: outcome, unknownKeys: 'kept' },
    { row: 'validator', target: fn('<checker>'), input: arg(0), result: outcome, unknownKeys: 'kept' },
    { row: 'validator', target: fn('json.validateParse'), input: arg(0), result: outcome, unknownKeys: 'kept' },
    { row: 'validator', target: fn('validateEquals'), input: arg(0), result: outcome, unknownKeys: 'rejected' },
  ],
});
