import ts from 'typescript';
import { lowerExpression } from './expressions.ts';
import type { Binding, BindingId, Expression, Pattern } from './facts.ts';
import { noBinding } from './facts.ts';
import type { Lowering } from './lowering.ts';
import { maxDepth, startOf } from './lowering.ts';
import { countWrite, resolveValue } from './scopes.ts';
import { literalName } from './types.ts';

type ObjectPatternProp = Extract<Pattern, { p: 'object' }>['props'][number];

/**
 * The pattern of a declaration whose names are already declared. `initialised` says that the declaration gives values,
 * which makes a second `var a = …` of one name a write.
 */
export function lowerBindingName(low: Lowering, node: ts.BindingName, initialised: boolean): Pattern {
  switch (node.kind) {
    case ts.SyntaxKind.Identifier:
      return lowerDeclaredName(low, node, initialised);
    case ts.SyntaxKind.ObjectBindingPattern:
      return nested(low, node, () => lowerObjectBinding(low, node));
    case ts.SyntaxKind.ArrayBindingPattern:
      return nested(low, node, () => lowerArrayBinding(low, node));
  }
}

/** A name, pattern or member that an assignment, `++` or `for (x of …)` writes to. */
export function lowerTarget(low: Lowering, node: ts.Expression): Pattern {
  if (ts.isIdentifier(node)) return lowerAssignedName(low, node);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isSatisfiesExpression(node) || ts.isAsExpression(node)) {
    return nested(low, node, () => lowerTarget(low, node.expression));
  }
  if (ts.isObjectLiteralExpression(node)) return nested(low, node, () => lowerObjectTarget(low, node));
  if (ts.isArrayLiteralExpression(node)) return nested(low, node, () => lowerArrayTarget(low, node));
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return nested(low, node, () => lowerDefaultTarget(low, node, node.left, node.right));
  }
  return toTarget(lowerExpression(low, node));
}

/** The name a pattern binds when it is a plain one, for naming the function it is given. */
export function plainName(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) return node.argumentExpression.text;
  return '';
}

/** The key of a property: its text where it is written out, else the expression that computes it. */
export function lowerKey(low: Lowering, name: ts.PropertyName): string | Expression {
  const text = literalName(name);
  if (text !== undefined) return text;
  return name.kind === ts.SyntaxKind.ComputedPropertyName ? lowerExpression(low, name.expression) : '';
}

/** Where a pattern should stand and does not, or nests too deep: nothing is bound. */
function noPattern(low: Lowering, node: ts.Node): Pattern {
  const start = startOf(low, node);
  return toTarget({ k: 'other', start, end: Math.max(start, node.end), parts: [] });
}

function toTarget(expression: Expression): Pattern {
  return { p: 'target', expression, start: expression.start, end: expression.end };
}

function nested(low: Lowering, node: ts.Node, read: () => Pattern): Pattern {
  if (low.depth >= maxDepth) {
    low.tooDeep++;
    return noPattern(low, node);
  }
  low.depth++;
  const pattern = read();
  low.depth--;
  return pattern;
}

function lowerDeclaredName(low: Lowering, node: ts.Identifier, initialised: boolean): Pattern {
  if (node.text === '') return noPattern(low, node);
  const id = resolveValue(low.scope, node.text);
  const start = startOf(low, node);
  if (initialised && low.bindings[id]?.start !== start) countWrite(low, id);
  return bind(id, node, start);
}

function lowerAssignedName(low: Lowering, node: ts.Identifier): Pattern {
  if (node.text === '') return noPattern(low, node);
  const id = resolveValue(low.scope, node.text);
  countWrite(low, id);
  return bind(id, node, startOf(low, node));
}

function bind(id: BindingId, node: ts.Identifier, start: number): Pattern {
  return { p: 'bind', binding: id, name: node.text, start, end: node.end };
}

