import type { Disposable } from 'vscode-languageserver/node';
import { createFolder, type Folder, type FolderContext, type FolderEvents } from './folder.ts';
import { parseFolderUri } from './folder-uri.ts';

/** A file of the workspace: the folder that answers for it, and its path there. */
export interface Place {
  readonly folder: Folder;
  readonly path: string;
}

/** The workspace folders, one analysis each. */
export interface Folders {
  readonly all: readonly Folder[];
  get(uri: string): Folder | undefined;
  add(uri: string, name: string): Folder | undefined;
  remove(uri: string): void;
  /** The innermost folder with the file; it alone answers for it. */
  locate(uri: string): Place | undefined;
  /** Every folder with the file, since folders may lie inside one another. */
  locateAll(uri: string): readonly Place[];
  /** Calls `listener` after every complete analysis and every change of state. */
  listen(listener: Partial<FolderEvents>): Disposable;
}

export function createFolders(context: Omit<FolderContext, 'events'>): Folders {
  const byUri = new Map<string, Folder>();
  const listeners = new Set<Partial<FolderEvents>>();
  const tell = (what: string, call: (listener: Partial<FolderEvents>) => void) => {
    for (const listener of listeners) {
      try {
        call(listener);
      } catch (error) {
        context.log.error(`Telling a feature about ${what} failed`, error);
      }
    }
  };
  const events: FolderEvents = {
    analysed: (folder, snapshot, previous) => tell('an analysis', (listener) => listener.analysed?.(folder, snapshot, previous)),
    progressed: (folder, share) => tell('progress', (listener) => listener.progressed?.(folder, share)),
    removed: (folder) => tell('a removed folder', (listener) => listener.removed?.(folder)),
  };
  const folders: Folders = {
    get all() {
      return [...byUri.values()];
    },
    get: (uri) => byUri.get(uri),
    add(uri, name) {
      const location = parseFolderUri(uri);
      if (location === undefined || byUri.has(uri)) return undefined;
      const folder = createFolder(location, name, { ...context, events });
      byUri.set(uri, folder);
      return folder;
    },
    remove(uri) {
      const folder = byUri.get(uri);
      if (folder === undefined) return;
      byUri.delete(uri);
      folder.dispose();
      events.removed(folder);
    },
    locate: (uri) => folders.locateAll(uri)[0],
    locateAll(uri) {
      const places: Place[] = [];
      for (const folder of byUri.values()) {
        const path = folder.toPath(uri);
        if (path !== undefined) places.push({ folder, path });
      }
      return places.sort((a, b) => a.path.length - b.path.length);
    },
    listen(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
  return folders;
}
