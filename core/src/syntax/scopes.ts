import ts from 'typescript';
import type { Binding, BindingId } from './facts.ts';
import { noBinding } from './facts.ts';
import type { Lowering, Scope } from './lowering.ts';
import { maxDepth, recordSpecifier, startOf } from './lowering.ts';
import type { NodeTable } from './tree.ts';
import { toReaders } from './tree.ts';

/** The innermost value `name` stands for; {@link noBinding} for globals. */
export function resolveValue(scope: Scope, name: string): BindingId {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const id = at.values?.get(name);
    if (id !== undefined) return id;
  }
  return noBinding;
}

/** The innermost type `name` stands for: an interface, alias or type parameter, else a class, enum or import. */
export function resolveType(scope: Scope, name: string): BindingId {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const id = at.types?.get(name) ?? at.values?.get(name);
    if (id !== undefined) return id;
  }
  return noBinding;
}

/** Declares a value in `scope`; a second declaration of one name is the same binding. A missing name declares nothing. */
export function declareValue(low: Lowering, scope: Scope, name: ts.Identifier, kind: Binding['kind']): BindingId {
  if (name.text === '') return noBinding;
  const values = scope.values ?? new Map<string, BindingId>();
  scope.values = values;
  const known = values.get(name.text);
  if (known !== undefined) return known;
  const id = addBinding(low, scope, name.text, kind, startOf(low, name), name.end);
  values.set(name.text, id);
  return id;
}

/** Declares an interface, alias or type parameter in `scope`. */
export function declareType(low: Lowering, scope: Scope, name: ts.Identifier): BindingId {
  if (name.text === '') return noBinding;
  const types = scope.types ?? new Map<string, BindingId>();
  scope.types = types;
  const known = types.get(name.text);
  if (known !== undefined) return known;
  const id = addBinding(low, scope, name.text, 'type', startOf(low, name), name.end);
  types.set(name.text, id);
  return id;
}

/** A binding that no name in the code leads to, or that {@link declareValue} files under its name. */
export function addBinding(low: Lowering, scope: Scope, name: string, kind: Binding['kind'], start: number, end: number): BindingId {
  return low.bindings.push({ name, kind, scope: scope.fn, writes: 0, start, end }) - 1;
}

/** Counts one write to a binding of this file. */
export function countWrite(low: Lowering, id: BindingId): void {
  const binding = low.bindings[id];
  if (binding !== undefined) binding.writes++;
}

/** Declares every name in a pattern. */
export function declarePattern(low: Lowering, scope: Scope, name: ts.BindingName, kind: Binding['kind']): void {
  if (name.kind === ts.SyntaxKind.Identifier) {
    declareValue(low, scope, name, kind);
    return;
  }
  if (low.depth >= maxDepth) return;
  low.depth++;
  for (const element of name.elements) {
    if (element.kind === ts.SyntaxKind.BindingElement) declarePattern(low, scope, element.name, kind);
  }
  low.depth--;
}

/** Opens a scope inside the current one for as long as the caller does not put the returned one back. */
export function pushScope(low: Lowering): Scope {
  const outer = low.scope;
  low.scope = { parent: outer, fn: low.fn, values: undefined, types: undefined };
  return outer;
}

/** Opens a block's scope if its statements declare anything, and returns the scope to go back to. */
export function openBlock(low: Lowering, statements: readonly ts.Statement[]): Scope {
  const outer = low.scope;
  for (const statement of statements) {
    const hoist = hoists[statement.kind];
    if (hoist === undefined) continue;
    if (low.scope === outer) pushScope(low);
    hoist(low, statement, undefined);
  }
  return outer;
}

/** Declares in the current scope what a block's statements declare for the whole block, before any of it is read. */
export function hoistInto(low: Lowering, statements: readonly ts.Statement[]): void {
  for (const statement of statements) hoists[statement.kind]?.(low, statement, undefined);
}

/** Declares in the current scope the `var`s of a function's body, however deep in its blocks. */
export function hoistVars(low: Lowering, statements: readonly ts.Statement[]): void {
  if (!low.hasVar) return;
  let depth = low.depth;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclarationList(node)) {
      if (isVar(node)) declareList(low, node);
    } else if (holdsVars[node.kind] === true && depth < maxDepth) {
      depth++;
      ts.forEachChild(node, visit);
      depth--;
    }
  };
  for (const statement of statements) visit(statement);
}

/** Statements, and parts of statements, in which a `var` belongs to the function around them. */
const holdsVars: readonly boolean[] = toFlags([
  ts.SyntaxKind.VariableStatement,
  ts.SyntaxKind.Block,
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.LabeledStatement,
  ts.SyntaxKind.TryStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.SwitchStatement,
  ts.SyntaxKind.CaseBlock,
  ts.SyntaxKind.CaseClause,
  ts.SyntaxKind.DefaultClause,
  ts.SyntaxKind.WithStatement,
]);

function toFlags(kinds: readonly ts.SyntaxKind[]): readonly boolean[] {
  return Array.from({ length: Math.max(...kinds) + 1 }, (_, kind) => kinds.includes(kind));
}

