import type { Binding, ClassFacts, Expression, FileFacts, FunctionFacts, Pattern, Statement } from '../../core/src/syntax/index.ts';
import { buildFacts } from '../../core/src/syntax/index.ts';

/** Anything in facts that has a place in the text. */
export interface Placed {
  /** What it is: an expression's `k`, a statement's `s`, `pattern bind`, `prop`, `fn`, `class body`, `member`. */
  readonly what: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Placed[];
  readonly expression?: Expression;
}

export function factsOf(text: string, path = 'src/file.ts'): FileFacts {
  return buildFacts(path, text);
}

/** The value of the only expression statement of `text`, or of its last one. */
export function expressionOf(text: string, path?: string): Expression {
  for (const statement of moduleBody(factsOf(text, path)).toReversed()) {
    if (statement.s === 'expression') return statement.value;
  }
  throw new Error(`no expression statement in ${text}`);
}

export function moduleBody(facts: FileFacts): readonly Statement[] {
  return functionAt(facts, 0).body;
}

export function functionAt(facts: FileFacts, id: number): FunctionFacts {
  const fn = facts.functions[id];
  if (fn === undefined) throw new Error(`no function ${id}`);
  return fn;
}

export function classAt(facts: FileFacts, id: number): ClassFacts {
  const found = facts.classes[id];
  if (found === undefined) throw new Error(`no class ${id}`);
  return found;
}

export function functionNamed(facts: FileFacts, name: string): FunctionFacts {
  const fn = facts.functions.find((candidate) => candidate.name === name);
  if (fn === undefined) throw new Error(`no function ${name}`);
  return fn;
}

export function bindingNamed(facts: FileFacts, name: string): Binding {
  const binding = facts.bindings.find((candidate) => candidate.name === name);
  if (binding === undefined) throw new Error(`no binding ${name}`);
  return binding;
}

/** The whole file as one tree: the module function, each function and class standing where it is mentioned. */
export function placedTree(facts: FileFacts): Placed {
  return placedFunction(facts, 0);
}

export function* descendants(node: Placed): Generator<Placed> {
  yield node;
  for (const child of node.children) yield* descendants(child);
}

/** Nodes that leave their parent, or whose ends are in the wrong order. */
export function misplaced(node: Placed): readonly string[] {
  return node.children.flatMap((child) => {
    const inside = child.start >= node.start && child.end <= node.end && child.start <= child.end;
    return [
      ...(inside ? [] : [`${child.what} ${child.start}-${child.end} in ${node.what} ${node.start}-${node.end}`]),
      ...misplaced(child),
    ];
  });
}

/** Every expression of the file, in the order of the tree. */
export function expressionsOf(facts: FileFacts): readonly Expression[] {
  return [...descendants(placedTree(facts))].flatMap((node) => (node.expression === undefined ? [] : [node.expression]));
}

function placedFunction(facts: FileFacts, id: number): Placed {
  const fn = functionAt(facts, id);
  const params = fn.params.flatMap((param) => [
    ...param.decorators.map((d) => placedExpression(facts, d)),
    placedPattern(facts, param.pattern),
  ]);
  return { what: 'fn', start: fn.start, end: fn.end, children: [...params, ...placedStatements(facts, fn.body)] };
}

function placedClass(facts: FileFacts, id: number): Placed {
  const { start, end, superClass, decorators, members } = classAt(facts, id);
  const children = [...decorators, ...(superClass === undefined ? [] : [superClass])].map((e) => placedExpression(facts, e));
  const placedMembers = members.map((member) => ({
    what: 'member',
    start: member.start,
    end: member.end,
    children: [
      ...member.decorators.map((d) => placedExpression(facts, d)),
      ...(member.fn === undefined ? [] : [placedFunction(facts, member.fn)]),
      ...(member.value === undefined ? [] : [placedExpression(facts, member.value)]),
    ],
  }));
  return { what: 'class body', start, end, children: [...children, ...placedMembers] };
}

function placedStatements(facts: FileFacts, statements: readonly Statement[]): readonly Placed[] {
  return statements.map((statement) => ({
    what: statement.s,
    start: statement.start,
    end: statement.end,
    children: statementChildren(facts, statement),
  }));
}

