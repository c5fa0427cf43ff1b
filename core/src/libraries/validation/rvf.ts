/** remix-validated-form, facts of 5.1.7, and its successor RVF, facts of 8.1.2: `validate` and `parseFormData` give `{ data, error }`. */
import { arg, called, fn, library, on } from '../row.ts';

const outcome = { value: 'data', error: 'error' };

export default library({
  modules: [
    '@rvf/core',
    '@rvf/react',
    '@rvf/react-router',
    '@rvf/remix',
    '@rvf/zod',
    '@rvf/yup',
    '@remix-validated-form/with-zod',
    '@remix-validated-form/with-yup',
    'remix-validated-form',
  ],
  types: { validator: ['withZod', 'withYup', 'withStandardSchema', 'createValidator'].map(called) },
  rows: [
    { row: 'validator', target: on('validator', 'validate'), input: arg(0), result: outcome, async: true, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('parseFormData'), input: arg(0), result: outcome, async: true, unknownKeys: 'stripped' },
  ],
});
