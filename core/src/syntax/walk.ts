import type { ClassFacts, Expression, FileFacts, Pattern, Statement } from './facts.ts';

/** What a walk meets: every expression with the chain of expressions around it, nearest last. */
export type ExpressionVisitor = (expression: Expression, around: readonly Expression[]) => void;

/** Visits every expression of a statement list, functions' and classes' bodies not included. */
export function walkStatements(list: readonly Statement[], visit: ExpressionVisitor): void {
  for (const s of list) walkStatement(s, visit);
}

/** Visits every expression of a file, in all functions and classes. */
export function walkFile(facts: FileFacts, visit: ExpressionVisitor): void {
  for (const fn of facts.functions) {
    walkStatements(fn.body, visit);
    for (const param of fn.params) {
      walkPattern(param.pattern, [], visit);
      for (const decorator of param.decorators) walk(decorator, [], visit);
    }
  }
  for (const c of facts.classes) walkClass(c, visit);
}

function walkClass(c: ClassFacts, visit: ExpressionVisitor): void {
  if (c.superClass !== undefined) walk(c.superClass, [], visit);
  for (const decorator of c.decorators) walk(decorator, [], visit);
  for (const member of c.members) {
    if (member.value !== undefined) walk(member.value, [], visit);
    for (const decorator of member.decorators) walk(decorator, [], visit);
  }
}

function walkStatement(s: Statement, visit: ExpressionVisitor): void {
  switch (s.s) {
    case 'expression':
    case 'throw':
    case 'export-default':
    case 'export-assign':
      walk(s.value, [], visit);
      return;
    case 'return':
      if (s.value !== undefined) walk(s.value, [], visit);
      return;
    case 'variable':
      walkPattern(s.target, [], visit);
      if (s.init !== undefined) walk(s.init, [], visit);
      return;
    case 'if':
      walk(s.test, [], visit);
      walkStatements(s.then, visit);
      walkStatements(s.else, visit);
      return;
    case 'for':
      walkStatements(s.init, visit);
      if (s.test !== undefined) walk(s.test, [], visit);
      if (s.update !== undefined) walk(s.update, [], visit);
      walkStatements(s.body, visit);
      return;
    case 'for-of':
    case 'for-in':
      walkPattern(s.target, [], visit);
      walk(s.over, [], visit);
      walkStatements(s.body, visit);
      return;
    case 'while':
    case 'do-while':
      walk(s.test, [], visit);
      walkStatements(s.body, visit);
      return;
    case 'try':
      walkStatements(s.body, visit);
      walkStatements(s.handler ?? [], visit);
      walkStatements(s.finalizer ?? [], visit);
      return;
    case 'switch':
      walk(s.value, [], visit);
      for (const item of s.cases) {
        if (item.test !== undefined) walk(item.test, [], visit);
        walkStatements(item.body, visit);
      }
      return;
    case 'block':
    case 'labelled':
      walkStatements(s.body, visit);
      return;
    case 'break':
    case 'continue':
    case 'function':
    case 'class':
      return;
  }
}

function walkPattern(p: Pattern, around: readonly Expression[], visit: ExpressionVisitor): void {
  if (p.p === 'target') walk(p.expression, around, visit);
  else if (p.p === 'default') {
    walkPattern(p.target, around, visit);
    walk(p.value, around, visit);
  } else if (p.p === 'object') {
    for (const prop of p.props) {
      if (typeof prop.key !== 'string') walk(prop.key, around, visit);
      walkPattern(prop.value, around, visit);
    }
    if (p.rest !== undefined) walkPattern(p.rest, around, visit);
  } else if (p.p === 'array') {
    for (const element of p.elements) if (element !== null) walkPattern(element, around, visit);
    if (p.rest !== undefined) walkPattern(p.rest, around, visit);
  }
}

function walk(e: Expression, around: readonly Expression[], visit: ExpressionVisitor): void {
  visit(e, around);
  const inside = [...around, e];
  if (e.k === 'assign' || e.k === 'update') walkPattern(e.target, inside, visit);
  for (const child of children(e)) walk(child, inside, visit);
}

/** The direct sub-expressions of an expression, in order; patterns and function bodies not included. */
export function children(e: Expression): readonly Expression[] {
  switch (e.k) {
    case 'template':
      return e.holes;
    case 'tagged':
      return [e.tag, ...e.holes];
    case 'member':
      return [e.object];
    case 'index':
      return [e.object, e.index];
    case 'call':
    case 'new':
      return [e.callee, ...e.args];
    case 'spread':
    case 'unary':
    case 'await':
    case 'cast':
    case 'assign':
      return [e.value];
    case 'yield':
      return e.value === undefined ? [] : [e.value];
    case 'array':
      return e.elements.filter((element) => element !== null);
    case 'object':
      return e.props.flatMap((prop) => (prop.key === null || typeof prop.key === 'string' ? [prop.value] : [prop.key, prop.value]));
    case 'binary':
    case 'logical':
      return [e.left, e.right];
    case 'conditional':
      return [e.test, e.then, e.else];
    case 'sequence':
      return e.items;
    case 'jsx':
      return [...e.attributes.map((attribute) => attribute.value), ...e.children];
    case 'other':
      return e.parts;
    default:
      return [];
  }
}

/** Visits every statement of a list and of the blocks in it, outermost first. */
export function eachStatement(list: readonly Statement[], visit: (s: Statement, list: readonly Statement[]) => void): void {
  for (const s of list) {
    visit(s, list);
    for (const inner of nested(s)) eachStatement(inner, visit);
  }
}

function nested(s: Statement): readonly (readonly Statement[])[] {
  switch (s.s) {
    case 'if':
      return [s.then, s.else];
    case 'for':
      return [s.init, s.body];
    case 'for-of':
    case 'for-in':
    case 'while':
    case 'do-while':
    case 'block':
    case 'labelled':
      return [s.body];
    case 'try':
      return [s.body, s.handler ?? [], s.finalizer ?? []];
    case 'switch':
      return s.cases.map((item) => item.body);
    default:
      return [];
  }
}
