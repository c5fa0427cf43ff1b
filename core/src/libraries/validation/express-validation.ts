/** express-validation, facts of 4.1.1: validates the named parts with joi, which it exports, and passes an error on otherwise. */
import type { InputPart } from '../../model/index.ts';
import { fn, library } from '../row.ts';
import joi from './joi.ts';

const parts: Record<string, InputPart> = { body: 'body', query: 'query', params: 'params', headers: 'headers', cookies: 'cookies' };

export default library({
  modules: ['express-validation'],
  types: { ...joi.types },
  rows: [...joi.rows, { row: 'validating-middleware', target: fn('validate'), parts: { keysOf: 0, map: parts }, made: 'call' }],
});
