import ts from 'typescript';
import { lowerClass } from './classes.ts';
import { lowerEnum, lowerNamespace } from './declarations.ts';
import { lowerExpression, other } from './expressions.ts';
import type { Expression, Statement } from './facts.ts';
import { lowerFunction } from './functions.ts';
import type { Lowering } from './lowering.ts';
import { maxDepth, startOf } from './lowering.ts';
import {
  isExported,
  lowerExportAssignment,
  lowerExportDeclaration,
  lowerImportEquals,
  recordDeclarationExport,
  recordExport,
  recordPatternExports,
} from './modules.ts';
import { annotated, lowerBindingName, lowerTarget, plainName } from './patterns.ts';
import { addBinding, declareList, declarePattern, isAmbient, isVar, openBlock, pushScope, resolveType, resolveValue } from './scopes.ts';
import type { NodeTable } from './tree.ts';
import { toReaders } from './tree.ts';
import { declareTypeParameters, lowerMembers, lowerType, setType } from './types.ts';

/** The facts of statements whose names are declared in the current scope. */
export function lowerStatements(low: Lowering, nodes: readonly ts.Statement[]): Statement[] {
  const out: Statement[] = [];
  for (const node of nodes) lowerStatement(low, node, out);
  return out;
}

/** Appends what one statement amounts to: nothing for types, one entry a declarator for variables. */
export function lowerStatement(low: Lowering, node: ts.Statement, out: Statement[]): void {
  if (low.depth >= maxDepth) {
    low.tooDeep++;
    return;
  }
  low.depth++;
  const reader = readers[node.kind];
  if (reader === undefined) lowerUnknown(low, node, out);
  else reader(low, node, out);
  low.depth--;
}

type Read =
  | ts.ExpressionStatement
  | ts.VariableStatement
  | ts.ReturnStatement
  | ts.ThrowStatement
  | ts.IfStatement
  | ts.ForStatement
  | ts.ForOfStatement
  | ts.ForInStatement
  | ts.WhileStatement
  | ts.DoStatement
  | ts.TryStatement
  | ts.SwitchStatement
  | ts.Block
  | ts.BreakStatement
  | ts.ContinueStatement
  | ts.LabeledStatement
  | ts.WithStatement
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ImportDeclaration
  | ts.ImportEqualsDeclaration
  | ts.ExportDeclaration
  | ts.ExportAssignment
  | ts.NamespaceExportDeclaration
  | ts.EmptyStatement
  | ts.DebuggerStatement;

