import ts from 'typescript';
import type { BindingId, TypeFacts } from './facts.ts';
import { noBinding } from './facts.ts';
import type { Lowering } from './lowering.ts';
import { maxDepth } from './lowering.ts';
import { declareType, resolveType } from './scopes.ts';
import type { NodeTable } from './tree.ts';
import { toReaders } from './tree.ts';

const other: TypeFacts = { t: 'other' };

/** The facts of a written type; `other` for what the engine has no use for. */
export function lowerType(low: Lowering, node: ts.TypeNode): TypeFacts {
  if (low.depth >= maxDepth) return other;
  const reader = readers[node.kind];
  if (reader === undefined) return other;
  low.depth++;
  const type = reader(low, node, undefined);
  low.depth--;
  return type;
}

/** The facts of each of some written types. */
export function lowerTypes(low: Lowering, nodes: readonly ts.TypeNode[]): readonly TypeFacts[] {
  const types: TypeFacts[] = [];
  for (const node of nodes) types.push(lowerType(low, node));
  return types;
}

/** The shape of an interface or a type literal; `other` where more than plain properties make it up. */
export function lowerMembers(low: Lowering, members: readonly ts.TypeElement[]): TypeFacts {
  const fields: { readonly name: string; readonly optional: boolean; readonly type: TypeFacts }[] = [];
  for (const member of members) {
    const name = member.name === undefined ? undefined : literalName(member.name);
    if (name === undefined) return other;
    const type = ts.isPropertySignature(member) && member.type !== undefined ? lowerType(low, member.type) : other;
    fields.push({ name, optional: member.questionToken !== undefined, type });
  }
  return { t: 'object', fields };
}

/** Declares the type parameters of a function, class, interface or alias in the current scope. */
export function declareTypeParameters(low: Lowering, nodes: readonly ts.TypeParameterDeclaration[] | undefined): void {
  if (nodes === undefined) return;
  for (const node of nodes) declareType(low, low.scope, node.name);
  for (const node of nodes) {
    if (node.constraint !== undefined) setType(low, resolveType(low.scope, node.name.text), node.constraint);
  }
}

/** Gives a binding the annotation written for it. */
export function setType(low: Lowering, id: BindingId, node: ts.TypeNode): void {
  const binding = low.bindings[id];
  if (binding !== undefined) binding.type = lowerType(low, node);
}

/** A property's name where it is written out; undefined for computed ones. */
export function literalName(name: ts.PropertyName): string | undefined {
  if (name.kind !== ts.SyntaxKind.ComputedPropertyName) return name.text;
  return ts.isStringLiteralLike(name.expression) || ts.isNumericLiteral(name.expression) ? name.expression.text : undefined;
}

type Keyword =
  | ts.SyntaxKind.AnyKeyword
  | ts.SyntaxKind.UnknownKeyword
  | ts.SyntaxKind.NumberKeyword
  | ts.SyntaxKind.BigIntKeyword
  | ts.SyntaxKind.ObjectKeyword
  | ts.SyntaxKind.BooleanKeyword
  | ts.SyntaxKind.StringKeyword
  | ts.SyntaxKind.SymbolKeyword
  | ts.SyntaxKind.VoidKeyword
  | ts.SyntaxKind.UndefinedKeyword
  | ts.SyntaxKind.NeverKeyword;
/** One member a keyword, so that the table can tell them apart. */
type KeywordNode = { [K in Keyword]: ts.KeywordTypeNode<K> }[Keyword];

type Read =
  | KeywordNode
  | ts.TypeReferenceNode
  | ts.ExpressionWithTypeArguments
  | ts.TypeLiteralNode
  | ts.ArrayTypeNode
  | ts.UnionTypeNode
  | ts.LiteralTypeNode
  | ts.ParenthesizedTypeNode
  | ts.TypeOperatorNode;

const table: NodeTable<Read, Lowering, undefined, TypeFacts> = {
  [ts.SyntaxKind.AnyKeyword]: () => keyword('any'),
  [ts.SyntaxKind.UnknownKeyword]: () => keyword('unknown'),
  [ts.SyntaxKind.NumberKeyword]: () => keyword('number'),
  [ts.SyntaxKind.BigIntKeyword]: () => keyword('bigint'),
  [ts.SyntaxKind.ObjectKeyword]: () => keyword('object'),
  [ts.SyntaxKind.BooleanKeyword]: () => keyword('boolean'),
  [ts.SyntaxKind.StringKeyword]: () => keyword('string'),
  [ts.SyntaxKind.SymbolKeyword]: () => keyword('symbol'),
  [ts.SyntaxKind.VoidKeyword]: () => keyword('void'),
  [ts.SyntaxKind.UndefinedKeyword]: () => keyword('undefined'),
  [ts.SyntaxKind.NeverKeyword]: () => keyword('never'),
  [ts.SyntaxKind.TypeReference]: lowerReference,
  [ts.SyntaxKind.TypeLiteral]: (low, node) => lowerMembers(low, node.members),
  [ts.SyntaxKind.ArrayType]: (low, node) => ({ t: 'array', element: lowerType(low, node.elementType) }),
  [ts.SyntaxKind.UnionType]: (low, node) => ({ t: 'union', members: lowerTypes(low, node.types) }),
  [ts.SyntaxKind.LiteralType]: lowerLiteral,
  [ts.SyntaxKind.ParenthesizedType]: (low, node) => lowerType(low, node.type),
  [ts.SyntaxKind.TypeOperator]: (low, node) => (node.operator === ts.SyntaxKind.ReadonlyKeyword ? lowerType(low, node.type) : other),
};

const readers = toReaders(table);

function keyword(name: string): TypeFacts {
  return { t: 'name', name, binding: noBinding, args: [] };
}

function lowerReference(low: Lowering, node: ts.TypeReferenceNode): TypeFacts {
  const path: string[] = [];
  let at = node.typeName;
  while (at.kind === ts.SyntaxKind.QualifiedName) {
    path.push(at.right.text);
    at = at.left;
  }
  if (at.text === '') return other;
  path.push(at.text);
  return {
    t: 'name',
    name: path.reverse().join('.'),
    binding: resolveType(low.scope, at.text),
    args: node.typeArguments === undefined ? [] : lowerTypes(low, node.typeArguments),
  };
}

function lowerLiteral(_low: Lowering, node: ts.LiteralTypeNode): TypeFacts {
  const { literal } = node;
  switch (literal.kind) {
    case ts.SyntaxKind.NullKeyword:
      return { t: 'literal', value: null };
    case ts.SyntaxKind.TrueKeyword:
      return { t: 'literal', value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { t: 'literal', value: false };
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      return { t: 'literal', value: literal.text };
    case ts.SyntaxKind.NumericLiteral:
      return { t: 'literal', value: Number(literal.text) };
    default:
      return other;
  }
}
