import { type Dialect, literalText, type SchemaStyle, type Shape, type ShapeField, schemaEntries } from './dialect.ts';

/** valibot, facts of 1.5: nothing is converted unless a pipe says so. */
export const valibotDialect: Dialect = {
  package: 'valibot',
  range: '^1.0.0',
  imports: { name: '*', local: 'v' },
  schema: write,
  check: (schema, input, v) => `${v}.safeParse(${schema}, ${input})`,
  checks: { parse: 'value', parseAsync: 'value', safeParse: 'outcome', safeParseAsync: 'outcome' },
  failed: (outcome) => `!${outcome}.success`,
  value: (outcome) => `${outcome}.output`,
  issues: (outcome) => `${outcome}.issues`,
};

function write(shape: Shape, style: SchemaStyle): string {
  const v = style.local;
  switch (shape.kind) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return `${v}.${shape.kind}()`;
    case 'date':
      return `${v}.pipe(${v}.union([${v}.string(), ${v}.number()]), ${v}.transform((value) => new Date(value)), ${v}.date())`;
    case 'file':
      return `${v}.file()`;
    case 'anything':
      return `${v}.any()`;
    case 'number':
      return number(shape.coerced, shape.integer, v);
    case 'choice':
      return choice(shape.values, style);
    case 'array':
      return `${v}.array(${write(shape.element, style)})`;
    case 'record':
      return `${v}.record(${v}.string(), ${write(shape.value, style)})`;
    case 'object':
      return `${v}.object(${schemaEntries(shape.fields, style, (field) => writeField(field, style))})`;
    case 'union':
      return `${v}.union([${shape.members.map((member) => write(member, style)).join(', ')}])`;
    case 'nullable':
      return `${v}.nullable(${write(shape.value, style)})`;
  }
}

function number(coerced: boolean, integer: boolean, v: string): string {
  if (!coerced && !integer) return `${v}.number()`;
  const from = coerced ? `${v}.union([${v}.string(), ${v}.number()]), ${v}.transform(Number), ` : '';
  return `${v}.pipe(${from}${v}.number()${integer ? `, ${v}.integer()` : ''})`;
}

function writeField(field: ShapeField, style: SchemaStyle): string {
  const schema = write(field.shape, style);
  if (field.fallback !== undefined) return `${style.local}.optional(${schema}, ${field.fallback})`;
  return field.optional ? `${style.local}.optional(${schema})` : schema;
}

function choice(values: readonly (string | number | boolean)[], style: SchemaStyle): string {
  const v = style.local;
  const literals = values.map((value) => literalText(value, style));
  if (literals.length === 1) return `${v}.literal(${literals[0]})`;
  if (values.every((value) => typeof value !== 'boolean')) return `${v}.picklist([${literals.join(', ')}])`;
  return `${v}.union([${literals.map((text) => `${v}.literal(${text})`).join(', ')}])`;
}
