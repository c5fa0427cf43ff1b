import { type Dialect, literalText, type SchemaStyle, type Shape, type ShapeField, schemaEntries } from './dialect.ts';

/** zod, in the words that 3.25 and 4 share. */
export const zodDialect: Dialect = {
  package: 'zod',
  range: '^4.6.0',
  imports: { name: 'z', local: 'z' },
  schema: write,
  check: (schema, input) => `${schema}.safeParse(${input})`,
  checks: { parse: 'value', parseAsync: 'value', safeParse: 'outcome', safeParseAsync: 'outcome' },
  failed: (outcome) => `!${outcome}.success`,
  value: (outcome) => `${outcome}.data`,
  issues: (outcome) => `${outcome}.error.issues`,
};

function write(shape: Shape, style: SchemaStyle): string {
  const z = style.local;
  switch (shape.kind) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return `${z}.${shape.kind}()`;
    case 'date':
      return `${z}.coerce.date()`;
    case 'file':
      return `${z}.instanceof(File)`;
    case 'anything':
      return `${z}.any()`;
    case 'number':
      return `${z}.${shape.coerced ? 'coerce.' : ''}number()${shape.integer ? '.int()' : ''}`;
    case 'choice':
      return choice(shape.values, style);
    case 'array':
      return `${z}.array(${write(shape.element, style)})`;
    case 'record':
      return `${z}.record(${z}.string(), ${write(shape.value, style)})`;
    case 'object':
      return `${z}.object(${schemaEntries(shape.fields, style, (field) => writeField(field, style))})`;
    case 'union':
      return `${z}.union([${shape.members.map((member) => write(member, style)).join(', ')}])`;
    case 'nullable':
      return `${write(shape.value, style)}.nullable()`;
  }
}

function writeField(field: ShapeField, style: SchemaStyle): string {
  const schema = write(field.shape, style);
  if (field.fallback !== undefined) return `${schema}.default(${field.fallback})`;
  return field.optional ? `${schema}.optional()` : schema;
}

function choice(values: readonly (string | number | boolean)[], style: SchemaStyle): string {
  const z = style.local;
  const literals = values.map((value) => literalText(value, style));
  if (literals.length === 1) return `${z}.literal(${literals[0]})`;
  if (values.every((value) => typeof value === 'string')) return `${z}.enum([${literals.join(', ')}])`;
  return `${z}.union([${literals.map((text) => `${z}.literal(${text})`).join(', ')}])`;
}
