import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VsCodeInstallation } from './install.ts';
import { quietSettings } from './settings.ts';

export interface VsCodeServerOptions {
  readonly installation: VsCodeInstallation;
  /** Absolute paths of .vsix files to install. */
  readonly extensions: readonly string[];
  /** True to open every folder in Restricted Mode. */
  readonly restricted?: boolean;
  /** User settings on top of {@link quietSettings}. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables for the server and its extension hosts. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A running VS Code server. */
export interface VsCodeServer {
  /** `127.0.0.1:<port>`. */
  readonly authority: string;
  /** Everything the server printed, for failure messages. */
  output(): string;
  /** Hosts outside this machine that the server, an extension host or a language server connected to. */
  outsideConnections(): readonly string[];
  /** Command lines of all Node processes that were started, the language server's among them. */
  processes(): readonly string[];
  /** Ends the server with all its processes and removes its folder. */
  stop(): Promise<void>;
}

const readyMark = /Extension host agent listening on (\d+)/;
const networkGuard = fileURLToPath(new URL('./network-guard.cjs', import.meta.url));
const startTimeout = 60_000;

/** Starts VS Code's server in a new, empty user-data folder and resolves when it listens. */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  const run = mkdtempSync(join(tmpdir(), 'routewarden-vscode-'));
  const networkLog = join(run, 'network.log');
  writeFileSync(networkLog, '');
  writeSettings(run, options);
  const { node, serverMain } = options.installation;
  const env = { ...serverEnvironment(run, networkLog), ...options.environment };
  const shared = [
    '--server-data-dir',
    join(run, 'd'),
    '--extensions-dir',
    join(run, 'd/extensions'),
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
  ];
  for (const vsix of options.extensions) {
    execFileSync(node, [serverMain, ...shared, '--install-extension', vsix], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  }
  const trust = options.restricted === true ? [] : ['--disable-workspace-trust'];
  const child = spawn(
    node,
    [
      '--require',
      networkGuard,
      serverMain,
      ...shared,
      ...trust,
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--without-connection-token',
      '--enable-smoke-test-driver',
    ],
    { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const chunks: string[] = [];
  const port = await listeningPort(child, chunks);
  const networkLines = (kind: string) =>
    readFileSync(networkLog, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith(`${kind} `))
      .map((line) => line.split(' ').slice(2).join(' '));
  return {
    authority: `127.0.0.1:${port}`,
    output: () => chunks.join(''),
    outsideConnections: () => networkLines('connect'),
    processes: () => networkLines('process'),
    async stop() {
      await endProcessGroup(child);
      rmSync(run, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function writeSettings(run: string, options: VsCodeServerOptions): void {
  const user = join(run, 'd/data/User');
  mkdirSync(user, { recursive: true });
  const settings = { ...quietSettings, 'security.workspace.trust.enabled': options.restricted === true, ...options.settings };
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings, null, 2));
}

function serverEnvironment(run: string, networkLog: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: run,
    LANG: 'C.UTF-8',
    TMPDIR: run,
    XDG_RUNTIME_DIR: run,
    EXTENSIONS_GALLERY: '{}',
    ROUTEWARDEN_NETWORK_LOG: networkLog,
    ...(process.env['NODE_V8_COVERAGE'] === undefined ? {} : { NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'] }),
  };
}

function listeningPort(child: ChildProcess, chunks: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('was not ready in time'), startTimeout);
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ${why}:\n${chunks.join('')}`));
    };
    const take = (chunk: unknown) => {
      chunks.push(String(chunk));
      const port = readyMark.exec(chunks.join(''))?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    child.once('exit', (code) => fail(`ended with code ${code}`));
  });
}

/** Asks the server to end, then ends what is left of its own process group. */
async function endProcessGroup(child: ChildProcess): Promise<void> {
  const group = child.pid;
  if (group === undefined) return;
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      setTimeout(resolve, 10_000).unref();
    });
    child.kill('SIGTERM');
    await ended;
  }
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing of the group is left, which is what was wanted.
  }
}
