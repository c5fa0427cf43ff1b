import { fork, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ErrorCodes,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  type ResponseError,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type RoutesResult, routesRequest } from '#protocol';
import { openEditor } from './editor.ts';
import { shop } from './shop.ts';
import { connectToBundle, exitCode, getBundle } from './transport.ts';
import { createWorkspaceFolder, type WorkspaceFolder } from './workspace-folder.ts';

/** Runs the bundle with arguments that it answers by itself. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, [getBundle(), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exitCode(child)]);
  return { stdout, stderr, code };
}

/** A whole session: start, one question, end. */
async function talk(reader: MessageReader, writer: MessageWriter, folder: WorkspaceFolder): Promise<readonly string[]> {
  const connection = createProtocolConnection(reader, writer);
  connection.onUnhandledNotification(() => undefined);
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: folder.uri,
    capabilities: {},
    workspaceFolders: [{ uri: folder.uri, name: 'api' }],
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const { folders }: RoutesResult = await connection.sendRequest(routesRequest, {});
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  return folders.flatMap(({ routes }) => routes.map(({ path }) => path));
}

const paths = ['/api/orders', '/api/orders/:id'];

describe('the command', () => {
  test('explains itself', async () => {
    const usage = expect.stringContaining('Usage: routewarden-language-server');
    expect(await run()).toEqual({ stdout: '', stderr: usage, code: 2 });
    expect(await run('--verbose')).toEqual({ stdout: '', stderr: usage, code: 2 });
    expect(await run('--help')).toEqual({ stdout: usage, stderr: '', code: 0 });
    expect(await run('--version')).toEqual({ stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '', code: 0 });
  });

  test('serves over a socket', async () => {
    const folder = createWorkspaceFolder(shop);
    const listener = createServer();
    onTestFinished(() => void listener.close());
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const address = listener.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const connected = new Promise<readonly string[]>((resolve, reject) => {
      listener.once('connection', (socket) => {
        talk(new StreamMessageReader(socket), new StreamMessageWriter(socket), folder).then(resolve, reject);
      });
    });
    const child = spawn(process.execPath, [getBundle(), `--socket=${port}`], { stdio: 'ignore' });
    const ended = exitCode(child);
    expect(await connected).toEqual(paths);
    expect(await ended).toBe(0);
  });

  test('says so where nobody listens at the socket', async () => {
    const { stderr, code } = await run('--socket=1');
    expect(stderr).toContain('ECONNREFUSED');
    expect(code).toBe(1);
  });

  test('serves over the channel between Node processes', async () => {
    const child = fork(getBundle(), ['--node-ipc'], { stdio: 'ignore' });
    const ended = exitCode(child);
    child.channel?.ref();
    expect(await talk(new IPCMessageReader(child), new IPCMessageWriter(child), createWorkspaceFolder(shop))).toEqual(paths);
    expect(await ended).toBe(0);
  });
});

describe('the process', () => {
  test('ends with 0 after a shutdown', async () => {
    const { connection, exit } = (await openEditor({ connect: () => connectToBundle(['--stdio']) }, { folders: [] })).wire;
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    expect(await exit).toBe(0);
  });

  test('ends with 1 without one', async () => {
    const { connection, exit } = (await openEditor({ connect: () => connectToBundle(['--stdio']) }, { folders: [] })).wire;
    await connection.sendNotification(ExitNotification.type);
    expect(await exit).toBe(1);
  });

  test('ends in the middle of a scan', async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`src/orders-${index}.ts`, shop['src/orders.ts']]));
    const folder = createWorkspaceFolder({ ...shop, ...files });
    const editor = await openEditor({ connect: () => connectToBundle(['--stdio']) }, { folders: [folder] });
    await editor.message('routewarden/status');
    await editor.connection.sendRequest(ShutdownRequest.type);
    await editor.connection.sendNotification(ExitNotification.type);
    expect(await editor.wire.exit).toBe(0);
  });

  test('ends with its editor', async () => {
    const child = spawn(process.execPath, [getBundle(), '--stdio'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = exitCode(child);
    child.stdin.end();
    expect(await ended).toBe(1);
  });

  test('answers questions only between the start and the end', async () => {
    const { connection, dispose } = connectToBundle(['--stdio']);
    onTestFinished(dispose);
    connection.listen();
    const ask = () =>
      connection.sendRequest(routesRequest, {}).then(
        () => 'answered',
        (error: ResponseError<unknown>) => error.code,
      );
    expect(await ask()).toBe(ErrorCodes.ServerNotInitialized);
    await connection.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} });
    expect(await ask()).toBe('answered');
    await connection.sendRequest(ShutdownRequest.type);
    expect(await ask()).toBe(ErrorCodes.InvalidRequest);
  });

  test('survives what is no message of the protocol', async () => {
    const editor = await openEditor({ connect: () => connectToBundle(['--stdio']) }, { folders: [createWorkspaceFolder(shop)] });
    const { connection } = editor;
    await connection.sendNotification('textDocument/didOpen', { textDocument: null });
    await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: 'all of them' });
    await connection.sendNotification('workspace/didChangeWorkspaceFolders', {});
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: ':::', languageId: 'typescript', version: 1, text: 'x' },
    });
    await connection.sendRequest('textDocument/hover', { textDocument: 7 }).catch(() => undefined);
    const { folders }: RoutesResult = await connection.sendRequest(routesRequest, null);
    expect(folders[0]?.routes.map(({ path }) => path)).toEqual(paths);
  });
});

describe('facts of earlier runs', () => {
  test('are kept where the editor says, and nowhere without it', async () => {
    const cache = createWorkspaceFolder({}, 'cache');
    const folder = createWorkspaceFolder(shop);
    const connect = () => connectToBundle(['--stdio']);
    const before = readdirSync(folder.path);
    const editor = await openEditor({ connect }, { folders: [folder], initializationOptions: { cacheFolder: cache.path } });
    const first: RoutesResult = await editor.connection.sendRequest(routesRequest, {});
    await editor.connection.sendRequest(ShutdownRequest.type);
    const [file] = readdirSync(cache.path);
    expect(file).toMatch(/^[0-9a-f]{16}\.jsonl$/);
    expect(readFileSync(`${cache.path}/${file}`, 'utf8')).toContain('routewarden-facts');
    const again = await openEditor({ connect }, { folders: [folder], initializationOptions: { cacheFolder: cache.path } });
    expect(await again.connection.sendRequest(routesRequest, {})).toEqual(first);
    expect(readdirSync(folder.path)).toEqual(before);
    expect(existsSync(`${folder.path}/node_modules`)).toBe(false);
  });
});
