/** express-json-validator-middleware, facts of 3.0.1: validates the named parts by JSON Schemas and passes an error on otherwise. */
import type { InputPart } from '../../model/index.ts';
import { constructed, library, on } from '../row.ts';

const parts: Record<string, InputPart> = { body: 'body', query: 'query', params: 'params', headers: 'headers', cookies: 'cookies' };

export default library({
  modules: ['express-json-validator-middleware'],
  types: { validator: [constructed('Validator')] },
  rows: [{ row: 'validating-middleware', target: on('validator', 'validate'), parts: { keysOf: 0, map: parts }, made: 'call' }],
});