const table: NodeTable<Read, Lowering, Statement[], void> = {
  [ts.SyntaxKind.ExpressionStatement]: (low, node, out) => {
    const start = startOf(low, node);
    out.push({ s: 'expression', start, end: node.end, value: lowerExpression(low, node.expression) });
  },
  [ts.SyntaxKind.VariableStatement]: lowerVariables,
  [ts.SyntaxKind.ReturnStatement]: lowerReturn,
  [ts.SyntaxKind.ThrowStatement]: (low, node, out) => {
    const start = startOf(low, node);
    out.push({ s: 'throw', start, end: node.end, value: lowerExpression(low, node.expression) });
  },
  [ts.SyntaxKind.IfStatement]: lowerIf,
  [ts.SyntaxKind.ForStatement]: lowerFor,
  [ts.SyntaxKind.ForOfStatement]: lowerForEach,
  [ts.SyntaxKind.ForInStatement]: lowerForEach,
  [ts.SyntaxKind.WhileStatement]: (low, node, out) => {
    const start = startOf(low, node);
    const test = lowerExpression(low, node.expression);
    out.push({ s: 'while', start, end: node.end, test, body: lowerBranch(low, node.statement) });
  },
  [ts.SyntaxKind.DoStatement]: (low, node, out) => {
    const start = startOf(low, node);
    const body = lowerBranch(low, node.statement);
    out.push({ s: 'do-while', start, end: node.end, test: lowerExpression(low, node.expression), body });
  },
  [ts.SyntaxKind.TryStatement]: lowerTry,
  [ts.SyntaxKind.SwitchStatement]: lowerSwitch,
  [ts.SyntaxKind.Block]: (low, node, out) => {
    out.push({ s: 'block', start: startOf(low, node), end: node.end, body: lowerBlock(low, node.statements) });
  },
  [ts.SyntaxKind.BreakStatement]: (low, node, out) => lowerJump(low, node, 'break', out),
  [ts.SyntaxKind.ContinueStatement]: (low, node, out) => lowerJump(low, node, 'continue', out),
  [ts.SyntaxKind.LabeledStatement]: (low, node, out) => {
    const start = startOf(low, node);
    out.push({ s: 'labelled', start, end: node.end, label: node.label.text, body: lowerBranch(low, node.statement) });
  },
  [ts.SyntaxKind.WithStatement]: lowerWith,
  [ts.SyntaxKind.FunctionDeclaration]: lowerFunctionDeclaration,
  [ts.SyntaxKind.ClassDeclaration]: lowerClassDeclaration,
  [ts.SyntaxKind.EnumDeclaration]: lowerEnum,
  [ts.SyntaxKind.ModuleDeclaration]: lowerNamespace,
  [ts.SyntaxKind.InterfaceDeclaration]: lowerInterface,
  [ts.SyntaxKind.TypeAliasDeclaration]: lowerAlias,
  [ts.SyntaxKind.ImportDeclaration]: () => {},
  [ts.SyntaxKind.ImportEqualsDeclaration]: lowerImportEquals,
  [ts.SyntaxKind.ExportDeclaration]: lowerExportDeclaration,
  [ts.SyntaxKind.ExportAssignment]: lowerExportAssignment,
  [ts.SyntaxKind.NamespaceExportDeclaration]: () => {},
  [ts.SyntaxKind.EmptyStatement]: () => {},
  [ts.SyntaxKind.DebuggerStatement]: () => {},
};

const readers = toReaders(table);

/** Broken code, such as decorators without a class: the expressions in it. */
function lowerUnknown(low: Lowering, node: ts.Statement, out: Statement[]): void {
  const start = startOf(low, node);
  const parts: Expression[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isDecorator(child)) parts.push(lowerExpression(low, child.expression));
    else if (ts.isExpression(child)) parts.push(lowerExpression(low, child));
  });
  out.push({ s: 'expression', start, end: node.end, value: other(start, node.end, parts) });
}

/** The statements of a block in a scope of its own. */
export function lowerBlock(low: Lowering, nodes: readonly ts.Statement[]): Statement[] {
  const outer = openBlock(low, nodes);
  const body = lowerStatements(low, nodes);
  low.scope = outer;
  return body;
}

/** What `if`, a loop or a label governs: a block's statements, or the one statement there is. */
function lowerBranch(low: Lowering, node: ts.Statement): Statement[] {
  if (ts.isBlock(node)) return lowerBlock(low, node.statements);
  const outer = openBlock(low, [node]);
  const body: Statement[] = [];
  lowerStatement(low, node, body);
  low.scope = outer;
  return body;
}

function lowerVariables(low: Lowering, node: ts.VariableStatement, out: Statement[]): void {
  const exported = isExported(low, node.modifiers);
  lowerDeclarations(low, node.declarationList, out);
  if (!exported) return;
  for (const declaration of node.declarationList.declarations) recordPatternExports(low, declaration.name);
}

function lowerDeclarations(low: Lowering, list: ts.VariableDeclarationList, out: Statement[]): void {
  for (const declaration of list.declarations) {
    const start = startOf(low, declaration);
    const { end, initializer } = declaration;
    const type = declaration.type === undefined ? undefined : lowerType(low, declaration.type);
    const target = lowerBindingName(low, declaration.name, initializer !== undefined);
    annotated(low, target, type);
    const init = initializer === undefined ? undefined : lowerExpression(low, initializer, plainName(declaration.name));
    if (type === undefined) {
      out.push(init === undefined ? { s: 'variable', start, end, target } : { s: 'variable', start, end, target, init });
    } else {
      out.push(init === undefined ? { s: 'variable', start, end, target, type } : { s: 'variable', start, end, target, init, type });
    }
  }
}

