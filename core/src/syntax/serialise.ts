import type { Codec, Limits } from './codec.ts';
import { count, flag, id, lazy, list, nullable, optional, record, scalar, text, textOr, union, word } from './codec.ts';
import type {
  Binding,
  ClassFacts,
  ClassMember,
  DirectiveFact,
  ExportFact,
  Expression,
  FileFacts,
  FunctionFacts,
  ObjectProp,
  ParamFacts,
  Pattern,
  Statement,
  TypeFacts,
} from './facts.ts';
import { factsVersion } from './facts.ts';

/** Facts as compact JSON for a cache; {@link parseFacts} of the same version reads it. */
export function serialiseFacts(facts: FileFacts): string {
  const { bindings, functions, classes } = facts;
  return JSON.stringify([factsVersion, bindings.length, functions.length, classes.length, file.encode(facts)]);
}

/** Reads what {@link serialiseFacts} wrote; undefined for another version, damaged text, or ids that lead nowhere. Never throws. */
export function parseFacts(serialised: string): FileFacts | undefined {
  try {
    const json: unknown = JSON.parse(serialised);
    if (!Array.isArray(json) || json.length !== 5 || json[0] !== factsVersion) return undefined;
    const limits = toLimits(json);
    const facts = file.decode(json[4], limits);
    return isConsistent(facts, limits) ? facts : undefined;
  } catch {
    // Not JSON, malformed, or nested deeper than any facts.
    return undefined;
  }
}

function toLimits(json: readonly unknown[]): Limits {
  const none: Limits = { bindings: 0, functions: 0, classes: 0 };
  return { bindings: count.decode(json[1], none), functions: count.decode(json[2], none), classes: count.decode(json[3], none) };
}

/** The lists are as long as announced, and following `parent` ends at the module. */
function isConsistent(facts: FileFacts, limits: Limits): boolean {
  const { bindings, functions, classes, lineStarts } = facts;
  return (
    bindings.length === limits.bindings &&
    functions.length === limits.functions &&
    classes.length === limits.classes &&
    functions[0]?.kind === 'module' &&
    functions.every((fn, index) => fn.parent < index) &&
    lineStarts[0] === 0
  );
}

const bindingId = id('bindings', -1);
const functionId = id('functions', 0);
const classId = id('classes', 0);
const span = { start: count, end: count };

const expression: Codec<Expression> = lazy(() => anyExpression);
const expressions = list(expression);
const statements: Codec<readonly Statement[]> = list(lazy(() => anyStatement));
const pattern: Codec<Pattern> = lazy(() => anyPattern);
const type: Codec<TypeFacts> = lazy(() => anyType);
const types = list(type);
const texts = list(text);

const anyType = union<TypeFacts, 't'>('t', {
  name: { name: text, binding: bindingId, args: types },
  object: { fields: list(record<Extract<TypeFacts, { t: 'object' }>['fields'][number]>({ name: text, optional: flag, type })) },
  array: { element: type },
  union: { members: types },
  literal: { value: scalar },
  other: {},
});

const anyPattern = union<Pattern, 'p'>('p', {
  bind: { binding: bindingId, name: text, ...span },
  object: {
    props: list(
      record<Extract<Pattern, { p: 'object' }>['props'][number]>({ key: textOr<string | Expression>(expression), value: pattern, ...span }),
    ),
    rest: optional(pattern),
    ...span,
  },
  array: { elements: list(nullable(pattern)), rest: optional(pattern), ...span },
  default: { target: pattern, value: expression, ...span },
  target: { expression, ...span },
});

const objectProp = record<ObjectProp>({
  ...span,
  key: textOr<string | Expression | null>(nullable(expression)),
  value: expression,
  shorthand: flag,
});
const attribute = record<Extract<Expression, { k: 'jsx' }>['attributes'][number]>({ name: text, value: expression });

