import ts from 'typescript';
import { lowerExpression, lowerExpressions, other } from './expressions.ts';
import type { Expression } from './facts.ts';
import { noBinding } from './facts.ts';
import type { Lowering } from './lowering.ts';
import { recordSpecifier, startOf } from './lowering.ts';
import { resolveValue } from './scopes.ts';
import { lowerTypes } from './types.ts';

/** `f(a)`, `require('x')`, `import('x')`. */
export function lowerCall(low: Lowering, node: ts.CallExpression): Expression {
  const start = startOf(low, node);
  const { end } = node;
  const loaded = loadedModule(low, node);
  if (loaded !== undefined) {
    recordSpecifier(low, loaded, false);
    const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
    return { k: 'module', start, end, specifier: loaded.text, dynamic };
  }
  const callee = lowerCallee(low, node.expression);
  const args = lowerExpressions(low, node.arguments);
  const optional = node.questionDotToken !== undefined;
  if (node.typeArguments === undefined) return { k: 'call', start, end, callee, args, optional };
  return { k: 'call', start, end, callee, args, optional, typeArgs: lowerTypes(low, node.typeArguments) };
}

/** `new C(a)`. */
export function lowerNew(low: Lowering, node: ts.NewExpression): Expression {
  const start = startOf(low, node);
  const callee = lowerExpression(low, node.expression);
  const args = node.arguments === undefined ? [] : lowerExpressions(low, node.arguments);
  return { k: 'new', start, end: node.end, callee, args };
}

/** `a.b`, `a?.b`, `a.#b`; a name that is still to be typed is ''. */
export function lowerMember(low: Lowering, node: ts.PropertyAccessExpression): Expression {
  const start = startOf(low, node);
  const object = lowerExpression(low, node.expression);
  const { name } = node;
  return {
    k: 'member',
    start,
    end: node.end,
    object,
    property: name.text,
    propertyStart: startOf(low, name),
    optional: node.questionDotToken !== undefined,
  };
}

/** `a[b]`; `a['b']` too, as written. */
export function lowerElement(low: Lowering, node: ts.ElementAccessExpression): Expression {
  const start = startOf(low, node);
  const object = lowerExpression(low, node.expression);
  const index = lowerExpression(low, node.argumentExpression);
  return { k: 'index', start, end: node.end, object, index, optional: node.questionDotToken !== undefined };
}

function lowerCallee(low: Lowering, node: ts.LeftHandSideExpression): Expression {
  if (node.kind === ts.SyntaxKind.ImportKeyword) return other(startOf(low, node), node.end, [], 'import');
  return lowerExpression(low, node);
}

/** The literal that `require` or `import()` loads; undefined for other calls and for a module known only when running. */
function loadedModule(low: Lowering, node: ts.CallExpression): ts.StringLiteralLike | undefined {
  const first = node.arguments[0];
  if (first === undefined || !ts.isStringLiteralLike(first)) return undefined;
  const callee = node.expression;
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return first;
  if (!ts.isIdentifier(callee) || callee.text !== 'require') return undefined;
  const id = resolveValue(low.scope, 'require');
  return id === noBinding || low.requires.has(id) ? first : undefined;
}
