import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(homedir(), '.cache', 'routewarden', 'dependencies');

/**
 * Installs what the `package-lock.json` of the folder names, once per lock file, and gives the path of that `node_modules`.
 * `name` only makes the place readable.
 */
export function installedDependencies(source: string, name: string): string {
  const lock = readFileSync(join(source, 'package-lock.json'));
  const folder = join(cache, `${name}-${createHash('sha256').update(lock).digest('hex').slice(0, 16)}`);
  if (!existsSync(folder)) {
    const building = `${folder}.${process.pid}`;
    mkdirSync(building, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(source, file), join(building, file));
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: building,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    renameSync(building, folder);
  }
  return join(folder, 'node_modules');
}
