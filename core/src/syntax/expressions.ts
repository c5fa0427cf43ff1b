import ts from 'typescript';
import { lowerCall, lowerElement, lowerMember, lowerNew } from './calls.ts';
import { lowerClass } from './classes.ts';
import type { Expression } from './facts.ts';
import { lowerFunctionValue } from './functions.ts';
import { lowerJsxElement, lowerJsxFragment, lowerJsxSelfClosing } from './jsx.ts';
import { lowerTagged, lowerTemplate, regexParts } from './literals.ts';
import type { Lowering } from './lowering.ts';
import { chainDepth, maxDepth, startOf } from './lowering.ts';
import { lowerObject } from './objects.ts';
import { lowerBinary, lowerKeywordUnary, lowerPostfix, lowerPrefix } from './operators.ts';
import { resolveValue } from './scopes.ts';
import type { NodeTable } from './tree.ts';
import { toReaders } from './tree.ts';
import { lowerType } from './types.ts';

/**
 * The facts of one expression. `name` is what a function or class without a name of its own is called: that of the
 * variable, property or member it is given to.
 */
export function lowerExpression(low: Lowering, node: ts.Expression, name = ''): Expression {
  if (low.depth >= chainDepth) return lowerDeep(low, node, name);
  return lowerOne(low, node, name);
}

/** The facts of each of some expressions. */
export function lowerExpressions(low: Lowering, nodes: readonly ts.Expression[]): readonly Expression[] {
  const expressions: Expression[] = [];
  for (const node of nodes) expressions.push(lowerExpression(low, node));
  return expressions;
}

function lowerOne(low: Lowering, node: ts.Expression, name: string): Expression {
  const reader = readers[node.kind];
  low.depth++;
  const expression = reader === undefined ? lowerUnknown(low, node) : reader(low, node, name);
  low.depth--;
  return expression;
}

/** Far down, chains become flat lists; at the very bottom nothing is read any more. */
function lowerDeep(low: Lowering, node: ts.Expression, name: string): Expression {
  if (low.depth >= maxDepth) {
    low.tooDeep++;
    return other(startOf(low, node), node.end, []);
  }
  const links = chainLinks(node);
  if (links.length < 2) return lowerOne(low, node, name);
  const start = startOf(low, node);
  low.depth++;
  const parts: Expression[] = [];
  for (const link of links.reverse()) parts.push(...lowerExpressions(low, link));
  low.depth--;
  return other(start, node.end, parts);
}

/** What a chain is made of, from its end to its start: the right operands, arguments and indexes, then the root. */
function chainLinks(node: ts.Expression): (readonly ts.Expression[])[] {
  const links: (readonly ts.Expression[])[] = [];
  let at = node;
  for (;;) {
    if (ts.isBinaryExpression(at) && at.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
      links.push([at.right]);
      at = at.left;
    } else if (ts.isCallExpression(at)) {
      links.push(at.arguments);
      at = at.expression;
    } else if (ts.isPropertyAccessExpression(at) || ts.isNonNullExpression(at)) {
      links.push([]);
      at = at.expression;
    } else if (ts.isElementAccessExpression(at)) {
      links.push([at.argumentExpression]);
      at = at.expression;
    } else {
      links.push([at]);
      return links;
    }
  }
}

type Read =
  | ts.Identifier
  | ts.PrivateIdentifier
  | ts.ThisExpression
  | ts.SuperExpression
  | ts.StringLiteral
  | ts.NoSubstitutionTemplateLiteral
  | ts.NumericLiteral
  | ts.BigIntLiteral
  | ts.RegularExpressionLiteral
  | ts.TrueLiteral
  | ts.FalseLiteral
  | ts.NullLiteral
  | ts.TemplateExpression
  | ts.TaggedTemplateExpression
  | ts.PropertyAccessExpression
  | ts.ElementAccessExpression
  | ts.CallExpression
  | ts.NewExpression
  | ts.SpreadElement
  | ts.ArrayLiteralExpression
  | ts.ObjectLiteralExpression
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.ClassExpression
  | ts.PrefixUnaryExpression
  | ts.PostfixUnaryExpression
  | ts.TypeOfExpression
  | ts.VoidExpression
  | ts.DeleteExpression
  | ts.BinaryExpression
  | ts.ConditionalExpression
  | ts.AwaitExpression
  | ts.YieldExpression
  | ts.AsExpression
  | ts.TypeAssertion
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.ParenthesizedExpression
  | ts.ExpressionWithTypeArguments
  | ts.MetaProperty
  | ts.JsxElement
  | ts.JsxSelfClosingElement
  | ts.JsxFragment;

