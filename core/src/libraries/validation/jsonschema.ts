/** jsonschema, facts of 1.5.0: `validate` gives a result with `valid`, and the data as `instance`. */
import { arg, constructed, fn, library, on } from '../row.ts';

const outcome = { value: 'instance', ok: 'valid', keepsInput: true } as const;

export default library({
  modules: ['jsonschema'],
  types: { validator: [constructed('Validator')] },
  rows: [
    { row: 'validator', target: fn('validate'), input: arg(0), result: outcome, unknownKeys: 'kept' },
    { row: 'validator', target: on('validator', 'validate'), input: arg(0), result: outcome, unknownKeys: 'kept' },
  ],
});
