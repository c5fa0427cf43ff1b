/** VineJS, facts of 3.0.1 and 4.4.0: objects strip unknown keys unless they allow them; validators are compiled from schemas. */
import { anyMethod, arg, called, fn, library, method, on, type Row } from '../row.ts';

const structures = ['object', 'array', 'tuple', 'record', 'string', 'union', 'unionOfTypes', 'group', 'file', 'optionalObject'];
/** Values of these cannot break out of any context. */
const scalars = ['number', 'boolean', 'accepted', 'date', 'enum', 'literal'];
/** Methods of a schema that leave the fields, or the texts, that it lets through as they are or fewer. */
const kept = ['optional', 'nullable', 'requiredWhen', 'clone', 'use', 'bail', 'trim', 'minLength', 'maxLength', 'partial', 'pick', 'omit'];

export default library({
  modules: ['@vinejs/vine', '@adonisjs/core/vine'],
  types: {
    schema: [...structures.map((name) => called(name)), anyMethod('schema')],
    scalar: [
      ...scalars.map((name) => called(name)),
      anyMethod('scalar'),
      ...['uuid', 'ulid', 'in', 'ipAddress'].map((name) => method('schema', name)),
    ],
    loose: [method('schema', 'allowUnknownProperties'), anyMethod('loose')],
    validator: [called('compile'), called('create')],
    'with-meta': [called('withMetaData')],
    'meta-validator': [method('with-meta', 'compile'), method('with-meta', 'create')],
  },
  rows: [
    { row: 'schema-fields', target: fn('object'), of: 'new', at: arg(0) },
    ...['compile', 'create'].flatMap((name): readonly Row[] => [
      { row: 'schema-fields', target: fn(name), of: 'new', at: arg(0) },
      { row: 'schema-fields', target: on('with-meta', name), of: 'new', at: arg(0) },
    ]),
    ...kept.map((name): Row => ({ row: 'schema-fields', target: on('schema', name), of: 'same' })),
    ...['array', 'tuple', 'unionOfTypes'].map((name): Row => ({ row: 'schema-of', target: fn(name), how: 'every' })),
    { row: 'schema-of', target: on('schema', 'regex'), how: 'pattern' },
    { row: 'schema-of', target: on('schema', 'transform'), how: 'made' },
    { row: 'accepts-anything', target: fn('any()') },
    { row: 'sanitizer', target: fn('<scalar>'), input: arg(0), removes: 'all' },
    { row: 'validator', target: fn('validate'), input: arg(0, 'data'), result: 'value', async: true, unknownKeys: 'stripped' },
    ...['validator', 'meta-validator'].flatMap((type): readonly Row[] => [
      { row: 'validator', target: on(type, 'validate'), input: arg(0), result: 'value', async: true, unknownKeys: 'stripped' },
      {
        row: 'validator',
        target: on(type, 'tryValidate'),
        input: arg(0),
        result: { value: '1', error: '0' },
        async: true,
        unknownKeys: 'stripped',
      },
    ]),
  ],
});
