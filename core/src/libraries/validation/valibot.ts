/** valibot, facts of 1.5.0: objects strip unknown keys unless made by `looseObject`. */
import { arg, called, fn, library } from '../row.ts';

const outcome = { value: 'output', ok: 'success', error: 'issues' };

export default library({
  modules: ['valibot'],
  types: { parser: [called('parser'), called('parserAsync')], safeParser: [called('safeParser'), called('safeParserAsync')] },
  rows: [
    { row: 'validator', target: fn('parse'), input: arg(1), result: 'value', unknownKeys: 'stripped' },
    { row: 'validator', target: fn('parseAsync'), input: arg(1), result: 'value', async: true, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('safeParse'), input: arg(1), result: outcome, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('safeParseAsync'), input: arg(1), result: outcome, async: true, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('<parser>'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
    { row: 'validator', target: fn('<safeParser>'), input: arg(0), result: outcome, unknownKeys: 'stripped' },
    { row: 'validator', target: fn('is'), input: arg(1), result: 'boolean', unknownKeys: 'kept' },
    { row: 'validator', target: fn('assert'), input: arg(1), result: 'nothing', unknownKeys: 'kept' },
  ],
});
