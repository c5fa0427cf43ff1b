import ts from 'typescript';
import { lowerExpression, other } from './expressions.ts';
import type { Expression, ObjectProp, Pattern, Statement } from './facts.ts';
import type { Lowering, NamespaceExport } from './lowering.ts';
import { startOf } from './lowering.ts';
import { recordDeclarationExport, recordExport } from './modules.ts';
import { lowerKey } from './patterns.ts';
import { hoistInto, hoistVars, isAmbient, isNamespace, pushScope, resolveValue } from './scopes.ts';
import { lowerStatements } from './statements.ts';

/** `enum E { A, B = 4 }` as a variable initialised with `{ A: 0, B: 4 }`. */
export function lowerEnum(low: Lowering, node: ts.EnumDeclaration, out: Statement[]): void {
  const start = startOf(low, node);
  recordDeclarationExport(low, node);
  const props: ObjectProp[] = [];
  let next: number | undefined = 0;
  for (const member of node.members) {
    const { end, initializer } = member;
    const memberStart = startOf(low, member);
    const key = lowerKey(low, member.name);
    const value = initializer === undefined ? counted(memberStart, end, next) : lowerExpression(low, initializer);
    const current = numberOf(value);
    next = current === undefined ? undefined : current + 1;
    props.push({ start: memberStart, end, key, value, shorthand: false });
  }
  const bodyStart = startOf(low, node.name);
  const init: Expression = { k: 'object', start: bodyStart, end: node.end, props };
  out.push({ s: 'variable', start, end: node.end, target: namePattern(low, node.name), init });
}

/** The value of a member without one: the number after the last, where that is known. */
function counted(start: number, end: number, value: number | undefined): Expression {
  return value === undefined ? other(start, end, []) : { k: 'literal', start, end, value };
}

function numberOf(value: Expression): number | undefined {
  if (value.k === 'literal') return typeof value.value === 'number' ? value.value : undefined;
  if (value.k !== 'unary' || value.op !== '-') return undefined;
  const positive = numberOf(value.value);
  return positive === undefined ? undefined : -positive;
}

/**
 * `namespace N { export const a = 1 }` as a block of its statements. Where nothing else is called `N`, the block ends
 * with the variable `N`, an object of what it exports, so that `N.a` leads somewhere.
 */
export function lowerNamespace(low: Lowering, node: ts.ModuleDeclaration, out: Statement[]): void {
  if (isAmbient(node) || !isNamespace(node)) return;
  const start = startOf(low, node);
  exportNamespace(low, node);
  const statements = bodyStatements(node);
  const outerScope = pushScope(low);
  const outerExports = low.namespaceExports;
  const exported: NamespaceExport[] = [];
  low.namespaceExports = exported;
  hoistVars(low, statements);
  hoistInto(low, statements);
  const body = lowerStatements(low, statements);
  low.namespaceExports = outerExports;
  low.scope = outerScope;
  const id = resolveValue(low.scope, node.name.text);
  if (low.bindings[id]?.start === startOf(low, node.name) && exported.length > 0) {
    const init: Expression = { k: 'object', start, end: node.end, props: exported.map(toProp) };
    body.push({ s: 'variable', start, end: node.end, target: namePattern(low, node.name), init });
  }
  if (body.length > 0) out.push({ s: 'block', start, end: node.end, body });
}

/** In `namespace A.B {}`, A exports B without saying so. */
function exportNamespace(low: Lowering, node: ts.ModuleDeclaration & { readonly name: ts.Identifier }): void {
  if ((node.flags & ts.NodeFlags.NestedNamespace) === 0) recordDeclarationExport(low, node);
  else recordExport(low, node.name.text, resolveValue(low.scope, node.name.text), startOf(low, node.name), node.name.end, false);
}

/** `namespace A.B { … }` is a namespace B, exported, inside of A. */
function bodyStatements(node: ts.ModuleDeclaration): readonly ts.Statement[] {
  const { body } = node;
  if (body === undefined) return [];
  if (ts.isModuleBlock(body)) return body.statements;
  return ts.isModuleDeclaration(body) ? [body] : [];
}

function toProp(entry: NamespaceExport): ObjectProp {
  const { name, binding, start, end } = entry;
  return { start, end, key: name, value: { k: 'name', start, end, name, binding }, shorthand: true };
}

function namePattern(low: Lowering, name: ts.Identifier): Pattern {
  const start = startOf(low, name);
  if (name.text === '') return { p: 'target', start, end: name.end, expression: other(start, name.end, []) };
  return { p: 'bind', binding: resolveValue(low.scope, name.text), name: name.text, start, end: name.end };
}
