/** Schema of effect, facts of 4.1.0 and, for what it calls by other names, of 3: `decode…(schema)` gives a function; unknown keys are left out. */
import { arg, called, fn, library, type Row } from '../row.ts';

/** As a module of its own, and as an export of the package. */
const prefixes = ['', 'Schema.'];
const named = (names: readonly string[]) => prefixes.flatMap((prefix) => names.map((name) => called(prefix + name)));

export default library({
  modules: ['effect', 'effect/Schema', '@effect/schema', '@effect/schema/Schema'],
  types: {
    decoder: named(['decodeUnknownSync', 'decodeSync', 'validateSync', 'decodeUnknown', 'decode', 'decodeUnknownEffect', 'decodeEffect']),
    promise: named(['decodeUnknownPromise', 'decodePromise']),
    either: named(['decodeUnknownEither', 'decodeEither']),
    result: named(['decodeUnknownResult', 'decodeResult']),
    option: named(['decodeUnknownOption', 'decodeOption', 'decodeUnknownExit', 'decodeExit']),
    guard: named(['is']),
    assertion: named(['asserts']),
  },
  rows: [
    ...prefixes.flatMap((prefix): Row[] => [{ row: 'schema-fields', target: fn(`${prefix}Struct`), of: 'new', at: arg(0) }]),
    { row: 'validator', target: fn('<decoder>'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
    { row: 'validator', target: fn('<promise>'), input: arg(0), result: 'value', async: true, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('<either>'), input: arg(0), result: { value: 'right', error: 'left' }, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('<result>'), input: arg(0), result: { value: 'success', error: 'failure' }, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('<option>'), input: arg(0), result: { value: 'value' }, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('<guard>'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
    { row: 'validator', target: fn('<assertion>'), input: arg(0), result: 'nothing', unknownKeys: 'kept' },
  ],
});