const anyExpression = union<Expression, 'k'>('k', {
  literal: { ...span, value: scalar },
  bigint: { ...span, text },
  regex: { ...span, pattern: text, flags: text },
  template: { ...span, quasis: texts, holes: expressions },
  tagged: { ...span, tag: expression, quasis: texts, holes: expressions, templateStart: count },
  name: { ...span, name: text, binding: bindingId },
  this: span,
  super: span,
  member: { ...span, object: expression, property: text, propertyStart: count, optional: flag },
  index: { ...span, object: expression, index: expression, optional: flag },
  call: { ...span, callee: expression, args: expressions, optional: flag, typeArgs: optional(types) },
  new: { ...span, callee: expression, args: expressions },
  spread: { ...span, value: expression },
  array: { ...span, elements: list(nullable(expression)) },
  object: { ...span, props: list(objectProp) },
  function: { ...span, fn: functionId },
  class: { ...span, class: classId },
  unary: { ...span, op: word(['!', '-', '+', '~', 'typeof', 'void', 'delete']), value: expression },
  update: { ...span, target: pattern, op: word(['++', '--']), prefix: flag },
  binary: { ...span, op: text, left: expression, right: expression },
  logical: { ...span, op: word(['&&', '||', '??']), left: expression, right: expression },
  // biome-ignore lint/suspicious/noThenProperty: the field of the facts is a codec here, nothing awaits it.
  conditional: { ...span, test: expression, then: expression, else: expression },
  assign: { ...span, op: text, target: pattern, value: expression },
  await: { ...span, value: expression },
  yield: { ...span, value: optional(expression) },
  sequence: { ...span, items: expressions },
  module: { ...span, specifier: text, dynamic: flag },
  cast: { ...span, value: expression, type: optional(type) },
  jsx: { ...span, tag: text, attributes: list(attribute), children: expressions },
  other: { ...span, parts: expressions, name: optional(text) },
});

const forEach = { ...span, target: pattern, over: expression, body: statements, await: flag };
const loop = { ...span, test: expression, body: statements };
const jump = { ...span, label: optional(text) };
const switchCase = record<Extract<Statement, { s: 'switch' }>['cases'][number]>({ test: optional(expression), body: statements });

const anyStatement = union<Statement, 's'>('s', {
  expression: { ...span, value: expression },
  variable: { ...span, target: pattern, init: optional(expression), type: optional(type) },
  return: { ...span, value: optional(expression), implicit: flag },
  throw: { ...span, value: expression },
  // biome-ignore lint/suspicious/noThenProperty: as above.
  if: { ...span, test: expression, then: statements, else: statements },
  for: { ...span, init: statements, test: optional(expression), update: optional(expression), body: statements },
  'for-of': forEach,
  'for-in': forEach,
  while: loop,
  'do-while': loop,
  try: { ...span, body: statements, param: optional(pattern), handler: optional(statements), finalizer: optional(statements) },
  switch: { ...span, value: expression, cases: list(switchCase) },
  block: { ...span, body: statements },
  break: jump,
  continue: jump,
  labelled: { ...span, label: text, body: statements },
  function: { ...span, binding: bindingId, fn: functionId },
  class: { ...span, binding: bindingId, class: classId },
  'export-default': { ...span, binding: bindingId, value: expression },
  'export-assign': { ...span, value: expression },
});

const exported = union<ExportFact, 'kind'>('kind', {
  local: { name: text, binding: bindingId, typeOnly: flag, ...span },
  from: { name: text, specifier: text, imported: text, typeOnly: flag, ...span },
  star: { specifier: text, ...span },
});

const binding = record<Binding>({
  name: text,
  kind: word(['import', 'const', 'let', 'var', 'param', 'function', 'class', 'enum', 'catch', 'default-export', 'type']),
  scope: functionId,
  writes: count,
  import: optional(record<NonNullable<Binding['import']>>({ specifier: text, imported: text, typeOnly: flag })),
  type: optional(type),
  ...span,
});

const param = record<ParamFacts>({ pattern, rest: flag, optional: flag, type: optional(type), decorators: expressions });

const functionFacts = record<FunctionFacts>({
  name: text,
  kind: word(['module', 'function', 'arrow', 'method', 'constructor', 'getter', 'setter']),
  async: flag,
  generator: flag,
  params: list(param),
  body: statements,
  parent: id('functions', -1),
  class: optional(classId),
  prologue: texts,
  returnType: optional(type),
  ...span,
  bodyStart: count,
  bodyEnd: count,
});

const member = record<ClassMember>({
  name: text,
  kind: word(['method', 'getter', 'setter', 'field', 'constructor', 'static-block']),
  static: flag,
  fn: optional(functionId),
  value: optional(expression),
  type: optional(type),
  decorators: expressions,
  parameterFields: optional(list(record<NonNullable<ClassMember['parameterFields']>[number]>({ index: count, name: text }))),
  ...span,
});

const classFacts = record<ClassFacts>({
  name: text,
  superClass: optional(expression),
  decorators: expressions,
  members: list(member),
  ...span,
});
const directive = record<DirectiveFact>({ text, ...span, line: count, ownLine: flag });
const specifier = record<FileFacts['specifiers'][number]>({ specifier: text, typeOnly: flag, ...span });

const file = record<FileFacts>({
  path: text,
  lineStarts: list(count),
  specifiers: list(specifier),
  exports: list(exported),
  bindings: list(binding),
  functions: list(functionFacts),
  classes: list(classFacts),
  directives: list(directive),
  prologue: texts,
  parseErrors: count,
  esModule: flag,
});
