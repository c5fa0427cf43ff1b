import type { Disposable, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Folder } from './folder/folder.ts';
import type { Place } from './folder/folders.ts';

/** Finds open documents by their place; editors spell one URI in more than one way. */
export interface OpenDocuments extends Disposable {
  at(place: Place): TextDocument | undefined;
}

export function createOpenDocuments(documents: TextDocuments<TextDocument>): OpenDocuments {
  let uris = new WeakMap<Folder, ReadonlyMap<string, string>>();
  const forget = () => {
    uris = new WeakMap();
  };
  const list = (folder: Folder) => {
    const paths = new Map<string, string>();
    for (const { uri } of documents.all()) {
      const path = folder.toPath(uri);
      if (path !== undefined) paths.set(path, uri);
    }
    uris.set(folder, paths);
    return paths;
  };
  const listeners = [documents.onDidOpen(forget), documents.onDidClose(forget)];
  return {
    at({ folder, path }) {
      const uri = (uris.get(folder) ?? list(folder)).get(path);
      return uri === undefined ? undefined : documents.get(uri);
    },
    dispose() {
      for (const listener of listeners) listener.dispose();
    },
  };
}
