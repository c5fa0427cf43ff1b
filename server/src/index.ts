import {
  type Connection,
  type Disposable,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '#protocol';
import { type ClientFeatures, readClientFeatures } from './client-features.ts';
import { type Engine, loadEngine } from './engine-loader.ts';
import { register as registerCodeAction } from './features/code-action.ts';
import { register as registerRefresh } from './features/diagnostic-refresh.ts';
import { register as registerConfiguration } from './features/did-change-configuration.ts';
import { register as registerWatchedFiles } from './features/did-change-watched-files.ts';
import { register as registerWorkspaceFolders } from './features/did-change-workspace-folders.ts';
import { register as registerDocumentDiagnostic } from './features/document-diagnostic.ts';
import { register as registerHover } from './features/hover.ts';
import { register as registerPublishDiagnostics } from './features/publish-diagnostics.ts';
import { register as registerRoutes } from './features/routes.ts';
import { register as registerStatus } from './features/status.ts';
import { register as registerTextDocumentSync } from './features/text-document-sync.ts';
import { register as registerProgress } from './features/work-done-progress.ts';
import { register as registerWorkspaceDiagnostic } from './features/workspace-diagnostic.ts';
import { createFolders } from './folder/folders.ts';
import { createLog } from './log.ts';
import { createOpenDocuments } from './open-documents.ts';
import { createAnswer, createTake, type Phase, type Server } from './server.ts';
import { isRecord } from './settings.ts';

export type { Engine } from './engine-loader.ts';

export interface StartOptions {
  /** Shown to the client as the server's version. */
  readonly version: string;
  /** How to load the engine; the real one by default. Called after `initialize` was answered. */
  readonly loadEngine?: () => Promise<Engine>;
}

/** Serves one client until it disconnects. Everything about transport and process is the caller's. */
export function startServer(connection: Connection, options: StartOptions): void {
  const log = createLog(connection.console);
  const documents = new TextDocuments(TextDocument);
  const openDocuments = createOpenDocuments(documents);
  const initializeHooks: ((client: ClientFeatures) => ServerCapabilities)[] = [];
  const readyHooks: (() => void | Promise<void>)[] = [];
  const owned: Disposable[] = [openDocuments];
  let phase: Phase = 'new';
  let client = readClientFeatures({});
  let initialization: InitializationOptions = {};
  let engine: Promise<Engine> | undefined;

  const folders = createFolders({
    log,
    loadEngine: () => (engine ??= (options.loadEngine ?? loadEngine)()),
    cacheFolder: () => initialization.cacheFolder,
    openTexts: (folder) =>
      documents.all().flatMap((document) => {
        const path = folder.toPath(document.uri);
        return path === undefined ? [] : [{ path, text: document.getText(), version: document.version }];
      }),
  });
  const server: Server = {
    connection,
    documents,
    folders,
    log,
    get client() {
      return client;
    },
    get options() {
      return initialization;
    },
    onInitialize: (hook) => void initializeHooks.push(hook),
    onReady: (hook) => void readyHooks.push(hook),
    answer: createAnswer(log, () => phase),
    take: createTake(log),
    toUri: ({ folder, path }) => server.openDocument({ folder, path })?.uri ?? folder.toUri(path),
    openDocument: (place) => openDocuments.at(place),
    own: (disposable) => void owned.push(disposable),
  };

  connection.onInitialize((params): InitializeResult => {
    phase = 'running';
    client = readClientFeatures(params.capabilities);
    initialization = readInitialization(params.initializationOptions);
    for (const { uri, name } of readFolders(params)) folders.add(uri, name);
    const capabilities = Object.assign({}, ...initializeHooks.map((hook) => hook(client)));
    return { capabilities, serverInfo: { name: 'routewarden', version: options.version } };
  });
  connection.onInitialized(
    server.take('initialized', async () => {
      await Promise.all(readyHooks.map((hook) => server.take('A start-up step', hook)(undefined)));
    }),
  );
  connection.onShutdown(() => {
    phase = 'ended';
    for (const folder of folders.all) folders.remove(folder.uri);
    for (const disposable of owned) disposable.dispose();
  });

  registerTextDocumentSync(server);
  const configuration = registerConfiguration(server);
  registerWorkspaceFolders(server, configuration);
  registerWatchedFiles(server);
  registerPublishDiagnostics(server);
  registerDocumentDiagnostic(server);
  registerWorkspaceDiagnostic(server);
  registerRefresh(server);
  registerCodeAction(server);
  registerHover(server);
  registerRoutes(server);
  registerStatus(server);
  registerProgress(server);
  connection.listen();
}

function readInitialization(value: unknown): InitializationOptions {
  if (!isRecord(value)) return {};
  return {
    ...(isRecord(value.settings) ? { settings: value.settings } : {}),
    ...(typeof value.cacheFolder === 'string' && value.cacheFolder !== '' ? { cacheFolder: value.cacheFolder } : {}),
  };
}

/** Clients before workspace folders send one root. */
function readFolders({ workspaceFolders, rootUri }: InitializeParams): readonly { readonly uri: string; readonly name: string }[] {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders;
  if (rootUri === null || rootUri === undefined) return [];
  return [{ uri: rootUri, name: decodeURIComponent(rootUri.replace(/\/+$/, '').split('/').at(-1) ?? rootUri) }];
}
