import ts from 'typescript';
import type { Report } from '#core';
import { readExpectations } from './expectations.ts';

type Files = ReadonlyMap<string, string>;

/** A way to write the same program differently. Gives undefined where it has no meaning for these files. */
export interface Variant {
  readonly name: string;
  rewrite(files: Files): Files | undefined;
}

const isCode = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file);

const eachCode = (files: Files, rewrite: (text: string, file: string) => string): Files =>
  new Map([...files].map(([file, text]) => [file, isCode(file) ? rewrite(text, file) : text]));

export const variants: readonly Variant[] = [
  {
    name: 're-indented',
    rewrite: (files) => eachCode(files, (text) => text.replace(/^( +)/gm, (indent) => '\t'.repeat(indent.length / 2 + 1))),
  },
  { name: 'with CRLF line ends', rewrite: (files) => eachCode(files, (text) => text.replace(/\r?\n/g, '\r\n')) },
  { name: 'with types stripped', rewrite: (files) => (readExpectations(files).keepsTypes ? undefined : eachCode(files, stripTypes)) },
  { name: 'wrapped in a function', rewrite: wrap },
];

function stripTypes(text: string, file: string): string {
  const options = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.Preserve, alwaysStrict: false };
  return ts.transpileModule(text, { fileName: file, compilerOptions: options }).outputText;
}

/** All statements but imports in one function that is called; only for a program of one file that exports nothing. */
function wrap(files: Files): Files | undefined {
  const [only, more] = [...files].filter(([file]) => isCode(file));
  if (only === undefined || more !== undefined) return undefined;
  const [file, text] = only;
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  if (tree.statements.some(mustStayOutside)) return undefined;
  const imports = tree.statements.filter(ts.isImportDeclaration).map((s) => s.getFullText(tree));
  const rest = tree.statements.filter((s) => !ts.isImportDeclaration(s)).map((s) => s.getFullText(tree));
  return new Map([...files, [file, `${imports.join('')}\n\nasync function main() {${rest.join('')}\n}\nmain();\n`]]);
}

function mustStayOutside(s: ts.Statement): boolean {
  if (ts.isExportDeclaration(s) || ts.isExportAssignment(s) || ts.isModuleDeclaration(s) || ts.isImportEqualsDeclaration(s)) return true;
  if (ts.isExpressionStatement(s) && /^(module\.)?exports\b|^'use /.test(s.getText())) return true;
  return ts.canHaveModifiers(s) && ts.getModifiers(s)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true;
}

/** What must not depend on how a program is written: the findings by rule, file and route, and the routes' verdicts. */
export function essence(report: Report): { readonly findings: readonly string[]; readonly routes: readonly string[] } {
  return {
    findings: report.findings.map((f) => `${f.rule} in ${f.at.file} ${f.route?.replace(/@.*$/, '') ?? ''}`).sort(),
    routes: report.routes.map((r) => `${r.method} ${r.path} ${r.auth.verdict} in ${r.at.file}`).sort(),
  };
}
