import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file as it should be: `path` is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** The files that are missing or differ from what they should be. */
export function staleFiles(root: string, files: readonly GeneratedFile[]): readonly GeneratedFile[] {
  return files.filter((file) => {
    const path = join(root, file.path);
    return !existsSync(path) || readFileSync(path, 'utf8') !== file.text;
  });
}

/** Writes files, with the folders they are in. */
export function writeFiles(root: string, files: readonly GeneratedFile[]): void {
  for (const file of files) {
    const path = join(root, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
}
