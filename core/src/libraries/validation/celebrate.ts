/** celebrate, facts of 16.0.0: validates the named segments with joi, which it exports, and passes an error on otherwise. */
import type { InputPart } from '../../model/index.ts';
import { called, fn, library, type Row, type Target } from '../row.ts';
import joi from './joi.ts';

/** Keys as written: plain, or computed from the exported `Segments`. */
const segments: Record<string, InputPart> = {
  body: 'body',
  query: 'query',
  params: 'params',
  headers: 'headers',
  cookies: 'cookies',
  signedCookies: 'cookies',
  'Segments.BODY': 'body',
  'Segments.QUERY': 'query',
  'Segments.PARAMS': 'params',
  'Segments.HEADERS': 'headers',
  'Segments.COOKIES': 'cookies',
  'Segments.SIGNEDCOOKIES': 'cookies',
};
const validating = (target: Target): Row => ({ row: 'validating-middleware', target, parts: { keysOf: 0, map: segments }, made: 'call' });

export default library({
  modules: ['celebrate'],
  types: { ...joi.types, celebrator: [called('celebrator')] },
  rows: [
    ...joi.rows,
    validating(fn('celebrate')),
    validating(fn('<celebrator>')),
    { row: 'neutral-middleware', target: fn('errors'), made: 'call' },
  ],
});
