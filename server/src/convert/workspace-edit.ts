import { type CreateFile, TextDocumentEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileEdit } from '#core';
import type { ClientFeatures } from '../client-features.ts';

interface EditContext {
  readonly client: ClientFeatures;
  /** The text of a path as the edits know it; undefined for a file that does not exist. */
  text(path: string): string | undefined;
  toUri(path: string): string;
  /** The version of an open document. */
  version(path: string): number | undefined;
}

/** Undefined where the client cannot apply the edits, because it cannot create files. */
export function toWorkspaceEdit(files: readonly FileEdit[], context: EditContext): WorkspaceEdit | undefined {
  return context.client.versionedEdits ? toDocumentChanges(files, context) : toChanges(files, context);
}

function toDocumentChanges(files: readonly FileEdit[], context: EditContext): WorkspaceEdit | undefined {
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  for (const edit of files) {
    const uri = context.toUri(edit.file);
    if (edit.create === true) {
      if (!context.client.createsFiles) return undefined;
      documentChanges.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    }
    documentChanges.push(TextDocumentEdit.create({ uri, version: context.version(edit.file) ?? null }, toTextEdits(edit, context)));
  }
  return { documentChanges };
}

function toChanges(files: readonly FileEdit[], context: EditContext): WorkspaceEdit | undefined {
  const changes: Record<string, TextEdit[]> = {};
  for (const edit of files) {
    if (edit.create === true) return undefined;
    changes[context.toUri(edit.file)] = toTextEdits(edit, context);
  }
  return { changes };
}

function toTextEdits({ file, edits }: FileEdit, context: EditContext): TextEdit[] {
  const document = TextDocument.create('', '', 0, context.text(file) ?? '');
  return edits.map(({ start, end, text }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText: text,
  }));
}
