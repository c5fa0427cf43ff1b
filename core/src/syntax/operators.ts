import ts from 'typescript';
import { lowerExpression } from './expressions.ts';
import type { Expression } from './facts.ts';
import type { Lowering } from './lowering.ts';
import { startOf } from './lowering.ts';
import { lowerTarget, plainName } from './patterns.ts';

type Unary = Extract<Expression, { k: 'unary' }>['op'];

/** `a + b`, `a && b`, `a = b`, `a, b`. */
export function lowerBinary(low: Lowering, node: ts.BinaryExpression): Expression {
  const start = startOf(low, node);
  const { end } = node;
  const kind = node.operatorToken.kind;
  if (isAssignment(kind)) return lowerAssignment(low, node, start);
  const left = lowerExpression(low, node.left);
  const right = lowerExpression(low, node.right);
  switch (kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return { k: 'logical', start, end, op: '&&', left, right };
    case ts.SyntaxKind.BarBarToken:
      return { k: 'logical', start, end, op: '||', left, right };
    case ts.SyntaxKind.QuestionQuestionToken:
      return { k: 'logical', start, end, op: '??', left, right };
    case ts.SyntaxKind.CommaToken: {
      const flat = left.k === 'sequence' && ts.isBinaryExpression(node.left);
      return { k: 'sequence', start, end, items: flat ? [...left.items, right] : [left, right] };
    }
    default:
      return { k: 'binary', start, end, op: operatorText(kind), left, right };
  }
}

/** `!x`, `-x`, `++x`. */
export function lowerPrefix(low: Lowering, node: ts.PrefixUnaryExpression): Expression {
  const start = startOf(low, node);
  switch (node.operator) {
    case ts.SyntaxKind.PlusPlusToken:
      return { k: 'update', start, end: node.end, target: lowerTarget(low, node.operand), op: '++', prefix: true };
    case ts.SyntaxKind.MinusMinusToken:
      return { k: 'update', start, end: node.end, target: lowerTarget(low, node.operand), op: '--', prefix: true };
    case ts.SyntaxKind.ExclamationToken:
      return unary('!', low, node.operand, start, node.end);
    case ts.SyntaxKind.MinusToken:
      return unary('-', low, node.operand, start, node.end);
    case ts.SyntaxKind.PlusToken:
      return unary('+', low, node.operand, start, node.end);
    case ts.SyntaxKind.TildeToken:
      return unary('~', low, node.operand, start, node.end);
  }
}

/** `x++`, `x--`. */
export function lowerPostfix(low: Lowering, node: ts.PostfixUnaryExpression): Expression {
  const start = startOf(low, node);
  const op = node.operator === ts.SyntaxKind.PlusPlusToken ? '++' : '--';
  return { k: 'update', start, end: node.end, target: lowerTarget(low, node.operand), op, prefix: false };
}

/** `typeof x`, `void x`, `delete x`. */
export function lowerKeywordUnary(op: Unary) {
  return (low: Lowering, node: ts.TypeOfExpression | ts.VoidExpression | ts.DeleteExpression): Expression =>
    unary(op, low, node.expression, startOf(low, node), node.end);
}

function unary(op: Unary, low: Lowering, operand: ts.Expression, start: number, end: number): Expression {
  return { k: 'unary', start, end, op, value: lowerExpression(low, operand) };
}

/** A function on the right of `=` and its like is named after what is on the left. */
function lowerAssignment(low: Lowering, node: ts.BinaryExpression, start: number): Expression {
  const op = operatorText(node.operatorToken.kind);
  const target = lowerTarget(low, node.left);
  const names = op === '=' || op === '??=' || op === '||=' || op === '&&=';
  const value = lowerExpression(low, node.right, names ? plainName(node.left) : '');
  return { k: 'assign', start, end: node.end, op, target, value };
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function operatorText(kind: ts.SyntaxKind): string {
  return ts.tokenToString(kind) ?? '';
}
