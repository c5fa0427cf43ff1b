import { TextDocumentSyncKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Server } from '../server.ts';

/** `textDocument/didOpen`, `didChange`, `didClose`, `didSave`: texts of the editor stand above those on disk. */
export function register(server: Server): void {
  const { documents, folders } = server;
  server.onInitialize(() => ({
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  }));
  documents.onDidChangeContent(server.take('textDocument/didChange', ({ document }) => takeText(server, document)));
  documents.onDidClose(
    server.take('textDocument/didClose', ({ document }) => {
      for (const { folder, path } of folders.locateAll(document.uri)) folder.closeDocument(path);
    }),
  );
  documents.onDidSave(server.take('textDocument/didSave', ({ document }) => takeText(server, document)));
  server.own(documents.listen(server.connection));
}

/** Untitled documents and files outside of every folder have no place and are left alone. */
function takeText({ folders }: Server, document: TextDocument): void {
  for (const { folder, path } of folders.locateAll(document.uri)) {
    if (folder.includes(path)) folder.change([{ path, text: document.getText(), version: document.version }]);
  }
}