function statementChildren(facts: FileFacts, node: Statement): readonly Placed[] {
  const expressions = (...values: readonly (Expression | undefined)[]): readonly Placed[] =>
    values.flatMap((value) => (value === undefined ? [] : [placedExpression(facts, value)]));
  const patterns = (...values: readonly (Pattern | undefined)[]): readonly Placed[] =>
    values.flatMap((value) => (value === undefined ? [] : [placedPattern(facts, value)]));
  const bodies = (...values: readonly (readonly Statement[] | undefined)[]): readonly Placed[] =>
    values.flatMap((value) => (value === undefined ? [] : placedStatements(facts, value)));
  switch (node.s) {
    case 'expression':
    case 'throw':
    case 'return':
    case 'export-default':
    case 'export-assign':
      return expressions(node.value);
    case 'variable':
      return [...patterns(node.target), ...expressions(node.init)];
    case 'if':
      return [...expressions(node.test), ...bodies(node.then, node.else)];
    case 'for':
      return [...bodies(node.init), ...expressions(node.test, node.update), ...bodies(node.body)];
    case 'for-of':
    case 'for-in':
      return [...patterns(node.target), ...expressions(node.over), ...bodies(node.body)];
    case 'while':
    case 'do-while':
      return [...expressions(node.test), ...bodies(node.body)];
    case 'try':
      return [...bodies(node.body), ...patterns(node.param), ...bodies(node.handler, node.finalizer)];
    case 'switch':
      return [...expressions(node.value), ...node.cases.flatMap((entry) => [...expressions(entry.test), ...bodies(entry.body)])];
    case 'block':
    case 'labelled':
      return bodies(node.body);
    case 'function':
      return [placedFunction(facts, node.fn)];
    case 'class':
      return [placedClass(facts, node.class)];
    case 'break':
    case 'continue':
      return [];
  }
}

function placedExpression(facts: FileFacts, node: Expression): Placed {
  return { what: node.k, start: node.start, end: node.end, children: expressionChildren(facts, node), expression: node };
}

function expressionChildren(facts: FileFacts, node: Expression): readonly Placed[] {
  const all = (...values: readonly (Expression | null | undefined)[]): readonly Placed[] =>
    values.flatMap((value) => (value === undefined || value === null ? [] : [placedExpression(facts, value)]));
  switch (node.k) {
    case 'literal':
    case 'bigint':
    case 'regex':
    case 'name':
    case 'this':
    case 'super':
    case 'module':
      return [];
    case 'template':
      return all(...node.holes);
    case 'tagged':
      return all(node.tag, ...node.holes);
    case 'member':
      return all(node.object);
    case 'index':
      return all(node.object, node.index);
    case 'call':
    case 'new':
      return all(node.callee, ...node.args);
    case 'spread':
    case 'unary':
    case 'await':
    case 'yield':
    case 'cast':
      return all(node.value);
    case 'array':
      return all(...node.elements);
    case 'object':
      return node.props.map(({ start, end, key, value }) => ({
        what: 'prop',
        start,
        end,
        children: all(typeof key === 'string' ? null : key, value),
      }));
    case 'function':
      return [placedFunction(facts, node.fn)];
    case 'class':
      return [placedClass(facts, node.class)];
    case 'update':
      return [placedPattern(facts, node.target)];
    case 'binary':
    case 'logical':
      return all(node.left, node.right);
    case 'conditional':
      return all(node.test, node.then, node.else);
    case 'assign':
      return [placedPattern(facts, node.target), ...all(node.value)];
    case 'sequence':
      return all(...node.items);
    case 'jsx':
      return all(...node.attributes.map((attribute) => attribute.value), ...node.children);
    case 'other':
      return all(...node.parts);
  }
}

function placedPattern(facts: FileFacts, node: Pattern): Placed {
  return { what: `pattern ${node.p}`, start: node.start, end: node.end, children: patternChildren(facts, node) };
}

function patternChildren(facts: FileFacts, node: Pattern): readonly Placed[] {
  const rest = 'rest' in node && node.rest !== undefined ? [placedPattern(facts, node.rest)] : [];
  switch (node.p) {
    case 'bind':
      return [];
    case 'object': {
      const props = node.props.map(({ start, end, key, value }) => ({
        what: 'pattern prop',
        start,
        end,
        children: [...(typeof key === 'string' ? [] : [placedExpression(facts, key)]), placedPattern(facts, value)],
      }));
      return [...props, ...rest];
    }
    case 'array':
      return [...node.elements.flatMap((element) => (element === null ? [] : [placedPattern(facts, element)])), ...rest];
    case 'default':
      return [placedPattern(facts, node.target), placedExpression(facts, node.value)];
    case 'target':
      return [placedExpression(facts, node.expression)];
  }
}

const places = new Set(['start', 'end', 'propertyStart', 'templateStart']);

/** `value` without its places, for comparing what code means. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (places.has(key) ? [] : [[key, shapeOf(inner)]])));
}
