import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A throw-away copy of one of the example applications, to be opened and edited in VS Code. */
export interface WorkspaceCopy {
  /** Absolute path of the folder. */
  readonly folder: string;
  path(file: string): string;
  /** The text on disk, now. */
  read(file: string): string;
  write(file: string, text: string): void;
  remove(): void;
}

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

/** Copies `examples/<name>` without its installed packages. */
export function copyExample(name: string): WorkspaceCopy {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'routewarden-workspace-'))), name);
  cpSync(join(examples, name), folder, { recursive: true, filter: (source) => basename(source) !== 'node_modules' });
  const path = (file: string) => join(folder, file);
  return {
    folder,
    path,
    read: (file) => readFileSync(path(file), 'utf8'),
    write: (file, text) => writeFileSync(path(file), text),
    remove: () => rmSync(join(folder, '..'), { recursive: true, force: true }),
  };
}
