import ts from 'typescript';
import { lowerExpression, other } from './expressions.ts';
import type { BindingId, Expression, Statement } from './facts.ts';
import { noBinding } from './facts.ts';
import type { Lowering } from './lowering.ts';
import { recordSpecifier, startOf } from './lowering.ts';
import { eachBoundName } from './patterns.ts';
import { addBinding, resolveType, resolveValue } from './scopes.ts';

type Exportable =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration;

/** Notes an export of the module, or of the namespace around. */
export function recordExport(low: Lowering, name: string, binding: BindingId, start: number, end: number, typeOnly: boolean): void {
  if (low.namespaceExports === undefined) low.exports.push({ kind: 'local', name, binding, typeOnly, start, end });
  else if (!typeOnly) low.namespaceExports.push({ name, binding, start, end });
}

/** True with an `export` modifier, which makes the file a module wherever it stands. */
export function isExported(low: Lowering, modifiers: readonly ts.ModifierLike[] | undefined): boolean {
  if (modifiers === undefined) return false;
  for (const modifier of modifiers) {
    if (modifier.kind !== ts.SyntaxKind.ExportKeyword) continue;
    low.esModule ||= low.namespaceExports === undefined;
    return true;
  }
  return false;
}

/**
 * Notes the export of a function, class, enum, namespace, interface or alias that says `export`, once for all overloads.
 * Returns true for `export default` without a name, which the caller binds.
 */
export function recordDeclarationExport(low: Lowering, node: Exportable): boolean {
  if (!isExported(low, node.modifiers)) return false;
  const isDefault = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
  const { name } = node;
  if (name === undefined || !ts.isIdentifier(name) || name.text === '') return isDefault;
  const typeOnly = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  const binding = typeOnly ? resolveType(low.scope, name.text) : resolveValue(low.scope, name.text);
  const exported = isDefault ? 'default' : name.text;
  const key = `${binding}:${exported}`;
  if (low.exported.has(key)) return false;
  low.exported.add(key);
  recordExport(low, exported, binding, startOf(low, name), name.end, typeOnly);
  return false;
}

/** `export const { GET, POST } = handlers` exports every name it binds. */
export function recordPatternExports(low: Lowering, name: ts.BindingName): void {
  eachBoundName(name, (identifier) => {
    recordExport(low, identifier.text, resolveValue(low.scope, identifier.text), startOf(low, identifier), identifier.end, false);
  });
}

/** `export { a as b }`, `export { a } from 'x'`, `export * from 'x'`. */
export function lowerExportDeclaration(low: Lowering, node: ts.ExportDeclaration): void {
  low.esModule = true;
  const { exportClause, moduleSpecifier } = node;
  const start = startOf(low, node);
  if (moduleSpecifier === undefined) {
    if (exportClause?.kind === ts.SyntaxKind.NamedExports) exportLocals(low, exportClause, node.isTypeOnly);
    return;
  }
  if (!ts.isStringLiteral(moduleSpecifier)) return;
  const specifier = moduleSpecifier.text;
  recordSpecifier(low, moduleSpecifier, isTypeOnly(node));
  if (exportClause === undefined) {
    low.exports.push({ kind: 'star', specifier, start, end: node.end });
  } else if (exportClause.kind === ts.SyntaxKind.NamespaceExport) {
    const { name } = exportClause;
    low.exports.push({
      kind: 'from',
      name: name.text,
      specifier,
      imported: '*',
      typeOnly: node.isTypeOnly,
      start: startOf(low, name),
      end: name.end,
    });
  } else {
    for (const element of exportClause.elements) {
      const imported = (element.propertyName ?? element.name).text;
      const typeOnly = node.isTypeOnly || element.isTypeOnly;
      low.exports.push({
        kind: 'from',
        name: element.name.text,
        specifier,
        imported,
        typeOnly,
        start: startOf(low, element),
        end: element.end,
      });
    }
  }
}

/** True where no value crosses: `export type …`, or every name marked `type`. */
function isTypeOnly(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true;
  const clause = node.exportClause;
  return (
    clause?.kind === ts.SyntaxKind.NamedExports && clause.elements.length > 0 && clause.elements.every((element) => element.isTypeOnly)
  );
}

function exportLocals(low: Lowering, clause: ts.NamedExports, allTypes: boolean): void {
  for (const element of clause.elements) {
    const local = (element.propertyName ?? element.name).text;
    if (local === '') continue;
    const value = resolveValue(low.scope, local);
    const binding = value === noBinding ? resolveType(low.scope, local) : value;
    const found = low.bindings[binding];
    const typeOnly = allTypes || element.isTypeOnly || found?.kind === 'type' || found?.import?.typeOnly === true;
    recordExport(low, element.name.text, binding, startOf(low, element), element.end, typeOnly);
  }
}

/** `export default value` and `export = value`. */
export function lowerExportAssignment(low: Lowering, node: ts.ExportAssignment, out: Statement[]): void {
  low.esModule = true;
  const start = startOf(low, node);
  const { end } = node;
  const value = lowerExpression(low, node.expression);
  if (node.isExportEquals) {
    out.push({ s: 'export-assign', start, end, value });
    return;
  }
  const binding =
    value.k === 'name' && value.binding !== noBinding
      ? value.binding
      : addBinding(low, low.scope, '*default*', 'default-export', value.start, value.end);
  recordExport(low, 'default', binding, value.start, value.end, false);
  out.push({ s: 'export-default', start, end, binding, value });
}

/** `import x = require('y')` only binds; `import a = N.b` is a constant. */
export function lowerImportEquals(low: Lowering, node: ts.ImportEqualsDeclaration, out: Statement[]): void {
  const { name, moduleReference } = node;
  const binding = resolveValue(low.scope, name.text);
  const nameStart = startOf(low, name);
  if (isExported(low, node.modifiers)) recordExport(low, name.text, binding, nameStart, name.end, node.isTypeOnly);
  if (moduleReference.kind === ts.SyntaxKind.ExternalModuleReference || name.text === '') return;
  out.push({
    s: 'variable',
    start: startOf(low, node),
    end: node.end,
    target: { p: 'bind', binding, name: name.text, start: nameStart, end: name.end },
    init: lowerEntityName(low, moduleReference),
  });
}

/** `A.B.c` in a position where it means a value. */
function lowerEntityName(low: Lowering, node: ts.EntityName): Expression {
  const start = startOf(low, node);
  if (node.kind === ts.SyntaxKind.QualifiedName) {
    const object = lowerEntityName(low, node.left);
    return {
      k: 'member',
      start,
      end: node.end,
      object,
      property: node.right.text,
      propertyStart: startOf(low, node.right),
      optional: false,
    };
  }
  if (node.text === '') return other(start, node.end, []);
  return { k: 'name', start, end: node.end, name: node.text, binding: resolveValue(low.scope, node.text) };
}
