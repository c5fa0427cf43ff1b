import { join } from 'node:path';
import type { FactsStore, Skipped, Workspace } from '#core';
import { readTextFile } from './text-file.ts';
import { walkFolder } from './walk.ts';

/** A workspace on disk. Texts are UTF-8 without their byte order mark. */
export interface FolderWorkspace extends Workspace {
  /** What could not be listed or read so far, with the reason, sorted by path. */
  skipped(): readonly Skipped[];
}

export interface FolderOptions {
  readonly facts?: FactsStore;
  /** Files that belong to the workspace although the walk leaves them out (a policy file named by the user). */
  readonly extraFiles?: readonly string[];
}

/** Lists the folder at once and reads files when asked for them. Throws what the file system throws for the folder itself. */
export function openFolder(root: string, options: FolderOptions = {}): FolderWorkspace {
  const walk = walkFolder(root);
  const unreadable = new Map<string, string>();
  return {
    paths: [...new Set([...walk.paths, ...(options.extraFiles ?? [])])].sort(),
    ...(options.facts === undefined ? {} : { facts: options.facts }),
    read(path) {
      const file = readTextFile(join(root, path));
      if (file.kind === 'unreadable') unreadable.set(path, file.reason);
      return file.kind === 'text' ? file.text : undefined;
    },
    skipped: () =>
      [...walk.skipped, ...[...unreadable].map(([file, reason]) => ({ file, reason }))].sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
}
