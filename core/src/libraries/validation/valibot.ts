/** valibot, facts of 1.5.0: objects strip unknown keys unless made by `looseObject`. */
import { arg, called, fn, library, type Row } from '../row.ts';

const outcome = { value: 'output', ok: 'success', error: 'issues' };

/** What becomes of unknown keys, by what makes an object's schema. */
const objects = [
  ['object', 'stripped'],
  ['strictObject', 'rejected'],
  ['looseObject', 'kept'],
] as const;

/** Schemas of values that cannot break out of any context, and actions that accept no others. */
const scalars = ['number', 'bigint', 'boolean', 'date', 'null', 'undefined', 'picklist', 'enum', 'enum_', 'literal'];
const actions = [
  'uuid',
  'ulid',
  'nanoid',
  'cuid2',
  'digits',
  'decimal',
  'hexadecimal',
  'isoDate',
  'isoDateTime',
  'isoTime',
  'isoTimestamp',
  'ipv4',
  'ipv6',
  'toNumber',
];

export default library({
  modules: ['valibot'],
  types: {
    scalar: [...scalars, ...actions].map(called),
    parser: [called('parser'), called('parserAsync')],
    safeParser: [called('safeParser'), called('safeParserAsync')],
  },
  rows: [
    ...objects.map(([name, unknownKeys]): Row => ({ row: 'schema-fields', target: fn(name), of: 'new', at: arg(0), unknownKeys })),
    ...['array', 'union', 'tuple', 'optional', 'nullable', 'nullish'].map(
      (name): Row => ({ row: 'schema-of', target: fn(name), how: 'every' }),
    ),
    { row: 'schema-of', target: fn('pipe'), how: 'some' },
    { row: 'schema-of', target: fn('regex'), how: 'pattern' },
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
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
