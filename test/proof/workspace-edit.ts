import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { CreateFile, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** Applies the edit to the files on disk, as an editor does; returns the URIs of the files it wrote. */
export function applyToDisk(edit: WorkspaceEdit): readonly string[] {
  const written = new Set<string>();
  for (const { uri, edits } of fileEdits(edit)) {
    const path = fileURLToPath(uri);
    mkdirSync(dirname(path), { recursive: true });
    const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
    writeFileSync(path, TextDocument.applyEdits(TextDocument.create(uri, 'typescript', 1, before), [...edits]));
    written.add(uri);
  }
  return [...written];
}

interface FileEdits {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** The edit's texts by file, in the order given; a file to create comes without edits of its own. */
export function fileEdits(edit: WorkspaceEdit): readonly FileEdits[] {
  const files: FileEdits[] = Object.entries(edit.changes ?? {}).map(([uri, edits]) => ({ uri, edits }));
  for (const change of edit.documentChanges ?? []) {
    if (CreateFile.is(change)) files.push({ uri: change.uri, edits: [] });
    else if (TextDocumentEdit.is(change))
      files.push({ uri: change.textDocument.uri, edits: change.edits.filter((one) => TextEdit.is(one)) });
    else throw new Error(`A fix asks for ${change.kind}, which no fix should.`);
  }
  return files;
}
