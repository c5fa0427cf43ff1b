import ts from 'typescript';
import { lowerExpression } from './expressions.ts';
import type { ClassId, Expression, FunctionFacts, FunctionId, ParamFacts, Pattern, Statement, TypeFacts } from './facts.ts';
import type { Lowering } from './lowering.ts';
import { reserveFunction, startOf } from './lowering.ts';
import { annotated, lowerBindingName, plainName } from './patterns.ts';
import { declarePattern, declareValue, hoistInto, hoistVars, pushScope } from './scopes.ts';
import { lowerStatements } from './statements.ts';
import { declareTypeParameters, lowerType } from './types.ts';

/** Every kind of function that can have a body. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration;

/** An arrow or function expression; `name` is used where it has none of its own. */
export function lowerFunctionValue(low: Lowering, node: ts.FunctionExpression | ts.ArrowFunction, name: string): Expression {
  return { k: 'function', start: startOf(low, node), end: node.end, fn: lowerFunctionExpression(low, node, name) };
}

/** The function of {@link lowerFunctionValue}; `owner` is the class of which it is a field. */
export function lowerFunctionExpression(
  low: Lowering,
  node: ts.FunctionExpression | ts.ArrowFunction,
  name: string,
  owner?: ClassId,
): FunctionId {
  if (node.kind === ts.SyntaxKind.ArrowFunction) return lowerFunction(low, node, name, 'arrow', owner);
  return lowerFunction(low, node, node.name?.text ?? name, 'function', owner);
}

/** Reads a function: parameters in a scope of their own, then the body in the same scope. */
export function lowerFunction(low: Lowering, node: FunctionNode, name: string, kind: FunctionFacts['kind'], owner?: ClassId): FunctionId {
  const id = reserveFunction(low);
  const start = startOf(low, node);
  const parent = low.fn;
  const outerScope = low.scope;
  const outerNamespace = low.namespaceExports;
  low.fn = id;
  low.namespaceExports = undefined;
  // A named function expression sees its own name, which its parameters and body may shadow.
  if (node.kind === ts.SyntaxKind.FunctionExpression && node.name !== undefined) {
    pushScope(low);
    declareValue(low, low.scope, node.name, 'function');
  }
  pushScope(low);
  declareTypeParameters(low, node.typeParameters);
  const params = lowerParams(low, node.parameters);
  const returnType = node.type === undefined ? undefined : lowerType(low, node.type);
  const { body } = node;
  const bodyStart = body === undefined ? node.end : startOf(low, body);
  const statements = body === undefined ? [] : lowerBody(low, body, bodyStart);
  low.fn = parent;
  low.scope = outerScope;
  low.namespaceExports = outerNamespace;
  low.functions[id] = {
    name,
    kind,
    async: hasAsync(node.modifiers),
    generator: 'asteriskToken' in node && node.asteriskToken !== undefined,
    params,
    body: statements,
    parent,
    ...classOf(owner),
    prologue: body !== undefined && ts.isBlock(body) ? prologueOf(body.statements) : [],
    ...returning(returnType),
    start,
    end: node.end,
    bodyStart,
    bodyEnd: body === undefined ? node.end : body.end,
  };
  return id;
}

/** Reads a static block as the function that runs once for its class. */
export function lowerStaticBlock(low: Lowering, node: ts.ClassStaticBlockDeclaration, owner: ClassId): FunctionId {
  const id = reserveFunction(low);
  const start = startOf(low, node);
  const parent = low.fn;
  const outerScope = low.scope;
  low.fn = id;
  pushScope(low);
  const bodyStart = startOf(low, node.body);
  const body = lowerBody(low, node.body, bodyStart);
  low.fn = parent;
  low.scope = outerScope;
  low.functions[id] = {
    name: '',
    kind: 'method',
    async: false,
    generator: false,
    params: [],
    body,
    parent,
    class: owner,
    prologue: [],
    start,
    end: node.end,
    bodyStart,
    bodyEnd: node.body.end,
  };
  return id;
}

/** Directives ('use server') among the first statements. */
export function prologueOf(statements: readonly ts.Statement[]): readonly string[] {
  const prologue: string[] = [];
  for (const statement of statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    prologue.push(statement.expression.text);
  }
  return prologue;
}

/** Decorators stand among the modifiers. */
export function lowerDecorators(low: Lowering, modifiers: readonly ts.ModifierLike[] | undefined): readonly Expression[] {
  const decorators: Expression[] = [];
  if (modifiers === undefined) return decorators;
  for (const modifier of modifiers) {
    if (modifier.kind === ts.SyntaxKind.Decorator) decorators.push(lowerExpression(low, modifier.expression));
  }
  return decorators;
}

/** `this: T` is a type annotation and no parameter. */
export function isThisParameter(node: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(node.name) && node.name.text === 'this';
}

function lowerBody(low: Lowering, body: ts.ConciseBody, bodyStart: number): readonly Statement[] {
  if (!ts.isBlock(body)) {
    const value = lowerExpression(low, body);
    return [{ s: 'return', start: bodyStart, end: body.end, value, implicit: true }];
  }
  hoistVars(low, body.statements);
  hoistInto(low, body.statements);
  return lowerStatements(low, body.statements);
}

function lowerParams(low: Lowering, nodes: readonly ts.ParameterDeclaration[]): readonly ParamFacts[] {
  for (const node of nodes) declarePattern(low, low.scope, node.name, 'param');
  const params: ParamFacts[] = [];
  for (const node of nodes) {
    if (!isThisParameter(node)) params.push(lowerParam(low, node));
  }
  return params;
}

function lowerParam(low: Lowering, node: ts.ParameterDeclaration): ParamFacts {
  const decorators = lowerDecorators(low, node.modifiers);
  const type = node.type === undefined ? undefined : lowerType(low, node.type);
  const target = lowerBindingName(low, node.name, false);
  annotated(low, target, type);
  let pattern: Pattern = target;
  if (node.initializer !== undefined) {
    const value = lowerExpression(low, node.initializer, plainName(node.name));
    pattern = { p: 'default', target, value, start: target.start, end: node.end };
  }
  const rest = node.dotDotDotToken !== undefined;
  const optional = node.questionToken !== undefined || node.initializer !== undefined;
  return type === undefined ? { pattern, rest, optional, decorators } : { pattern, rest, optional, type, decorators };
}

function hasAsync(modifiers: readonly ts.ModifierLike[] | undefined): boolean {
  if (modifiers === undefined) return false;
  for (const modifier of modifiers) if (modifier.kind === ts.SyntaxKind.AsyncKeyword) return true;
  return false;
}

function classOf(owner: ClassId | undefined): { readonly class?: ClassId } {
  return owner === undefined ? {} : { class: owner };
}

function returning(type: TypeFacts | undefined): { readonly returnType?: TypeFacts } {
  return type === undefined ? {} : { returnType: type };
}
