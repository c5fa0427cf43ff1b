/** yup, facts of 1.7.1: unknown keys are kept unless `noUnknown` or `exact`; `cast` converts without testing. */
import { anyMethod, arg, called, library, method, on, type Row } from '../row.ts';

const builders = ['object', 'array', 'tuple', 'string', 'number', 'bool', 'boolean', 'date', 'lazy'];
const validators = (type: string, unknownKeys: 'kept' | 'stripped'): Row[] => [
  { row: 'validator', target: on(type, 'validate'), input: arg(0), result: 'value', async: true, unknownKeys },
  { row: 'validator', target: on(type, 'validateSync'), input: arg(0), result: 'value', unknownKeys },
  { row: 'validator', target: on(type, 'isValid'), input: arg(0), result: 'boolean', async: true, unknownKeys: 'kept' },
  { row: 'validator', target: on(type, 'isValidSync'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
];

export default library({
  modules: ['yup'],
  types: {
    schema: [...builders.map(called), anyMethod('schema')],
    exact: [method('schema', 'noUnknown'), method('schema', 'exact'), anyMethod('exact')],
  },
  rows: [...validators('schema', 'kept'), ...validators('exact', 'stripped')],
});
