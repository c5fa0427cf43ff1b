/** zod, facts of 4.6.7 and, under `zod/v3`, 3.25: objects strip unknown keys unless they are loose. */
import { anyMethod, arg, called, fn, library, method, on, type Row, type Target } from '../row.ts';

const structures = [
  'object strictObject array tuple union discriminatedUnion xor intersection record partialRecord map set',
  'lazy optional nullable nullish preprocess pipe pipeline effect transformer codec readonly prefault catch',
  'string email url httpUrl hostname emoji nanoid base64 base64url e164 jwt templateLiteral stringFormat coerce.string',
].flatMap((line) => line.split(' '));
/** Values of these cannot break out of any context: numbers, dates, choices, identifiers of a fixed alphabet. */
const scalars = [
  'number int float32 float64 int32 uint32 bigint int64 uint64 boolean stringbool date enum nativeEnum literal keyof',
  'guid uuid uuidv4 uuidv6 uuidv7 cuid2 ulid xid ksuid ipv4 ipv6 iso.date iso.time iso.datetime',
  'coerce.number coerce.boolean coerce.bigint coerce.date',
].flatMap((line) => line.split(' '));
/** Methods of a schema that leave the fields, or the texts, that it lets through as they are or fewer. */
const kept = [
  'refine superRefine check describe meta brand readonly partial required pick omit',
  'min max length nonempty optional nullable nullish default prefault catch trim toLowerCase toUpperCase',
].flatMap((line) => line.split(' '));
/** What becomes of unknown keys, by what makes an object's schema and by what it is turned into. */
const objects = [
  ['object', 'stripped'],
  ['strictObject', 'rejected'],
  ['looseObject', 'kept'],
] as const;
const others = [
  ['strict', 'rejected'],
  ['strip', 'stripped'],
  ['passthrough', 'kept'],
  ['loose', 'kept'],
  ['catchall', 'kept'],
] as const;
const loose = ['looseObject', 'looseRecord'];
const made = (names: readonly string[]) => names.flatMap((name) => [called(name), called(`z.${name}`)]);

const outcome = { value: 'data', ok: 'success', error: 'error' };
type Keys = 'stripped' | 'kept';
const validators = (target: (name: string) => Target, argument: number, unknownKeys: Keys): Row[] => {
  const input = arg(argument);
  return [
    { row: 'validator', target: target('parse'), input, result: 'value', unknownKeys },
    { row: 'validator', target: target('parseAsync'), input, result: 'value', async: true, unknownKeys },
    { row: 'validator', target: target('safeParse'), input, result: outcome, unknownKeys },
    { row: 'validator', target: target('safeParseAsync'), input, result: outcome, async: true, unknownKeys },
    { row: 'validator', target: target('spa'), input, result: outcome, async: true, unknownKeys },
    { row: 'validator', target: target('~standard.validate'), input, result: { value: 'value', error: 'issues' }, unknownKeys },
  ];
};

export default library({
  modules: ['zod', 'zod/v4', 'zod/v3', 'zod/mini', 'zod/v4-mini'],
  types: {
    schema: [...made(structures), anyMethod('schema'), method('scalar', 'or'), method('scalar', 'transform'), method('scalar', 'pipe')],
    scalar: [
      ...made(scalars),
      anyMethod('scalar'),
      ...['uuid', 'cuid2', 'ulid', 'datetime', 'date', 'ip', 'ipv4', 'ipv6'].map((name) => method('schema', name)),
    ],
    loose: [...made(loose), anyMethod('loose'), ...['passthrough', 'loose', 'catchall'].map((name) => method('schema', name))],
  },
  rows: [
    ...objects.flatMap(([name, unknownKeys]) =>
      [name, `z.${name}`].map((path): Row => ({ row: 'schema-fields', target: fn(path), of: 'new', at: arg(0), unknownKeys })),
    ),
    ...others.map(([name, unknownKeys]): Row => ({ row: 'schema-fields', target: on('schema', name), of: 'same', unknownKeys })),
    ...['extend', 'safeExtend', 'merge'].map((name): Row => ({ row: 'schema-fields', target: on('schema', name), of: 'more', at: arg(0) })),
    ...kept.map((name): Row => ({ row: 'schema-fields', target: on('schema', name), of: 'same' })),
    ...['array', 'union', 'tuple', 'set', 'optional', 'nullable', 'nullish'].flatMap((name) =>
      [name, `z.${name}`].map((path): Row => ({ row: 'schema-of', target: fn(path), how: 'every' })),
    ),
    ...['preprocess', 'pipe', 'pipeline'].flatMap((name) =>
      [name, `z.${name}`].map((path): Row => ({ row: 'schema-of', target: fn(path), how: 'some' })),
    ),
    { row: 'schema-of', target: on('schema', 'pipe'), how: 'some' },
    { row: 'schema-of', target: on('schema', 'regex'), how: 'pattern' },
    { row: 'schema-of', target: on('schema', 'transform'), how: 'made' },
    ...['any', 'unknown'].flatMap((name) => [name, `z.${name}`]).map((name): Row => ({ row: 'accepts-anything', target: fn(`${name}()`) })),
    ...validators((name) => on('schema', name), 0, 'stripped'),
    ...validators((name) => on('scalar', name), 0, 'stripped'),
    ...validators((name) => on('loose', name), 0, 'kept'),
    ...validators((name) => fn(name), 1, 'stripped'),
    ...validators((name) => fn(`z.${name}`), 1, 'stripped'),
    { row: 'validator', target: on('schema', 'decode'), input: arg(0), result: 'value', unknownKeys: 'stripped' },
    { row: 'validator', target: on('schema', 'safeDecode'), input: arg(0), result: outcome, unknownKeys: 'stripped' },
    { row: 'validator', target: on('schema', 'validate'), input: arg(0), result: 'boolean', unknownKeys: 'kept' },
    { row: 'sanitizer', target: on('scalar', 'parse'), input: arg(0), removes: 'all' },
    { row: 'sanitizer', target: on('scalar', 'parseAsync'), input: arg(0), removes: 'all' },
  ],
});