function lowerObjectBinding(low: Lowering, node: ts.ObjectBindingPattern): Pattern {
  const start = startOf(low, node);
  const props: ObjectPatternProp[] = [];
  let rest: Pattern | undefined;
  for (const element of node.elements) {
    if (element.dotDotDotToken !== undefined) {
      rest = lowerBindingName(low, element.name, true);
      continue;
    }
    const elementStart = startOf(low, element);
    const key = element.propertyName === undefined ? plainName(element.name) : lowerKey(low, element.propertyName);
    props.push({ key, value: lowerBindingElement(low, element), start: elementStart, end: element.end });
  }
  return withRest({ p: 'object', props, start, end: node.end }, rest);
}

function lowerArrayBinding(low: Lowering, node: ts.ArrayBindingPattern): Pattern {
  const start = startOf(low, node);
  const elements: (Pattern | null)[] = [];
  let rest: Pattern | undefined;
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) elements.push(null);
    else if (element.dotDotDotToken !== undefined) rest = lowerBindingName(low, element.name, true);
    else elements.push(lowerBindingElement(low, element));
  }
  return withRest({ p: 'array', elements, start, end: node.end }, rest);
}

function lowerBindingElement(low: Lowering, element: ts.BindingElement): Pattern {
  const target = lowerBindingName(low, element.name, true);
  if (element.initializer === undefined) return target;
  return withDefault(low, target, element.initializer, plainName(element.name), element.end);
}

function withDefault(low: Lowering, target: Pattern, initializer: ts.Expression, name: string, end: number): Pattern {
  return { p: 'default', target, value: lowerExpression(low, initializer, name), start: target.start, end };
}

function withRest<P extends Pattern>(pattern: P, rest: Pattern | undefined): P {
  return rest === undefined ? pattern : { ...pattern, rest };
}

function lowerObjectTarget(low: Lowering, node: ts.ObjectLiteralExpression): Pattern {
  const start = startOf(low, node);
  const props: ObjectPatternProp[] = [];
  let rest: Pattern | undefined;
  for (const property of node.properties) {
    const propertyStart = startOf(low, property);
    const { end } = property;
    if (ts.isSpreadAssignment(property)) {
      rest = lowerTarget(low, property.expression);
    } else if (ts.isPropertyAssignment(property)) {
      const key = lowerKey(low, property.name);
      props.push({ key, value: lowerTarget(low, property.initializer), start: propertyStart, end });
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const value = property.objectAssignmentInitializer;
      const target = lowerAssignedName(low, property.name);
      props.push({
        key: property.name.text,
        value: value === undefined ? target : withDefault(low, target, value, property.name.text, end),
        start: propertyStart,
        end,
      });
    }
  }
  return withRest({ p: 'object', props, start, end: node.end }, rest);
}

function lowerArrayTarget(low: Lowering, node: ts.ArrayLiteralExpression): Pattern {
  const start = startOf(low, node);
  const elements: (Pattern | null)[] = [];
  let rest: Pattern | undefined;
  for (const element of node.elements) {
    if (ts.isOmittedExpression(element)) elements.push(null);
    else if (ts.isSpreadElement(element)) rest = lowerTarget(low, element.expression);
    else elements.push(lowerTarget(low, element));
  }
  return withRest({ p: 'array', elements, start, end: node.end }, rest);
}

function lowerDefaultTarget(low: Lowering, node: ts.Expression, left: ts.Expression, right: ts.Expression): Pattern {
  return withDefault(low, lowerTarget(low, left), right, plainName(left), node.end);
}

/** Calls `take` for every name a declared pattern binds, in order. */
export function eachBoundName(name: ts.BindingName, take: (identifier: ts.Identifier) => void): void {
  if (name.kind === ts.SyntaxKind.Identifier) {
    if (name.text !== '') take(name);
    return;
  }
  for (const element of name.elements) {
    if (element.kind === ts.SyntaxKind.BindingElement) eachBoundName(element.name, take);
  }
}

/** The annotation of a declaration belongs to its binding when it declares a plain name. */
export function annotated(low: Lowering, pattern: Pattern, type: Binding['type']): void {
  const target = pattern.p === 'default' ? pattern.target : pattern;
  if (type === undefined || target.p !== 'bind' || target.binding === noBinding) return;
  const binding = low.bindings[target.binding];
  if (binding !== undefined && binding.type === undefined) binding.type = type;
}