function lowerReturn(low: Lowering, node: ts.ReturnStatement, out: Statement[]): void {
  const start = startOf(low, node);
  const { end, expression } = node;
  if (expression === undefined) out.push({ s: 'return', start, end, implicit: false });
  else out.push({ s: 'return', start, end, value: lowerExpression(low, expression), implicit: false });
}

function lowerIf(low: Lowering, node: ts.IfStatement, out: Statement[]): void {
  const start = startOf(low, node);
  const test = lowerExpression(low, node.expression);
  const then = lowerBranch(low, node.thenStatement);
  const otherwise = node.elseStatement === undefined ? [] : lowerBranch(low, node.elseStatement);
  out.push({ s: 'if', start, end: node.end, test, then, else: otherwise });
}

function lowerFor(low: Lowering, node: ts.ForStatement, out: Statement[]): void {
  const start = startOf(low, node);
  const outer = low.scope;
  const init: Statement[] = [];
  const { initializer } = node;
  if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
    openLoop(low, initializer);
    lowerDeclarations(low, initializer, init);
  } else if (initializer !== undefined) {
    init.push({ s: 'expression', start: startOf(low, initializer), end: initializer.end, value: lowerExpression(low, initializer) });
  }
  const test = node.condition === undefined ? {} : { test: lowerExpression(low, node.condition) };
  const update = node.incrementor === undefined ? {} : { update: lowerExpression(low, node.incrementor) };
  const body = lowerBranch(low, node.statement);
  low.scope = outer;
  out.push({ s: 'for', start, end: node.end, init, ...test, ...update, body });
}

function lowerForEach(low: Lowering, node: ts.ForOfStatement | ts.ForInStatement, out: Statement[]): void {
  const start = startOf(low, node);
  const outer = low.scope;
  const over = lowerExpression(low, node.expression);
  const { initializer } = node;
  const declared = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0] : undefined;
  if (ts.isVariableDeclarationList(initializer)) openLoop(low, initializer);
  const target = ts.isVariableDeclarationList(initializer)
    ? declared === undefined
      ? missingTarget(low, initializer)
      : lowerBindingName(low, declared.name, true)
    : lowerTarget(low, initializer);
  const body = lowerBranch(low, node.statement);
  low.scope = outer;
  const isOf = node.kind === ts.SyntaxKind.ForOfStatement;
  out.push({ s: isOf ? 'for-of' : 'for-in', start, end: node.end, target, over, body, await: isOf && node.awaitModifier !== undefined });
}

/** `for (const of xs)`: nothing is declared yet. */
function missingTarget(low: Lowering, node: ts.Node) {
  const start = startOf(low, node);
  return { p: 'target', start, end: node.end, expression: other(start, node.end, []) } as const;
}

/** A loop's `let` and `const` live in the loop; `var`s have been declared by the function. */
function openLoop(low: Lowering, list: ts.VariableDeclarationList): void {
  if (isVar(list)) return;
  pushScope(low);
  declareList(low, list);
}

function lowerTry(low: Lowering, node: ts.TryStatement, out: Statement[]): void {
  const start = startOf(low, node);
  const body = lowerBlock(low, node.tryBlock.statements);
  const handler = node.catchClause === undefined ? {} : lowerCatch(low, node.catchClause);
  const finalizer = node.finallyBlock === undefined ? {} : { finalizer: lowerBlock(low, node.finallyBlock.statements) };
  out.push({ s: 'try', start, end: node.end, body, ...handler, ...finalizer });
}

function lowerCatch(low: Lowering, node: ts.CatchClause) {
  const declaration = node.variableDeclaration;
  if (declaration === undefined) return { handler: lowerBlock(low, node.block.statements) };
  const outer = pushScope(low);
  declarePattern(low, low.scope, declaration.name, 'catch');
  const param = lowerBindingName(low, declaration.name, false);
  if (declaration.type !== undefined) annotated(low, param, lowerType(low, declaration.type));
  const handler = lowerBlock(low, node.block.statements);
  low.scope = outer;
  return { param, handler };
}