const table: NodeTable<Read, Lowering, string, Expression> = {
  [ts.SyntaxKind.Identifier]: lowerName,
  [ts.SyntaxKind.PrivateIdentifier]: (low, node) => other(startOf(low, node), node.end, [], node.text),
  [ts.SyntaxKind.ThisKeyword]: (low, node) => ({ k: 'this', start: startOf(low, node), end: node.end }),
  [ts.SyntaxKind.SuperKeyword]: (low, node) => ({ k: 'super', start: startOf(low, node), end: node.end }),
  [ts.SyntaxKind.StringLiteral]: (low, node) => literal(low, node, node.text),
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: (low, node) => literal(low, node, node.text),
  [ts.SyntaxKind.NumericLiteral]: (low, node) => literal(low, node, Number(node.text)),
  [ts.SyntaxKind.TrueKeyword]: (low, node) => literal(low, node, true),
  [ts.SyntaxKind.FalseKeyword]: (low, node) => literal(low, node, false),
  [ts.SyntaxKind.NullKeyword]: (low, node) => literal(low, node, null),
  [ts.SyntaxKind.BigIntLiteral]: (low, node) => ({ k: 'bigint', start: startOf(low, node), end: node.end, text: node.text }),
  [ts.SyntaxKind.RegularExpressionLiteral]: (low, node) => ({
    k: 'regex',
    start: startOf(low, node),
    end: node.end,
    ...regexParts(node.text),
  }),
  [ts.SyntaxKind.TemplateExpression]: lowerTemplate,
  [ts.SyntaxKind.TaggedTemplateExpression]: lowerTagged,
  [ts.SyntaxKind.PropertyAccessExpression]: lowerMember,
  [ts.SyntaxKind.ElementAccessExpression]: lowerElement,
  [ts.SyntaxKind.CallExpression]: lowerCall,
  [ts.SyntaxKind.NewExpression]: lowerNew,
  [ts.SyntaxKind.SpreadElement]: (low, node) => ({
    k: 'spread',
    start: startOf(low, node),
    end: node.end,
    value: lowerExpression(low, node.expression),
  }),
  [ts.SyntaxKind.ArrayLiteralExpression]: lowerArray,
  [ts.SyntaxKind.ObjectLiteralExpression]: lowerObject,
  [ts.SyntaxKind.FunctionExpression]: lowerFunctionValue,
  [ts.SyntaxKind.ArrowFunction]: lowerFunctionValue,
  [ts.SyntaxKind.ClassExpression]: (low, node, name) => ({
    k: 'class',
    start: startOf(low, node),
    end: node.end,
    class: lowerClass(low, node, name),
  }),
  [ts.SyntaxKind.PrefixUnaryExpression]: lowerPrefix,
  [ts.SyntaxKind.PostfixUnaryExpression]: lowerPostfix,
  [ts.SyntaxKind.TypeOfExpression]: lowerKeywordUnary('typeof'),
  [ts.SyntaxKind.VoidExpression]: lowerKeywordUnary('void'),
  [ts.SyntaxKind.DeleteExpression]: lowerKeywordUnary('delete'),
  [ts.SyntaxKind.BinaryExpression]: lowerBinary,
  [ts.SyntaxKind.ConditionalExpression]: lowerConditional,
  [ts.SyntaxKind.AwaitExpression]: (low, node) => ({
    k: 'await',
    start: startOf(low, node),
    end: node.end,
    value: lowerExpression(low, node.expression),
  }),
  [ts.SyntaxKind.YieldExpression]: lowerYield,
  [ts.SyntaxKind.AsExpression]: lowerCast,
  [ts.SyntaxKind.TypeAssertionExpression]: lowerCast,
  [ts.SyntaxKind.SatisfiesExpression]: unwrap,
  [ts.SyntaxKind.NonNullExpression]: unwrap,
  [ts.SyntaxKind.ParenthesizedExpression]: unwrap,
  [ts.SyntaxKind.ExpressionWithTypeArguments]: unwrap,
  [ts.SyntaxKind.MetaProperty]: (low, node) =>
    other(startOf(low, node), node.end, [], `${node.keywordToken === ts.SyntaxKind.NewKeyword ? 'new' : 'import'}.${node.name.text}`),
  [ts.SyntaxKind.JsxElement]: lowerJsxElement,
  [ts.SyntaxKind.JsxSelfClosingElement]: lowerJsxSelfClosing,
  [ts.SyntaxKind.JsxFragment]: lowerJsxFragment,
};

