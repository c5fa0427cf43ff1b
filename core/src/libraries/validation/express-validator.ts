/**
 * express-validator, facts of 7.3.2: chains never reject; the request goes on until the handler looks at
 * `validationResult(req)`, which speaks of the declared fields alone. `matchedData` holds those that passed.
 */
import { anyMethod, arg, called, fn, library, on, type Row } from '../row.ts';

/** `checkExact` refuses what is not declared; which chain of `oneOf` holds is not followed. */
const all = ['checkExact', 'oneOf'].map((name): Row => ({ row: 'declares-input', target: fn(name), parts: {} }));
const parts = {
  body: ['body'],
  query: ['query'],
  param: ['params'],
  header: ['headers'],
  cookie: ['cookies'],
  check: ['body', 'query', 'params'],
  checkSchema: ['body', 'query', 'params'],
} as const;

/** Tests and conversions that leave no text that could be anything. */
const harmless = [
  'isInt isFloat isDecimal isNumeric isBoolean isUUID isULID isMongoId isIn isAlpha isAlphanumeric isHexadecimal isISO8601 isDate isIP isPort',
  'isSlug isMobilePhone isPostalCode toInt toFloat toBoolean toDate',
].flatMap((line) => line.split(' '));

export default library({
  modules: ['express-validator'],
  types: {
    chain: [...['body', 'query', 'param', 'header', 'cookie', 'check'].map(called), called('<build>'), anyMethod('chain')],
    build: [called('buildCheckFunction')],
    schema: [called('checkSchema')],
  },
  rows: [
    ...['<chain>', '<schema>'].map((name): Row => ({ row: 'declares-input', target: fn(name), parts, harmless })),
    ...['chain', 'schema'].map((type): Row => ({ row: 'declares-input', target: on(type, 'run'), parts, harmless })),
    ...all,
    { row: 'validator', target: fn('validationResult'), input: arg(0), result: { value: '', ok: 'isEmpty' }, unknownKeys: 'kept' },
    { row: 'validator', target: fn('matchedData'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
  ],
});
