import type { Change, Session, SessionOptions, Skipped, Workspace } from '#core';

/** What the server needs of the engine's bundle. */
export interface Engine {
  openSession(workspace: Workspace, options: SessionOptions): Session;
  openFiles(root: string, options: FolderFilesOptions): FolderFiles;
}

export interface FolderFilesOptions {
  /** Globs of files to leave out, relative to the root. */
  readonly exclude: readonly string[];
  /** A file that belongs to the workspace whatever its name. */
  readonly policy?: string;
  /** Where facts of earlier runs are kept; nothing is written without it. */
  readonly cacheFolder?: string;
}

/** The files of a folder on disk. */
export interface FolderFiles extends Workspace {
  /** True for a path that the listing holds, or would hold by now. */
  includes(path: string): boolean;
  /** What the disk has at `paths` now, after a watcher named them: texts of files, of files in new folders, null for
   *  each file that is gone. Empty for what does not matter. */
  changesAt(paths: readonly string[]): readonly Change[];
  /** What could not be listed or read so far. */
  skipped(): readonly Skipped[];
  /** To be called after the first analysis: writes the facts it used and lets go of them. Gives the reason where they
   *  cannot be written. */
  finishFacts(): string | undefined;
}

/** Loads the engine's bundle. Call it once and keep the promise. */
export async function loadEngine(): Promise<Engine> {
  return import('./engine.ts');
}
