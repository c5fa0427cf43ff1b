import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver/node';
import { type LanguageServer, type LanguageServerOptions, startLanguageServer } from '../test/proof/language-server.ts';

/** One document that is open in a language server, with what the editor shows of it. */
export interface OpenFile {
  readonly uri: string;
  readonly path: string;
  text: string;
  diagnostics: readonly Diagnostic[];
}

/** A language server with an editor's side that can open files, type into them and take the time. */
export interface Editor {
  readonly server: LanguageServer;
  /** Milliseconds from before the process was started until the first document's diagnostics were there. */
  readonly startToFirst: number;
  readonly first: OpenFile;
  open(path: string): Promise<OpenFile>;
  /** Replaces `[offset, offset + removed)` by `added`; resolves with the milliseconds until the new diagnostics were there. */
  replace(file: OpenFile, offset: number, removed: number, added: string): Promise<number>;
  /** Resident memory of the server now. */
  rssMiB(): number;
  stop(): Promise<void>;
}

/** Between two keystrokes, so that no server works on two at once. */
const betweenKeystrokes = 15;
const answerTimeout = 120_000;

/** Starts a server and opens its first document. */
export async function startEditor(options: LanguageServerOptions, firstPath: string): Promise<Editor> {
  const started = performance.now();
  const server = await startLanguageServer(options);
  const first = await openFile(server, options.folder, firstPath);
  const startToFirst = performance.now() - started;
  return {
    server,
    startToFirst,
    first,
    open: (path) => openFile(server, options.folder, path),
    replace: (file, offset, removed, added) => replace(server, file, offset, removed, added),
    rssMiB: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.process.pid)], { encoding: 'utf8' })) / 1024,
    stop: () => server.stop(),
  };
}

async function openFile(server: LanguageServer, folder: string, path: string): Promise<OpenFile> {
  const uri = pathToFileURL(join(folder, path)).href;
  const text = readFileSync(join(folder, path), 'utf8');
  server.show(uri, text);
  return { uri, path, text, diagnostics: await server.nextDiagnostics(uri, answerTimeout) };
}

async function replace(server: LanguageServer, file: OpenFile, offset: number, removed: number, added: string): Promise<number> {
  await pause(betweenKeystrokes);
  const range = { start: positionAt(file.text, offset), end: positionAt(file.text, offset + removed) };
  file.text = file.text.slice(0, offset) + added + file.text.slice(offset + removed);
  const started = performance.now();
  server.type(file.uri, [{ range, text: added }]);
  file.diagnostics = await server.nextDiagnostics(file.uri, answerTimeout);
  return performance.now() - started;
}

function positionAt(text: string, offset: number) {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}
