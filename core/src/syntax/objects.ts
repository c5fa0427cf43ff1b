import ts from 'typescript';
import { lowerExpression } from './expressions.ts';
import type { Expression, ObjectProp } from './facts.ts';
import { lowerFunction } from './functions.ts';
import type { Lowering } from './lowering.ts';
import { startOf } from './lowering.ts';
import { lowerKey } from './patterns.ts';

/** `{ a, b: c, [d]: e, ...f, g() {}, get h() {} }`. */
export function lowerObject(low: Lowering, node: ts.ObjectLiteralExpression): Expression {
  const start = startOf(low, node);
  const props: ObjectProp[] = [];
  for (const property of node.properties) props.push(lowerProperty(low, property));
  return { k: 'object', start, end: node.end, props };
}

function lowerProperty(low: Lowering, node: ts.ObjectLiteralElementLike): ObjectProp {
  const start = startOf(low, node);
  const { end } = node;
  switch (node.kind) {
    case ts.SyntaxKind.PropertyAssignment: {
      const key = lowerKey(low, node.name);
      const value = lowerExpression(low, node.initializer, typeof key === 'string' ? key : '');
      return { start, end, key, value, shorthand: false };
    }
    case ts.SyntaxKind.ShorthandPropertyAssignment:
      return { start, end, key: node.name.text, value: lowerExpression(low, node.name), shorthand: true };
    case ts.SyntaxKind.SpreadAssignment:
      return { start, end, key: null, value: lowerExpression(low, node.expression), shorthand: false };
    case ts.SyntaxKind.MethodDeclaration:
      return lowerMethod(low, node, 'method', start);
    case ts.SyntaxKind.GetAccessor:
      return lowerMethod(low, node, 'getter', start);
    case ts.SyntaxKind.SetAccessor:
      return lowerMethod(low, node, 'setter', start);
  }
}

function lowerMethod(
  low: Lowering,
  node: ts.MethodDeclaration | ts.AccessorDeclaration,
  kind: 'method' | 'getter' | 'setter',
  start: number,
): ObjectProp {
  const key = lowerKey(low, node.name);
  const fn = lowerFunction(low, node, typeof key === 'string' ? key : '', kind);
  const value: Expression = { k: 'function', start, end: node.end, fn };
  return { start, end: node.end, key, value, shorthand: false };
}
