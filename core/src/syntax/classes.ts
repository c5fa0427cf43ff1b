import ts from 'typescript';
import { lowerExpression } from './expressions.ts';
import type { ClassFacts, ClassId, ClassMember, Expression } from './facts.ts';
import { isThisParameter, lowerDecorators, lowerFunction, lowerFunctionExpression, lowerStaticBlock } from './functions.ts';
import type { Lowering } from './lowering.ts';
import { reserveClass, startOf } from './lowering.ts';
import { declareValue, pushScope } from './scopes.ts';
import { declareTypeParameters, literalName, lowerType } from './types.ts';

/** Reads a class; `name` is used where it has none of its own. */
export function lowerClass(low: Lowering, node: ts.ClassLikeDeclaration, name: string): ClassId {
  const id = reserveClass(low);
  const start = startOf(low, node);
  const decorators = lowerDecorators(low, node.modifiers);
  const outer = pushScope(low);
  // A class expression sees its own name; a declaration's is known around it.
  if (ts.isClassExpression(node) && node.name !== undefined) declareValue(low, low.scope, node.name, 'class');
  declareTypeParameters(low, node.typeParameters);
  const superClass = lowerSuperClass(low, node);
  const members: ClassMember[] = [];
  for (const [index, member] of node.members.entries()) {
    const lowered = lowerMember(low, member, node.members[index + 1], id);
    if (lowered !== undefined) members.push(lowered);
  }
  low.scope = outer;
  const facts: ClassFacts = { name: node.name?.text ?? name, decorators, members, start, end: node.end };
  low.classes[id] = superClass === undefined ? facts : { ...facts, superClass };
  return id;
}

function lowerSuperClass(low: Lowering, node: ts.ClassLikeDeclaration): Expression | undefined {
  const clause = node.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
  const type = clause?.types[0];
  return type === undefined ? undefined : lowerExpression(low, type.expression);
}

function lowerMember(low: Lowering, node: ts.ClassElement, next: ts.ClassElement | undefined, owner: ClassId): ClassMember | undefined {
  if (ts.isMethodDeclaration(node)) {
    return isOverload(node, next) ? undefined : lowerCallable(low, node, 'method', owner);
  }
  if (ts.isConstructorDeclaration(node)) {
    return isOverload(node, next) ? undefined : lowerConstructor(low, node, owner);
  }
  if (ts.isGetAccessor(node)) return lowerCallable(low, node, 'getter', owner);
  if (ts.isSetAccessor(node)) return lowerCallable(low, node, 'setter', owner);
  if (ts.isPropertyDeclaration(node)) return lowerField(low, node, owner);
  if (ts.isClassStaticBlockDeclaration(node)) {
    const start = startOf(low, node);
    const fn = lowerStaticBlock(low, node, owner);
    return { name: '', kind: 'static-block', static: true, fn, decorators: [], start, end: node.end };
  }
  return undefined;
}

/** A signature followed by another declaration of the same name. */
function isOverload(node: ts.MethodDeclaration | ts.ConstructorDeclaration, next: ts.ClassElement | undefined): boolean {
  return node.body === undefined && next !== undefined && next.kind === node.kind && nameOf(node) === nameOf(next);
}

function nameOf(node: ts.ClassElement): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  return node.name === undefined ? '' : (literalName(node.name) ?? '');
}

/** A member without a body is abstract, or still being typed. */
function lowerCallable(
  low: Lowering,
  node: ts.MethodDeclaration | ts.AccessorDeclaration,
  kind: 'method' | 'getter' | 'setter',
  owner: ClassId,
): ClassMember {
  const start = startOf(low, node);
  const name = nameOf(node);
  const decorators = lowerDecorators(low, node.modifiers);
  const member = { name, kind, static: isStatic(node.modifiers), decorators, start, end: node.end };
  return node.body === undefined ? member : { ...member, fn: lowerFunction(low, node, name, kind, owner) };
}

function lowerConstructor(low: Lowering, node: ts.ConstructorDeclaration, owner: ClassId): ClassMember {
  const start = startOf(low, node);
  const decorators = lowerDecorators(low, node.modifiers);
  const fn = lowerFunction(low, node, 'constructor', 'constructor', owner);
  const fields = parameterFields(node.parameters);
  const member: ClassMember = { name: 'constructor', kind: 'constructor', static: false, fn, decorators, start, end: node.end };
  return fields.length === 0 ? member : { ...member, parameterFields: fields };
}

/** `constructor(private db: Db)` declares the field `db`. */
function parameterFields(params: readonly ts.ParameterDeclaration[]): NonNullable<ClassMember['parameterFields']> {
  const fields: { readonly index: number; readonly name: string }[] = [];
  let index = 0;
  for (const param of params) {
    if (isThisParameter(param)) continue;
    if (ts.isIdentifier(param.name) && param.name.text !== '' && param.modifiers?.some(declaresField)) {
      fields.push({ index, name: param.name.text });
    }
    index++;
  }
  return fields;
}

function declaresField(modifier: ts.ModifierLike): boolean {
  switch (modifier.kind) {
    case ts.SyntaxKind.PublicKeyword:
    case ts.SyntaxKind.PrivateKeyword:
    case ts.SyntaxKind.ProtectedKeyword:
    case ts.SyntaxKind.ReadonlyKeyword:
    case ts.SyntaxKind.OverrideKeyword:
      return true;
    default:
      return false;
  }
}

function lowerField(low: Lowering, node: ts.PropertyDeclaration, owner: ClassId): ClassMember {
  const start = startOf(low, node);
  const name = nameOf(node);
  const decorators = lowerDecorators(low, node.modifiers);
  const type = node.type === undefined ? {} : { type: lowerType(low, node.type) };
  const value = node.initializer === undefined ? {} : { value: lowerFieldValue(low, node.initializer, name, owner) };
  return { name, kind: 'field', static: isStatic(node.modifiers), ...value, ...type, decorators, start, end: node.end };
}

/** A function given to a field is a member like a method: `handle = async (req, res) => { … this.db … }`. */
function lowerFieldValue(low: Lowering, node: ts.Expression, name: string, owner: ClassId): Expression {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return lowerExpression(low, node, name);
  return { k: 'function', start: startOf(low, node), end: node.end, fn: lowerFunctionExpression(low, node, name, owner) };
}

function isStatic(modifiers: readonly ts.ModifierLike[] | undefined): boolean {
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword) ?? false;
}
