/**
 * express-validator, facts of 7.3.2: chains never reject; the request goes on until the handler looks at
 * `validationResult(req)`. `matchedData` holds the declared fields that passed.
 */
import { anyMethod, arg, called, fn, library, type Row } from '../row.ts';

const neutral = ['checkSchema', 'checkExact', 'oneOf'].map((name): Row => ({ row: 'neutral-middleware', target: fn(name), made: 'call' }));

export default library({
  modules: ['express-validator'],
  types: {
    chain: [...['body', 'query', 'param', 'header', 'cookie', 'check'].map(called), called('<build>'), anyMethod('chain')],
    build: [called('buildCheckFunction')],
  },
  rows: [
    { row: 'neutral-middleware', target: fn('<chain>'), made: 'self' },
    ...neutral,
    { row: 'validator', target: fn('validationResult'), input: arg(0), result: { value: '', ok: 'isEmpty' }, unknownKeys: 'kept' },
    { row: 'validator', target: fn('matchedData'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
  ],
});
