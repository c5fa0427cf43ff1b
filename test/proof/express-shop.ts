import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** What the shop answered; the body parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Call {
  readonly token?: string;
  readonly body?: unknown;
}

/** The shop, running. */
export interface Shop {
  call(method: string, path: string, options?: Call): Promise<Answer>;
  /** The bearer token of one of the sample accounts. */
  signIn(email: string, password: string): Promise<string>;
  /** Ends the process, and with it the embedded database. */
  stop(): Promise<void>;
}

const ready = /^Shop listening on (http:\S+)$/;
const signedIn = z.object({ token: z.string() });

/** Starts the express shop in `folder` on a free port, with a fresh database; rejects with its output if it does not come up. */
export async function startShop(folder: string): Promise<Shop> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
    cwd: folder,
    env: { ...process.env, PORT: '0', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await readyUrl(child);
  const call = (method: string, path: string, options: Call = {}) => request(url, method, path, options);
  return {
    call,
    async signIn(email, password) {
      const { body } = await call('POST', '/api/auth/login', { body: { email, password } });
      return signedIn.parse(body).token;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The shop was started without pipes.');
  const output: string[] = [];
  stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The shop did not start:\n${output.join('')}`)));
    createInterface(stdout).on('line', (line) => {
      const url = ready.exec(line)?.[1];
      if (url) resolve(url);
      else output.push(`${line}\n`);
    });
  });
}

async function request(url: string, method: string, path: string, { token, body }: Call): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: {
      // One connection a request: after an answer that was sent twice, Express drops the connection.
      connection: 'close',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
}