/** True for `var`, false for `let`, `const` and `using`. */
export function isVar(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** Declares every name of a `var`, `let`, `const` or `using` list in the current scope. */
export function declareList(low: Lowering, list: ts.VariableDeclarationList): void {
  const flags = list.flags & ts.NodeFlags.BlockScoped;
  const kind = flags === 0 ? 'var' : flags === ts.NodeFlags.Let ? 'let' : 'const';
  for (const declaration of list.declarations) {
    declarePattern(low, low.scope, declaration.name, kind);
    if (kind === 'const' && makesRequire(declaration)) low.requires.add(resolveValue(low.scope, 'require'));
  }
}

/** `const require = createRequire(import.meta.url)`: how ES modules get at CommonJS. */
function makesRequire(declaration: ts.VariableDeclaration): boolean {
  const { name, initializer } = declaration;
  if (name.kind !== ts.SyntaxKind.Identifier || name.text !== 'require') return false;
  if (initializer === undefined || !ts.isCallExpression(initializer)) return false;
  const callee = initializer.expression;
  const called = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return ts.isIdentifier(called) && called.text === 'createRequire';
}

/** True for `namespace N {}` with code; false for `declare …`, `declare module 'x'` and `declare global`. */
export function isNamespace(node: ts.ModuleDeclaration): node is ts.ModuleDeclaration & { readonly name: ts.Identifier } {
  return node.name.kind === ts.SyntaxKind.Identifier && (node.flags & ts.NodeFlags.GlobalAugmentation) === 0 && !isAmbient(node);
}

/** True where `declare` says that the code is elsewhere. */
export function isAmbient(node: { readonly modifiers?: ts.NodeArray<ts.ModifierLike> }): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

type Declaring =
  | ts.VariableStatement
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ImportDeclaration
  | ts.ImportEqualsDeclaration;

const table: NodeTable<Declaring, Lowering, undefined, void> = {
  [ts.SyntaxKind.VariableStatement]: (low, node) => {
    if (!isVar(node.declarationList)) declareList(low, node.declarationList);
  },
  [ts.SyntaxKind.FunctionDeclaration]: declareFunction,
  [ts.SyntaxKind.ClassDeclaration]: (low, node) => {
    if (node.name !== undefined) declareValue(low, low.scope, node.name, 'class');
  },
  [ts.SyntaxKind.EnumDeclaration]: (low, node) => {
    declareValue(low, low.scope, node.name, 'enum');
  },
  [ts.SyntaxKind.ModuleDeclaration]: (low, node) => {
    if (isNamespace(node)) declareValue(low, low.scope, node.name, 'const');
  },
  [ts.SyntaxKind.InterfaceDeclaration]: (low, node) => {
    declareType(low, low.scope, node.name);
  },
  [ts.SyntaxKind.TypeAliasDeclaration]: (low, node) => {
    declareType(low, low.scope, node.name);
  },
  [ts.SyntaxKind.ImportDeclaration]: declareImports,
  [ts.SyntaxKind.ImportEqualsDeclaration]: declareImportEquals,
};

const hoists = toReaders(table);

/** A second function of one name replaces the first; overload signatures do not. */
function declareFunction(low: Lowering, node: ts.FunctionDeclaration): void {
  if (node.name === undefined) return;
  const id = declareValue(low, low.scope, node.name, 'function');
  if (node.body === undefined || id === noBinding) return;
  if (low.implemented.has(id)) countWrite(low, id);
  low.implemented.add(id);
}

function declareImports(low: Lowering, node: ts.ImportDeclaration): void {
  low.esModule = true;
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const specifier = node.moduleSpecifier.text;
  const clause = node.importClause;
  if (clause === undefined) {
    recordSpecifier(low, node.moduleSpecifier, false);
    return;
  }
  const allTypes = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (clause.name !== undefined) declareImport(low, clause.name, specifier, 'default', allTypes);
  const named = clause.namedBindings;
  let anyValue = clause.name !== undefined;
  if (named?.kind === ts.SyntaxKind.NamespaceImport) {
    anyValue = true;
    declareImport(low, named.name, specifier, '*', allTypes);
  } else if (named !== undefined) {
    anyValue ||= named.elements.length === 0;
    for (const element of named.elements) {
      anyValue ||= !element.isTypeOnly;
      declareImport(low, element.name, specifier, (element.propertyName ?? element.name).text, allTypes || element.isTypeOnly);
    }
  }
  recordSpecifier(low, node.moduleSpecifier, allTypes || !anyValue);
}

function declareImportEquals(low: Lowering, node: ts.ImportEqualsDeclaration): void {
  low.esModule = true;
  if (node.moduleReference.kind !== ts.SyntaxKind.ExternalModuleReference) {
    declareValue(low, low.scope, node.name, 'const');
    return;
  }
  const { expression } = node.moduleReference;
  if (!ts.isStringLiteralLike(expression)) return;
  recordSpecifier(low, expression, node.isTypeOnly);
  declareImport(low, node.name, expression.text, '*', node.isTypeOnly);
}

function declareImport(low: Lowering, name: ts.Identifier, specifier: string, imported: string, typeOnly: boolean): void {
  const id = declareValue(low, low.scope, name, 'import');
  const binding = low.bindings[id];
  if (binding !== undefined && binding.import === undefined) binding.import = { specifier, imported, typeOnly };
}
