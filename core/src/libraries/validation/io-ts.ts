/** io-ts, facts of 2.2.22: `decode` gives an Either; unknown keys are kept unless `exact` or `strict`. */
import { anyMethod, arg, called, constructed, exported, fn, library, on, type Row } from '../row.ts';

const combinators = [
  'type partial strict exact intersection union array readonlyArray record dictionary tuple recursion readonly refinement brand',
].flatMap((line) => line.split(' '));
/** Codecs of values that cannot break out of any context. */
const scalars = ['number', 'boolean', 'bigint', 'Int', 'null', 'nullType', 'undefined', 'void'];
const checks = (type: string): Row[] => [
  { row: 'validator', target: on(type, 'decode'), input: arg(0), result: { value: 'right', error: 'left' }, unknownKeys: 'kept' },
  { row: 'validator', target: on(type, 'is'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
];

export default library({
  modules: ['io-ts'],
  types: {
    codec: [...combinators.map(called), exported('string'), exported('UnknownRecord'), constructed('Type'), anyMethod('codec')],
    scalar: [...scalars.map(exported), called('literal'), called('keyof'), anyMethod('scalar')],
  },
  rows: [
    ...['type', 'partial'].map((name): Row => ({ row: 'schema-fields', target: fn(name), of: 'new', at: arg(0), unknownKeys: 'kept' })),
    ...['strict', 'exact'].map((name): Row => ({ row: 'schema-fields', target: fn(name), of: 'new', at: arg(0), unknownKeys: 'stripped' })),
    { row: 'schema-of', target: fn('array'), how: 'every' },
    { row: 'schema-of', target: fn('union'), how: 'every' },
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    ...checks('codec'),
    ...checks('scalar'),
  ],
});
