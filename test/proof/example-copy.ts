import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedDependencies } from '../harness/dependencies.ts';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

/** A copy of an example that a test may change and run. */
export interface ExampleCopy {
  /** Absolute path of the copy. */
  readonly folder: string;
  remove(): void;
}

/** Copies `examples/<name>` to a temporary folder, without its dependencies. */
export function copyExample(name: string): ExampleCopy {
  const folder = mkdtempSync(join(tmpdir(), `routewarden-${name}-`));
  cpSync(join(examples, name), folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|\.next)$/.test(path) });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** As {@link copyExample}, with its dependencies, which are installed once per lock file: the copy can run. */
export function copyRunnableExample(name: string): ExampleCopy {
  const copy = copyExample(name);
  symlinkSync(installedDependencies(join(examples, name), name), join(copy.folder, 'node_modules'), 'junction');
  return copy;
}
