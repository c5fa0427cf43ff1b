/** ow, facts of 3.1.1: throws unless the value fits; `exactShape` rejects unknown keys, `partialShape` keeps them. */
import { arg, called, fn, library } from '../row.ts';

export default library({
  modules: ['ow'],
  types: { check: [called('create')] },
  rows: [
    { row: 'validator', target: fn('default'), input: arg(0), result: 'nothing', unknownKeys: 'kept' },
    { row: 'validator', target: fn('<check>'), input: arg(0), result: 'nothing', unknownKeys: 'kept' },
    { row: 'validator', target: fn('isValid'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
  ],
});
