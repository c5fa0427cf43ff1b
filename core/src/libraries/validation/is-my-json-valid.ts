/** is-my-json-valid, facts of 2.20.6: a compiled schema answers with a boolean and leaves the data as it is. */
import { arg, called, fn, library } from '../row.ts';

export default library({
  modules: ['is-my-json-valid'],
  types: { check: [called('default')] },
  rows: [{ row: 'validator', target: fn('<check>'), input: arg(0), result: 'boolean', unknownKeys: 'kept' }],
});
