import type { Shape, ShapeField } from '../../libraries/dialect.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import { voteByName } from './signs.ts';
import { type Typed, toShape } from './types.ts';
import type { Usage } from './usage.ts';

/** What decides besides the usage itself. */
export interface ShapeSetting {
  readonly context: FixContext;
  /** All values arrive as text, as in a query string or a form. */
  readonly asText: boolean;
  /** Fields that nothing else speaks of may be left out (`PATCH`). */
  readonly partial: boolean;
}

/**
 * The object that the usage of an input describes. Undefined where it names no field, and where an object whose fields
 * are not all known goes on as a whole: a schema would take the others away.
 */
export function inferObject(usage: Usage, setting: ShapeSetting): Extract<Shape, { kind: 'object' }> | undefined {
  if (losesFields(usage, setting)) return undefined;
  const { shape } = inferField('', usage, setting);
  return shape.kind === 'object' && shape.fields.length > 0 ? shape : undefined;
}

function losesFields(usage: Usage, setting: ShapeSetting): boolean {
  const isTyped = usage.types.some((written) => (toShape(written, setting.context)?.shape.kind ?? 'anything') !== 'anything');
  if (usage.whole && usage.fields.size > 0 && !isTyped) return true;
  const below = [...usage.fields.values(), ...(usage.element === undefined ? [] : [usage.element])];
  return !isTyped && below.some((inner) => losesFields(inner, setting));
}

/** The shape of one value. Written types go before what is done with the value, and that before its name. */
export function inferField(name: string, usage: Usage, setting: ShapeSetting): ShapeField {
  const typed = usage.types.map((written) => toShape(written, setting.context)).find((t) => t !== undefined);
  const fallback = usage.fallback?.literal;
  const guessed = typed?.shape.kind === 'object' || typed === undefined || typed.shape.kind === 'anything';
  const shape =
    typed === undefined || typed.shape.kind === 'anything'
      ? guess(name, usage, setting)
      : typed.shape.kind === 'object'
        ? mergeFields(typed.shape, usage, setting)
        : coerced(typed.shape, usage, setting);
  const known = typed !== undefined && !guessed;
  const optional = fallback !== undefined || (known ? isOptional(typed, usage) : isOptionalByUse(usage, setting));
  return { name, shape, optional, ...(fallback !== undefined && { fallback }) };
}

const isOptional = (typed: Typed, usage: Usage): boolean => typed.optional || (usage.optional && !usage.required);

const isOptionalByUse = (usage: Usage, setting: ShapeSetting): boolean =>
  !usage.required && (usage.optional || setting.partial || (setting.asText && usage.flag));

/** The fields that a type declares, as far as they are read; all of them where the object goes on as a whole. */
function mergeFields(typed: Extract<Shape, { kind: 'object' }>, usage: Usage, setting: ShapeSetting): Shape {
  const fields = typed.fields.flatMap((field): ShapeField[] => {
    const used = usage.fields.get(field.name);
    if (used === undefined) return usage.whole || usage.fields.size === 0 ? [field] : [];
    const read = inferField(field.name, used, setting);
    if (field.shape.kind === 'anything') return [{ ...read, optional: field.optional || read.optional }];
    const optional = field.optional || read.fallback !== undefined;
    return [
      { ...field, shape: coerced(field.shape, used, setting), optional, ...(read.fallback !== undefined && { fallback: read.fallback }) },
    ];
  });
  const more = [...usage.fields]
    .filter(([name]) => !typed.fields.some((field) => field.name === name))
    .map(([name, used]) => inferField(name, used, setting));
  return { kind: 'object', fields: [...fields, ...more] };
}

/** Numbers that come as text are converted, whatever the type claims. */
function coerced(shape: Shape, usage: Usage, setting: ShapeSetting): Shape {
  if (shape.kind !== 'number') return shape;
  return {
    ...shape,
    coerced: shape.coerced || setting.asText || usage.votes.has('numeric') || usage.votes.has('integer'),
    integer: shape.integer || usage.votes.has('integer'),
  };
}

function guess(name: string, usage: Usage, setting: ShapeSetting): Shape {
  const { votes } = usage;
  if (usage.element !== undefined || votes.has('array')) return { kind: 'array', element: elementShape(usage, setting) };
  if (usage.fields.size > 0) return { kind: 'object', fields: [...usage.fields].map(([field, used]) => inferField(field, used, setting)) };
  if (votes.has('object')) return { kind: 'record', value: { kind: 'string' } };
  const number: Shape = {
    kind: 'number',
    coerced: setting.asText || votes.has('numeric') || votes.has('integer'),
    integer: votes.has('integer'),
  };
  if (votes.has('string')) return { kind: 'string' };
  if (votes.has('boolean') && !setting.asText) return { kind: 'boolean' };
  if (votes.has('number') || votes.has('numeric') || votes.has('integer')) return number;
  if (votes.has('date')) return { kind: 'date' };
  const byName = setting.asText ? undefined : voteByName(name);
  if (byName === 'number') return number;
  return { kind: byName ?? 'string' };
}

/** Fields that were read of an array's elements may have been noted on the array itself. */
function elementShape(usage: Usage, setting: ShapeSetting): Shape {
  const element = usage.element;
  if (element === undefined && usage.fields.size === 0) return { kind: 'string' };
  const fields = new Map([...usage.fields, ...(element?.fields ?? [])]);
  if (element === undefined) return { kind: 'object', fields: [...fields].map(([name, used]) => inferField(name, used, setting)) };
  return inferField('', { ...element, fields }, { ...setting, partial: false }).shape;
}
