/** joi, facts of 18.3.2: unknown keys are rejected unless `unknown()`; `value` holds the input even on an error. */
import { anyMethod, arg, called, fn, library, method, on, type Row } from '../row.ts';

const builders = [
  'object array string number boolean bool date binary link symbol alternatives alt',
  'compile build valid equal forbidden when',
].flatMap((line) => line.split(' '));
const validators = (type: string, unknownKeys: 'rejected' | 'kept'): Row[] => [
  { row: 'validator', target: on(type, 'validate'), input: arg(0), result: { value: 'value', error: 'error' }, unknownKeys },
  { row: 'validator', target: on(type, 'validateAsync'), input: arg(0), result: 'value', async: true, unknownKeys },
];

export default library({
  modules: ['joi', '@hapi/joi'],
  types: {
    schema: [...builders.flatMap((name) => [called(name), called(`Joi.${name}`)]), anyMethod('schema')],
    open: [method('schema', 'unknown'), anyMethod('open')],
  },
  rows: [
    ...validators('schema', 'rejected'),
    ...validators('open', 'kept'),
    { row: 'validator', target: fn('attempt'), input: arg(0), result: 'value', unknownKeys: 'rejected' },
    { row: 'validator', target: fn('assert'), input: arg(0), result: 'nothing', unknownKeys: 'rejected' },
  ],
});
