import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type StartOptions, startServer } from '#server';

/** A server somewhere, and the client's end of the wire to it. */
export interface Wire {
  readonly connection: ProtocolConnection;
  /** The exit code, once the server's process has ended; in this process there is none to wait for. */
  readonly exit: Promise<number | null> | undefined;
  /** Ends what is left. */
  dispose(): void;
}

export interface Transport {
  readonly name: string;
  connect(): Wire;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

const built = ['server.cjs', 'engine.cjs'].map((name) => join(root, 'dist', name));

/** The same server in this process and as the process that editors start. */
export const transports: readonly Transport[] = [
  { name: 'in this process', connect: () => connectInProcess() },
  { name: 'as a process', connect: () => connectToBundle(['--stdio']) },
];

export function connectInProcess(options: Partial<StartOptions> = {}): Wire {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), { version: '0.0.0', ...options });
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  return { connection, exit: undefined, dispose: () => connection.dispose() };
}

export function connectToBundle(args: readonly string[]): Wire {
  const child = spawn(process.execPath, [getBundle(), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  return {
    connection,
    exit: exitCode(child),
    dispose() {
      connection.dispose();
      child.kill();
    },
  };
}

/** The exit code of a process; null where a signal ended it. */
export async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code]: unknown[] = await once(child, 'exit');
  return typeof code === 'number' ? code : null;
}

let copied: string | undefined;

/** The path of the bundle that editors start, in a copy of its own: a build that runs meanwhile replaces the original. */
export function getBundle(): string {
  if (copied !== undefined) return copied;
  // A bundle older than the sources would test yesterday's server.
  const newest = Math.max(...['protocol/src', 'server/src'].map((folder) => newestBelow(join(root, folder))));
  if (built.some((path) => !existsSync(path) || statSync(path).mtimeMs < newest)) {
    throw new Error('dist/server.cjs is missing or older than the server. Run `npm run build` first.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'routewarden-bundle-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const path of built) copyFileSync(path, join(folder, basename(path)));
  copied = join(folder, 'server.cjs');
  return copied;
}

function newestBelow(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}
