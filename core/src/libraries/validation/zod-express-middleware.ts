/** zod-express-middleware, facts of 1.4.0: `validate…` checks and keeps the raw value, `process…` replaces it by the parsed one. */
import type { InputPart } from '../../model/index.ts';
import { fn, library, type Row } from '../row.ts';

const parts: Record<string, InputPart> = { body: 'body', query: 'query', params: 'params' };
const single = (name: string, part: InputPart): Row => ({ row: 'validating-middleware', target: fn(name), parts: [part], made: 'call' });

export default library({
  modules: ['zod-express-middleware'],
  rows: [
    { row: 'validating-middleware', target: fn('validateRequest'), parts: { keysOf: 0, map: parts }, made: 'call' },
    { row: 'validating-middleware', target: fn('processRequest'), parts: { keysOf: 0, map: parts }, made: 'call' },
    single('validateRequestBody', 'body'),
    single('validateRequestQuery', 'query'),
    single('validateRequestParams', 'params'),
    single('processRequestBody', 'body'),
    single('processRequestQuery', 'query'),
    single('processRequestParams', 'params'),
  ],
});
