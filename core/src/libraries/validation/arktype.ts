/** arktype, facts of 2.2.9: calling a type never throws; the result is the data or an instance of `type.errors`. */
import { anyMethod, arg, called, fn, library, method, on } from '../row.ts';

export default library({
  modules: ['arktype'],
  types: { module: [called('scope')], type: [called('type'), method('module', 'type'), anyMethod('type')] },
  rows: [
    // The empty path is the result itself.
    { row: 'validator', target: fn('<type>'), input: arg(0), result: { value: '', error: '' }, unknownKeys: 'kept' },
    { row: 'validator', target: on('type', 'assert'), input: arg(0), result: 'value', unknownKeys: 'kept' },
    { row: 'validator', target: on('type', 'allows'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
  ],
});
