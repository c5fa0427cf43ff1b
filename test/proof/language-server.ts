import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';

/** How a language server is started. */
export interface LanguageServerOptions {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** The program and its arguments; it speaks over its standard streams. */
  readonly command: readonly [string, ...string[]];
  readonly initializationOptions?: unknown;
  /** The answer to every `workspace/configuration` item; null when left out. */
  readonly settings?: unknown;
  /** Whether this client asks for diagnostics, as VS Code does with a server that offers it, or waits for them. */
  readonly pullsDiagnostics?: boolean;
}

/** A running language server with one workspace folder, as an editor sees it. */
export interface LanguageServer {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  /** Opens a document, or gives an open one its new text as a whole. */
  show(uri: string, text: string): void;
  /** Sends changes of an open document, as typing does. */
  type(uri: string, changes: TextDocumentContentChangeEvent[]): void;
  /** The diagnostics last published for the document. */
  diagnostics(uri: string): readonly Diagnostic[];
  /** The diagnostics of the document's current version: asked for, or awaited where the server sends them by itself (which rejects after `timeout` ms). */
  nextDiagnostics(uri: string, timeout?: number): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

const clientCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: {
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
    },
  },
};

/** Starts the server and completes the `initialize` handshake. */
export async function startLanguageServer(options: LanguageServerOptions): Promise<LanguageServer> {
  const [program, ...args] = options.command;
  const child = spawn(program, args, { cwd: options.folder, stdio: ['pipe', 'pipe', 'pipe'] });
  const log: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));

  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => options.settings ?? null));
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
  connection.onUnhandledNotification(() => undefined);
  connection.listen();

  const uri = pathToFileURL(options.folder).href;
  const { textDocument, ...capabilities } = clientCapabilities;
  const pulls = options.pullsDiagnostics ? { diagnostic: { relatedDocumentSupport: true } } : {};
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: 'workspace' }],
    capabilities: { ...capabilities, textDocument: { ...textDocument, ...pulls } },
    initializationOptions: options.initializationOptions,
  });
  const documents = new Documents(connection, initialized.capabilities.diagnosticProvider !== undefined, () => log.join(''));
  await connection.sendNotification(InitializedNotification.type, {});

  return {
    connection,
    process: child,
    show: (document, text) => documents.show(document, text),
    type: (document, changes) => documents.type(document, changes),
    diagnostics: (document) => documents.diagnostics(document),
    nextDiagnostics: (document, timeout) => documents.next(document, timeout),
    async stop() {
      const exit = once(child, 'exit');
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await exit;
      clearTimeout(forced);
      connection.dispose();
    },
  };
}

interface OpenDocument {
  version: number;
  diagnostics: readonly Diagnostic[];
  /** Called once, with the next diagnostics that are not of an older version. */
  waiting: ((diagnostics: readonly Diagnostic[]) => void) | undefined;
}

/** The open documents of one connection. */
class Documents {
  readonly #open = new Map<string, OpenDocument>();
  readonly #connection: ProtocolConnection;
  readonly #pulls: boolean;
  readonly #log: () => string;

  constructor(connection: ProtocolConnection, pulls: boolean, log: () => string) {
    this.#connection = connection;
    this.#pulls = pulls;
    this.#log = log;
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      const document = this.#open.get(uri);
      if (!document || (version !== undefined && version < document.version)) return;
      document.diagnostics = diagnostics;
      document.waiting?.(diagnostics);
    });
  }

  show(uri: string, text: string): void {
    if (this.#open.has(uri)) {
      this.type(uri, [{ text }]);
      return;
    }
    this.#open.set(uri, { version: 1, diagnostics: [], waiting: undefined });
    const textDocument = { uri, languageId: uri.endsWith('.tsx') ? 'typescriptreact' : 'typescript', version: 1, text };
    void this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  type(uri: string, contentChanges: TextDocumentContentChangeEvent[]): void {
    const document = this.#open.get(uri);
    if (!document) throw new Error(`${uri} is not open.`);
    document.version += 1;
    void this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: document.version },
      contentChanges,
    });
  }

  diagnostics(uri: string): readonly Diagnostic[] {
    return this.#open.get(uri)?.diagnostics ?? [];
  }

  next(uri: string, timeout = 20_000): Promise<readonly Diagnostic[]> {
    const document = this.#open.get(uri);
    if (!document) return Promise.reject(new Error(`${uri} is not open.`));
    if (this.#pulls) return this.#pull(uri, document);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No diagnostics for ${uri} in ${timeout} ms.\n${this.#log()}`)), timeout);
      document.waiting = (diagnostics) => {
        document.waiting = undefined;
        clearTimeout(timer);
        resolve(diagnostics);
      };
    });
  }

  async #pull(uri: string, document: OpenDocument): Promise<readonly Diagnostic[]> {
    const report = await this.#connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    if (report.kind === 'full') document.diagnostics = report.items;
    return document.diagnostics;
  }
}
