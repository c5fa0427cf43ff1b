/** fastest-validator, facts of 1.19.1: a compiled check gives `true` or an array of errors, and keeps unknown keys unless `$$strict`. */
import { arg, constructed, fn, library, method, on } from '../row.ts';

export default library({
  modules: ['fastest-validator'],
  types: { validator: [constructed('default')], check: [method('validator', 'compile')] },
  rows: [
    { row: 'validator', target: fn('<check>'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
    { row: 'validator', target: on('validator', 'validate'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
  ],
});
