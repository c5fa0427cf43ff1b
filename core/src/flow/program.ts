import type { Resolution } from '../project/resolver.ts';
import type { FileFacts } from '../syntax/facts.ts';

/** The program as the machine sees it: facts by file, and where specifiers lead. */
export interface Program {
  facts(file: string): FileFacts | undefined;
  resolve(from: string, specifier: string): Resolution;
  /** What a folder holds, by name; undefined where there is none. */
  entries(folder: string): readonly FolderEntry[] | undefined;
  /** Files of the application in whose text the name stands. */
  filesNaming(name: string): readonly string[];
  /** The folder of the nearest package.json; '' for the root. */
  packageFolder(file: string): string;
  /** The versions of a package that a file's project depends on, as its package.json writes them. */
  range(file: string, name: string): string | undefined;
}

/** A file or a folder in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}
