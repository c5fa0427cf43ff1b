import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** One VS Code that the editor tests can run in: a code-server release, the Node it needs, and the VS Code inside it. */
export interface VsCodeRelease {
  readonly vscode: string;
  readonly codeServer: string;
  readonly node: string;
}

/** The current VS Code, and the oldest one that `engines.vscode` in package.json promises to support. */
export const releases = {
  current: { vscode: '1.139.1', codeServer: '4.139.1', node: '24.21.0' },
  oldest: { vscode: '1.103.2', codeServer: '4.103.2', node: '22.23.3' },
} as const satisfies Record<string, VsCodeRelease>;

/** An installed release: absolute paths of the Node binary and of VS Code's server. */
export interface VsCodeInstallation {
  readonly release: VsCodeRelease;
  readonly node: string;
  readonly serverMain: string;
}

/** Native or unpublished dependencies of VS Code's server that no test needs and that would ask for a compiler. */
const unneeded = [
  '@github/copilot-sdk',
  '@vscode/copilot-api',
  '@microsoft/mxc-sdk',
  '@devcontainers/cli',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  '@vscode/fs-copyfile',
  '@vscode/deviceid',
  'kerberos',
  'ssh2',
  'tar',
  'zod',
];

/** Raise when the steps below change, so that caches made by older steps are thrown away. */
const recipe = 2;

/**
 * Installs a release into `~/.cache/routewarden/vscode-<version>` from the npm registry and returns where it is.
 * A stamp file says that an earlier installation is complete; a half-finished one is removed and made again.
 */
export function installVsCode(release: VsCodeRelease = releases.current): VsCodeInstallation {
  const folder = join(homedir(), '.cache', 'routewarden', `vscode-${release.codeServer}`);
  const stamp = join(folder, 'stamp.json');
  const wanted = JSON.stringify({ ...release, recipe });
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    const building = `${folder}.${process.pid}`;
    rmSync(building, { recursive: true, force: true });
    installInto(building, release);
    rmSync(folder, { recursive: true, force: true });
    renameSync(building, folder);
    writeFileSync(stamp, wanted);
  }
  return {
    release,
    node: join(folder, 'node_modules/node/bin/node'),
    serverMain: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

function installInto(folder: string, release: VsCodeRelease): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'routewarden-vscode', private: true }));
  npm(folder, ['install', `node@${release.node}`]);
  npm(folder, ['install', `code-server@${release.codeServer}`, '--ignore-scripts']);
  const server = join(folder, 'node_modules/code-server/lib/vscode');
  dropUnneededDependencies(join(server, 'package.json'));
  npm(server, ['install', '--omit=dev', '--ignore-scripts']);
  addSearchProgram(folder, server);
}

/** Older releases fetch ripgrep in an install script, from outside the registry; newer ones carry this package. */
function addSearchProgram(folder: string, server: string): void {
  const ripgrep = join(server, 'node_modules/@vscode/ripgrep');
  if (!existsSync(ripgrep) || existsSync(join(ripgrep, 'bin/rg'))) return;
  npm(folder, ['install', '@vscode/ripgrep-universal@1.18.0', '--ignore-scripts']);
  mkdirSync(join(ripgrep, 'bin'), { recursive: true });
  const program = join(folder, 'node_modules/@vscode/ripgrep-universal/bin', `${process.platform}-${process.arch}`, 'rg');
  copyFileSync(program, join(ripgrep, 'bin/rg'));
  chmodSync(join(ripgrep, 'bin/rg'), 0o755);
}

function dropUnneededDependencies(manifestPath: string): void {
  const manifest: Record<string, unknown> = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const { overrides, allowScripts, dependencies, ...rest } = manifest;
  void overrides;
  void allowScripts;
  const kept = Object.entries(dependencies ?? {}).filter(([name]) => !unneeded.includes(name));
  writeFileSync(manifestPath, JSON.stringify({ ...rest, dependencies: Object.fromEntries(kept) }, null, 2));
}

function npm(cwd: string, args: readonly string[]): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
