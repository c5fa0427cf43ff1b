import type { Shape, ShapeField } from '../../libraries/dialect.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import { noBinding, type TypeFacts } from '../../syntax/facts.ts';

/** A written type, and the file whose names it uses. */
export interface WrittenType {
  readonly type: TypeFacts;
  readonly file: string;
}

/** What a type says of a value. */
export interface Typed {
  readonly shape: Shape;
  readonly optional: boolean;
}

const deepest = 6;
const wrappers = new Set(['Readonly', 'Required', 'NonNullable', 'Promise', 'Awaited']);

/** The shape a written type describes; undefined for types that say nothing (`any`) or cannot be followed. */
export function toShape(written: WrittenType, context: FixContext, depth = 0): Typed | undefined {
  const { type, file } = written;
  if (depth > deepest) return undefined;
  const inner = (other: TypeFacts): Typed | undefined => toShape({ type: other, file }, context, depth + 1);
  switch (type.t) {
    case 'literal':
      return type.value === null ? undefined : required({ kind: 'choice', values: [type.value] });
    case 'array': {
      const element = inner(type.element);
      return element === undefined ? undefined : required({ kind: 'array', element: element.shape });
    }
    case 'object': {
      const fields = type.fields.map((field): ShapeField => {
        const typed = inner(field.type) ?? required({ kind: 'anything' });
        return { name: field.name, shape: typed.shape, optional: field.optional || typed.optional };
      });
      return required({ kind: 'object', fields });
    }
    case 'union':
      return unionShape(type.members, inner);
    case 'name':
      return namedShape(written, type, context, depth);
    case 'other':
      return undefined;
  }
}

const required = (shape: Shape): Typed => ({ shape, optional: false });

function unionShape(members: readonly TypeFacts[], inner: (type: TypeFacts) => Typed | undefined): Typed | undefined {
  const isNull = (m: TypeFacts): boolean => m.t === 'literal' && m.value === null;
  const isUndefined = (m: TypeFacts): boolean => m.t === 'name' && m.name === 'undefined' && m.binding === noBinding;
  const rest = members.filter((m) => !isNull(m) && !isUndefined(m));
  const shapes = rest.map((m) => inner(m)?.shape).filter((s) => s !== undefined);
  const [first] = shapes;
  if (first === undefined || shapes.length < rest.length) return undefined;
  const values = shapes.flatMap((s) => (s.kind === 'choice' ? s.values : []));
  const shape: Shape =
    values.length === shapes.length && shapes.length > 0 && shapes.every((s) => s.kind === 'choice')
      ? { kind: 'choice', values }
      : shapes.length === 1
        ? first
        : { kind: 'union', members: shapes };
  return { shape: members.some(isNull) ? { kind: 'nullable', value: shape } : shape, optional: members.some(isUndefined) };
}

function namedShape(written: WrittenType, type: Extract<TypeFacts, { t: 'name' }>, context: FixContext, depth: number): Typed | undefined {
  const { file } = written;
  if (type.binding !== noBinding) {
    const declared = declaration(type, file, context);
    return declared === undefined ? undefined : toShape(declared, context, depth + 1);
  }
  const [first, second] = type.args;
  const inner = (other: TypeFacts | undefined): Typed | undefined =>
    other === undefined ? undefined : toShape({ type: other, file }, context, depth + 1);
  if (wrappers.has(type.name)) return inner(first);
  switch (type.name) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return required({ kind: type.name });
    case 'number':
      return required({ kind: 'number', coerced: false, integer: false });
    case 'Date':
      return required({ kind: 'date' });
    case 'File':
    case 'Blob':
      return required({ kind: 'file' });
    case 'Array':
    case 'ReadonlyArray': {
      const element = inner(first);
      return element === undefined ? undefined : required({ kind: 'array', element: element.shape });
    }
    case 'Record': {
      const value = inner(second);
      return value === undefined ? undefined : required({ kind: 'record', value: value.shape });
    }
    case 'Partial':
      return mapFields(inner(first), (field) => ({ ...field, optional: true }));
    case 'Pick':
      return mapFields(inner(first), (field) => (namesIn(second).includes(field.name) ? field : undefined));
    case 'Omit':
      return mapFields(inner(first), (field) => (namesIn(second).includes(field.name) ? undefined : field));
    default:
      return undefined;
  }
}

function mapFields(typed: Typed | undefined, change: (field: ShapeField) => ShapeField | undefined): Typed | undefined {
  if (typed?.shape.kind !== 'object') return undefined;
  return required({ kind: 'object', fields: typed.shape.fields.map(change).filter((field) => field !== undefined) });
}

function namesIn(type: TypeFacts | undefined): readonly string[] {
  const members = type === undefined ? [] : type.t === 'union' ? type.members : [type];
  return members.flatMap((m) => (m.t === 'literal' && typeof m.value === 'string' ? [m.value] : []));
}

/** What the name of an interface, an alias or a class stands for, in whichever file of the workspace it is declared. */
function declaration(type: Extract<TypeFacts, { t: 'name' }>, file: string, context: FixContext): WrittenType | undefined {
  const binding = context.facts(file)?.bindings[type.binding];
  if (binding === undefined) return undefined;
  if (binding.import !== undefined) {
    const name = binding.import.imported === '*' ? type.name.split('.')[1] : binding.import.imported;
    return name === undefined ? undefined : exported(file, binding.import.specifier, name, context, 0);
  }
  if (binding.kind === 'class') return classFields(binding.name, file, context);
  return binding.type === undefined ? undefined : { type: binding.type, file };
}

function exported(from: string, specifier: string, name: string, context: FixContext, depth: number): WrittenType | undefined {
  const target = context.resolve(from, specifier);
  if (target.kind !== 'file' || depth > deepest) return undefined;
  const facts = context.facts(target.path);
  for (const e of facts?.exports ?? []) {
    if (e.kind === 'star') {
      const found = exported(target.path, e.specifier, name, context, depth + 1);
      if (found !== undefined) return found;
    } else if (e.name === name) {
      if (e.kind === 'from') return exported(target.path, e.specifier, e.imported, context, depth + 1);
      const binding = facts?.bindings[e.binding];
      if (binding === undefined) continue;
      const found = declaration({ t: 'name', name: binding.name, binding: e.binding, args: [] }, target.path, context);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The fields of a class that stands for a transferred object, as an object type. */
function classFields(name: string, file: string, context: FixContext): WrittenType | undefined {
  const text = context.text(file) ?? '';
  const found = context.facts(file)?.classes.find((c) => c.name === name);
  if (found === undefined) return undefined;
  const fields = found.members.flatMap((member) => {
    if (member.kind !== 'field' || member.static || member.type === undefined) return [];
    const optional = new RegExp(`\\b${member.name}\\s*\\?\\s*:`).test(text.slice(member.start, member.end));
    return [{ name: member.name, optional, type: member.type }];
  });
  return fields.length === 0 ? undefined : { type: { t: 'object', fields }, file };
}
