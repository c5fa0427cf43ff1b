import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

/** A folder on disk that lives as long as the test that made it. */
export interface WorkspaceFolder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  readonly uri: string;
  uriOf(file: string): string;
  write(file: string, text: string): void;
  remove(file: string): void;
}

export function createWorkspaceFolder(files: Readonly<Record<string, string>>, name = 'api'): WorkspaceFolder {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'routewarden-server-')));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const path = join(parent, name);
  mkdirSync(path);
  const folder: WorkspaceFolder = {
    path,
    uri: pathToFileURL(path).href,
    uriOf: (file) => pathToFileURL(join(path, file)).href,
    write(file, text) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    },
    remove: (file) => rmSync(join(path, file), { recursive: true }),
  };
  for (const [file, text] of Object.entries(files)) folder.write(file, text);
  return folder;
}
