import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  createProtocolConnection,
  ExitNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { root } from './source-files.ts';

const dist = join(root, 'dist');
const alone = mkdtempSync(join(tmpdir(), 'routewarden-bundle-'));
const megabyte = 1024 * 1024;

/** A bundle as a user has it: without the repository and its packages around it. */
function copyAlone(bundle: string): string {
  copyFileSync(join(dist, bundle), join(alone, bundle));
  return join(alone, bundle);
}

describe('bundles', () => {
  afterAll(() => rmSync(alone, { recursive: true, force: true }));

  test('say nothing of the machine they were built on', () => {
    const telling = readdirSync(dist).filter((name) => readFileSync(join(dist, name), 'utf8').includes(root));
    expect(telling).toEqual([]);
  });

  test('carry the licences of what is in them', () => {
    const notices = readFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    expect(notices).toMatch(/^typescript \d+\.\d+\.\d+ \(Apache-2\.0\)$/m);
    expect(notices).toMatch(/^vscode-languageserver \d+\.\d+\.\d+ \(MIT\)$/m);
  });

  test('the command line needs nothing beside itself', () => {
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(execFileSync(process.execPath, [copyAlone('cli.cjs'), '--version'], { cwd: alone, encoding: 'utf8' }).trim()).toBe(version);
  });

  test('the client and the server stay small: the engine is read when it is needed', () => {
    expect(statSync(join(dist, 'client.cjs')).size).toBeLessThan(megabyte);
    expect(statSync(join(dist, 'server.cjs')).size).toBeLessThan(megabyte);
  });

  test('the server answers initialize before it reads the engine', async () => {
    const child = spawn(process.execPath, [copyAlone('server.cjs'), '--stdio'], { cwd: alone, stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    const answer = await connection.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities: {} });
    expect(answer.serverInfo?.name).toBe('routewarden');
    const exit = once(child, 'exit');
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    await exit;
    connection.dispose();
  });
});
