import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const cache = join(homedir(), '.cache', 'routewarden', 'examples');

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

function installedDependencies(source: string, name: string): string {
  const lock = readFileSync(join(source, 'package-lock.json'));
  const folder = join(cache, `${name}-${createHash('sha256').update(lock).digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) {
    const building = `${folder}.${process.pid}`;
    mkdirSync(building, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(source, file), join(building, file));
    npmCi(building);
    renameSync(building, folder);
  }
  return join(folder, 'node_modules');
}

function npmCi(cwd: string): void {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
