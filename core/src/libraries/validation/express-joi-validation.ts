/** express-joi-validation, facts of 6.1.0. */
import type { InputPart } from '../../model/index.ts';
import { called, library, on, type Row } from '../row.ts';

const single = (name: string, part: InputPart): Row => ({
  row: 'validating-middleware',
  target: on('validator', name),
  parts: [part],
  made: 'call',
});

export default library({
  modules: ['express-joi-validation'],
  types: { validator: [called('createValidator')] },
  rows: [
    single('body', 'body'),
    single('query', 'query'),
    single('params', 'params'),
    single('headers', 'headers'),
    single('fields', 'body'),
  ],
});
