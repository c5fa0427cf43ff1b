/** ajv, facts of 8.20.0: a compiled schema answers with a boolean and leaves the data as it is. */
import { annotated, arg, constructed, fn, library, method, on } from '../row.ts';

export default library({
  modules: ['ajv', 'ajv/dist/2019', 'ajv/dist/2020', 'ajv/dist/jtd'],
  types: {
    ajv: [
      constructed('default'),
      constructed('Ajv'),
      annotated('Ajv'),
      annotated('default'),
      method('ajv', 'addSchema'),
      method('ajv', 'addFormat'),
      method('ajv', 'addKeyword'),
    ],
    check: [method('ajv', 'compile'), method('ajv', 'getSchema'), annotated('ValidateFunction')],
  },
  rows: [
    { row: 'validator', target: fn('<check>'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
    { row: 'validator', target: on('ajv', 'validate'), input: arg(1), result: 'boolean', unknownKeys: 'kept' },
  ],
});
