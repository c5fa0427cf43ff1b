/** express-zod-safe, facts of 3.2.1: validates the named parts, replaces them by what was parsed and answers 400 otherwise. */
import type { InputPart } from '../../model/index.ts';
import { fn, library } from '../row.ts';

const parts: Record<string, InputPart> = { body: 'body', query: 'query', params: 'params' };

export default library({
  modules: ['express-zod-safe'],
  rows: [{ row: 'validating-middleware', target: fn('default'), parts: { keysOf: 0, map: parts }, made: 'call' }],
});
