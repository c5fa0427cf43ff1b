import { type Dialect, literalText, type SchemaStyle, type Shape, type ShapeField, schemaEntries } from './dialect.ts';

/** joi, facts of 17 and 18: keys are optional unless required, text is converted, the empty string is refused. */
export const joiDialect: Dialect = {
  package: 'joi',
  range: '^18.0.0',
  imports: { name: 'default', local: 'Joi' },
  // Without `required`, no body at all would pass.
  schema: (shape, style) => `${write(shape, style)}.required()`,
  check: (schema, input) => `${schema}.validate(${input}, { stripUnknown: true })`,
  checks: { validateAsync: 'value', attempt: 'value', validate: 'outcome' },
  failed: (outcome) => `${outcome}.error`,
  value: (outcome) => `${outcome}.value`,
  issues: (outcome) => `${outcome}.error.details`,
};

function write(shape: Shape, style: SchemaStyle): string {
  const joi = style.local;
  switch (shape.kind) {
    case 'string':
    case 'boolean':
    case 'date':
      return `${joi}.${shape.kind}()`;
    case 'bigint':
      return `${joi}.number().integer().unsafe()`;
    case 'file':
    case 'anything':
      return `${joi}.any()`;
    case 'number':
      return `${joi}.number()${shape.integer ? '.integer()' : ''}`;
    case 'choice':
      return `${joi}.valid(${shape.values.map((value) => literalText(value, style)).join(', ')})`;
    case 'array':
      return `${joi}.array().items(${write(shape.element, style)})`;
    case 'record':
      return `${joi}.object().pattern(${joi}.string(), ${write(shape.value, style)})`;
    case 'object':
      return `${joi}.object(${schemaEntries(shape.fields, style, (field) => writeField(field, style))})`;
    case 'union':
      return `${joi}.alternatives().try(${shape.members.map((member) => write(member, style)).join(', ')})`;
    case 'nullable':
      return `${write(shape.value, style)}.allow(null)`;
  }
}

function writeField(field: ShapeField, style: SchemaStyle): string {
  const schema = write(field.shape, style);
  if (field.fallback !== undefined) return `${schema}.default(${field.fallback})`;
  return field.optional ? schema : `${schema}.required()`;
}