/** All cases of a `switch` share one scope. */
function lowerSwitch(low: Lowering, node: ts.SwitchStatement, out: Statement[]): void {
  const start = startOf(low, node);
  const value = lowerExpression(low, node.expression);
  const { clauses } = node.caseBlock;
  const outer = openBlock(
    low,
    clauses.flatMap((clause) => [...clause.statements]),
  );
  const cases: { readonly test?: Expression; readonly body: readonly Statement[] }[] = [];
  for (const clause of clauses) {
    if (clause.kind === ts.SyntaxKind.DefaultClause) {
      cases.push({ body: lowerStatements(low, clause.statements) });
    } else {
      const test = lowerExpression(low, clause.expression);
      cases.push({ test, body: lowerStatements(low, clause.statements) });
    }
  }
  low.scope = outer;
  out.push({ s: 'switch', start, end: node.end, value, cases });
}

function lowerJump(low: Lowering, node: ts.BreakStatement | ts.ContinueStatement, s: 'break' | 'continue', out: Statement[]): void {
  const start = startOf(low, node);
  if (node.label === undefined) out.push({ s, start, end: node.end });
  else out.push({ s, start, end: node.end, label: node.label.text });
}

/** `with (object) …` is read as its object and its body; names inside resolve as if there were no `with`. */
function lowerWith(low: Lowering, node: ts.WithStatement, out: Statement[]): void {
  const start = startOf(low, node);
  const value = lowerExpression(low, node.expression);
  const object: Statement = { s: 'expression', start: value.start, end: value.end, value };
  out.push({ s: 'block', start, end: node.end, body: [object, ...lowerBranch(low, node.statement)] });
}

function lowerFunctionDeclaration(low: Lowering, node: ts.FunctionDeclaration, out: Statement[]): void {
  const start = startOf(low, node);
  const { name, end } = node;
  const isDefault = recordDeclarationExport(low, node);
  if (node.body === undefined || isAmbient(node)) return;
  const fn = lowerFunction(low, node, name?.text ?? '', 'function');
  if (name !== undefined && name.text !== '') {
    out.push({ s: 'function', start, end, binding: resolveValue(low.scope, name.text), fn });
    return;
  }
  emitUnnamed(low, { k: 'function', start, end, fn }, isDefault, out);
}

function lowerClassDeclaration(low: Lowering, node: ts.ClassDeclaration, out: Statement[]): void {
  const start = startOf(low, node);
  const { name, end } = node;
  const isDefault = recordDeclarationExport(low, node);
  const id = lowerClass(low, node, '');
  if (name !== undefined && name.text !== '') {
    out.push({ s: 'class', start, end, binding: resolveValue(low.scope, name.text), class: id });
    return;
  }
  emitUnnamed(low, { k: 'class', start, end, class: id }, isDefault, out);
}

/** `export default function () {}`; elsewhere a declaration without a name is one that is being typed. */
function emitUnnamed(low: Lowering, value: Expression, isDefault: boolean, out: Statement[]): void {
  const { start, end } = value;
  if (!isDefault) {
    out.push({ s: 'expression', start, end, value });
    return;
  }
  const binding = addBinding(low, low.scope, '*default*', 'default-export', start, end);
  recordExport(low, 'default', binding, start, end, false);
  out.push({ s: 'export-default', start, end, binding, value });
}

function lowerInterface(low: Lowering, node: ts.InterfaceDeclaration): void {
  recordDeclarationExport(low, node);
  const id = resolveType(low.scope, node.name.text);
  const binding = low.bindings[id];
  if (binding === undefined) return;
  const outer = pushScope(low);
  declareTypeParameters(low, node.typeParameters);
  const whole = node.heritageClauses === undefined && binding.type === undefined;
  binding.type = whole ? lowerMembers(low, node.members) : { t: 'other' };
  low.scope = outer;
}

function lowerAlias(low: Lowering, node: ts.TypeAliasDeclaration): void {
  recordDeclarationExport(low, node);
  const id = resolveType(low.scope, node.name.text);
  const outer = pushScope(low);
  declareTypeParameters(low, node.typeParameters);
  setType(low, id, node.type);
  low.scope = outer;
}