const readers = toReaders(table);

function lowerName(low: Lowering, node: ts.Identifier): Expression {
  const start = startOf(low, node);
  if (node.text === '') return other(start, Math.max(start, node.end), []);
  return { k: 'name', start, end: node.end, name: node.text, binding: resolveValue(low.scope, node.text) };
}

function literal(low: Lowering, node: ts.Expression, value: string | number | boolean | null): Expression {
  return { k: 'literal', start: startOf(low, node), end: node.end, value };
}

/** Code the facts have no word for: the expressions inside it, so that nothing below is lost. */
export function other(start: number, end: number, parts: readonly Expression[], name?: string): Expression {
  return name === undefined ? { k: 'other', start, end, parts } : { k: 'other', start, end, parts, name };
}

function lowerUnknown(low: Lowering, node: ts.Expression): Expression {
  const start = startOf(low, node);
  const parts: Expression[] = [];
  ts.forEachChild(node, (child) => {
    if (readers[child.kind] !== undefined && ts.isExpression(child)) parts.push(lowerExpression(low, child));
  });
  return other(start, node.end, parts);
}

function unwrap(
  low: Lowering,
  node: ts.ParenthesizedExpression | ts.NonNullExpression | ts.SatisfiesExpression | ts.ExpressionWithTypeArguments,
  name: string,
): Expression {
  return lowerExpression(low, node.expression, name);
}

function lowerCast(low: Lowering, node: ts.AsExpression | ts.TypeAssertion, name: string): Expression {
  const start = startOf(low, node);
  const value = lowerExpression(low, node.expression, name);
  if (isConst(node.type)) return { k: 'cast', start, end: node.end, value };
  return { k: 'cast', start, end: node.end, value, type: lowerType(low, node.type) };
}

function isConst(type: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'const';
}

function lowerConditional(low: Lowering, node: ts.ConditionalExpression): Expression {
  const start = startOf(low, node);
  const test = lowerExpression(low, node.condition);
  const then = lowerExpression(low, node.whenTrue);
  return { k: 'conditional', start, end: node.end, test, then, else: lowerExpression(low, node.whenFalse) };
}

function lowerYield(low: Lowering, node: ts.YieldExpression): Expression {
  const start = startOf(low, node);
  if (node.expression === undefined) return { k: 'yield', start, end: node.end };
  return { k: 'yield', start, end: node.end, value: lowerExpression(low, node.expression) };
}

function lowerArray(low: Lowering, node: ts.ArrayLiteralExpression): Expression {
  const start = startOf(low, node);
  const elements: (Expression | null)[] = [];
  for (const element of node.elements) {
    elements.push(element.kind === ts.SyntaxKind.OmittedExpression ? null : lowerExpression(low, element));
  }
  return { k: 'array', start, end: node.end, elements };
}
