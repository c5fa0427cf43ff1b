/** validator, facts of 13.15.35: `isURL` says nothing of the host, so it is no test here; an address may hold a quote. */
import { arg, fn, library, type Row } from '../row.ts';

const words = [
  'isUUID isMongoId isInt isFloat isNumeric isDecimal isAlpha isAlphanumeric isHexadecimal isBoolean',
  'isISO8601 isDate isIn isSlug isIP isMobilePhone isPostalCode isCreditCard',
].flatMap((line) => line.split(' '));
const tests = ['isEmail', 'isLength', 'isByteLength', 'isStrongPassword'];
const test = (name: string): Row & { row: 'validator' } => ({
  row: 'validator',
  target: fn(name),
  input: arg(0),
  result: 'boolean',
  unknownKeys: 'rejected',
});

export default library({
  modules: ['validator'],
  rows: [
    ...tests.map(test),
    ...words.map((name): Row => ({ ...test(name), removes: 'all' })),
    ...['toInt', 'toFloat', 'toBoolean', 'toDate'].map(
      (name): Row => ({ row: 'sanitizer', target: fn(name), input: arg(0), removes: 'all' }),
    ),
    { row: 'sanitizer', target: fn('escape'), input: arg(0), removes: ['html'] },
    { row: 'sanitizer', target: fn('toString'), input: arg(0), removes: ['nosql'] },
    { row: 'sanitizer', target: fn('stripLow'), input: arg(0), removes: ['log', 'header'] },
  ],
});
