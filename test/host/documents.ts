import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const patience = 30_000;
const pause = 100;

/** Asks again and again until the answer is not undefined, and fails with `what` when patience runs out. */
export async function until<T>(what: string, ask: () => T | undefined | Thenable<T | undefined>): Promise<T> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`Waited ${patience / 1000} s in vain: ${what}`);
}

/** Opens a file of the workspace in an editor. */
export async function open(file: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** The position of the first occurrence of `text`. */
export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${document.uri.path} has ${text}`);
  return document.positionAt(offset);
}

/** Routewarden's diagnostics of a document: rule ids with 1-based lines, sorted by line. */
export function shown(document: vscode.TextDocument): readonly string[] {
  return ours(document)
    .toSorted((a, b) => a.range.start.line - b.range.start.line)
    .map((diagnostic) => `${ruleOf(diagnostic)}:${diagnostic.range.start.line + 1}`);
}

/** Waits for the diagnostic of a rule on the line that has `text`. */
export function diagnosticOn(document: vscode.TextDocument, rule: string, text: string): Promise<vscode.Diagnostic> {
  const { line } = positionOf(document, text);
  return until(`${rule} on "${text}" (there are: ${shown(document).join(', ')})`, () =>
    ours(document).find((diagnostic) => ruleOf(diagnostic) === rule && diagnostic.range.start.line === line),
  );
}

/** Waits until a document has no diagnostic of a rule on the line that has `text`. */
export async function noDiagnosticOn(document: vscode.TextDocument, rule: string, text: string): Promise<void> {
  await until(`${rule} on "${text}" is gone`, () => {
    const { line } = positionOf(document, text);
    return ours(document).some((diagnostic) => ruleOf(diagnostic) === rule && diagnostic.range.start.line === line) ? undefined : true;
  });
}

/** Routewarden's diagnostics of a document, as VS Code holds them. */
export function ours(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter((diagnostic) => diagnostic.source === 'routewarden');
}

/** The rule's id: the code of a diagnostic is an id with a link. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

/** Replaces the first occurrence of `text` in an open document, as typing would. */
export async function replace(document: vscode.TextDocument, text: string, replacement: string): Promise<void> {
  const start = positionOf(document, text);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(start, start.translate(0, text.length)), replacement);
  assert.ok(await vscode.workspace.applyEdit(edit));
}
