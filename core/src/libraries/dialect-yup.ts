import { type Dialect, literalText, type SchemaStyle, type Shape, type ShapeField, schemaEntries } from './dialect.ts';

/** yup, in the words that 0.32 and 1 share: fields are optional unless required, text is converted, a failed check throws. */
export const yupDialect: Dialect = {
  package: 'yup',
  range: '^1.7.1',
  imports: { name: '*', local: 'yup' },
  schema: write,
  check: (schema, input) => `await ${schema}.validate(${input}, { stripUnknown: true }).catch((error) => error)`,
  awaits: true,
  checks: { validate: 'value', validateSync: 'value' },
  failed: (outcome, local) => `${outcome} instanceof ${local}.ValidationError`,
  value: (outcome) => outcome,
  issues: (outcome) => `${outcome}.errors`,
};

function write(shape: Shape, style: SchemaStyle): string {
  const yup = style.local;
  switch (shape.kind) {
    case 'string':
    case 'boolean':
    case 'date':
      return `${yup}.${shape.kind}()`;
    case 'number':
      return `${yup}.number()${shape.integer ? '.integer()' : ''}`;
    case 'choice':
      return choice(shape.values, style);
    case 'array':
      return `${yup}.array().of(${write(shape.element, style)})`;
    case 'record':
      return `${yup}.object()`;
    case 'object':
      return `${yup}.object(${schemaEntries(shape.fields, style, (field) => writeField(field, style))})`;
    case 'nullable':
      return `${write(shape.value, style)}.nullable()`;
    case 'union':
    case 'bigint':
    case 'file':
    case 'anything':
      return `${yup}.mixed()`;
  }
}

function writeField(field: ShapeField, style: SchemaStyle): string {
  const schema = write(field.shape, style);
  if (field.fallback !== undefined) return `${schema}.default(${field.fallback})`;
  if (field.optional) return schema;
  // `required` would refuse null as well.
  return field.shape.kind === 'nullable' ? `${schema}.defined()` : `${schema}.required()`;
}

function choice(values: readonly (string | number | boolean)[], style: SchemaStyle): string {
  const list = values.map((value) => literalText(value, style)).join(', ');
  const [first] = values;
  const kind = values.every((value) => typeof value === typeof first) ? typeof first : 'mixed';
  return `${style.local}.${kind}().oneOf([${list}])`;
}
