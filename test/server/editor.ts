import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  ConfigurationRequest,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  type FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  type TextDocumentEdit,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { z } from 'zod';
import type { Transport, Wire } from './transport.ts';
import type { WorkspaceFolder } from './workspace-folder.ts';

/** A message of the server: a notification, or a request that the editor answered. */
export interface Received {
  readonly method: string;
  readonly params: unknown;
}

export interface EditorOptions {
  readonly folders: readonly WorkspaceFolder[];
  /** Asks for diagnostics itself, as VS Code does; otherwise they are sent to it. */
  readonly pulls?: boolean;
  /** The `routewarden` section of the settings, by folder URI; `''` for every folder. */
  readonly settings?: Record<string, unknown>;
  /** Laid over what this editor can do otherwise. */
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Sends the first folder as the root and knows of no others, as editors did before 2017. */
  readonly withoutFolders?: boolean;
}

/** An editor as a language server sees one: with documents, versions, settings and a wire. */
export interface Editor {
  readonly connection: ProtocolConnection;
  readonly wire: Wire;
  readonly initialized: InitializeResult;
  readonly settings: Record<string, unknown>;
  /** Everything that the server has sent, in order. */
  readonly received: readonly Received[];
  /** Opens a document; its text is that on disk unless given. */
  open(uri: string, text?: string): void;
  text(uri: string): string;
  /** Replaces the first occurrence of `find` by an incremental change. */
  type(uri: string, find: string, replacement: string): void;
  save(uri: string): void;
  close(uri: string): void;
  /** The diagnostics of the current version of an open document, or the last ones of a document that is not open. */
  diagnostics(uri: string): Promise<readonly Diagnostic[]>;
  hover(uri: string, at: string): Promise<Hover | null>;
  /** The code actions where `at` stands, with the diagnostics that are shown there. */
  actions(uri: string, at: string, only?: string[]): Promise<readonly CodeAction[]>;
  /** Asks for the action's edit where it has none, and applies it to open documents and to files on disk. */
  apply(action: CodeAction): Promise<void>;
  /** Tells the server of changes on disk. */
  watched(changes: Readonly<Record<string, FileChangeType>>): void;
  changeFolders(event: { readonly added?: readonly WorkspaceFolder[]; readonly removed?: readonly WorkspaceFolder[] }): void;
  /** Tells the server that `settings` has changed. */
  changeSettings(): void;
  /** The first message, past or future, that `matches`. */
  message(method: string, matches?: (params: unknown) => boolean): Promise<unknown>;
}

const capabilities: ClientCapabilities = {
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
  textDocument: {
    synchronization: { didSave: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true, dataSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'source', 'source.fixAll'] } },
    },
  },
};

/** Connects to a server and completes the handshake. The editor closes with the running test. */
export async function openEditor(transport: Pick<Transport, 'connect'>, options: EditorOptions): Promise<Editor> {
  const wire = transport.connect();
  const { connection } = wire;
  const inbox = createInbox();
  const settings = options.settings ?? {};
  const documents = new Map<string, TextDocument>();

  connection.onUnhandledNotification(({ method, params }) => inbox.take({ method, params }));
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ scopeUri }) => settings[scopeUri ?? ''] ?? settings[''] ?? null),
  );
  connection.onRequest(RegistrationRequest.type, (params) => inbox.take({ method: RegistrationRequest.method, params }));
  connection.onRequest(DiagnosticRefreshRequest.type, () => inbox.take({ method: DiagnosticRefreshRequest.method, params: null }));
  connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
    connection.onProgress(WorkDoneProgress.type, token, (value) => inbox.take({ method: '$/progress', params: { token, value } }));
  });
  connection.listen();
  onTestFinished(async () => {
    await Promise.race(wire.exit === undefined ? [shutDown(connection)] : [shutDown(connection), wire.exit]);
    wire.dispose();
  });

  const pull =
    options.pulls === true
      ? { diagnostic: { dynamicRegistration: true, relatedInformation: true, codeDescriptionSupport: true, dataSupport: true } }
      : {};
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: options.folders[0]?.uri ?? null,
    ...(options.withoutFolders === true ? {} : { workspaceFolders: options.folders.map(toProtocolFolder) }),
    capabilities: { ...capabilities, textDocument: { ...capabilities.textDocument, ...pull }, ...options.capabilities },
    initializationOptions: options.initializationOptions,
  });
  await connection.sendNotification(InitializedNotification.type, {});

  const getDocument = (uri: string) => {
    const document = documents.get(uri);
    if (document === undefined) throw new Error(`${uri} is not open.`);
    return document;
  };
  const change = (uri: string, range: Range, text: string) => {
    const before = getDocument(uri);
    const version = before.version + 1;
    const contentChanges = [{ range, text }];
    documents.set(uri, TextDocument.update(before, contentChanges, version));
    void connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument: { uri, version }, contentChanges });
  };
  const positionOf = (uri: string, at: string) => {
    const document = getDocument(uri);
    const offset = document.getText().indexOf(at);
    if (offset === -1) throw new Error(`${uri} has no ${at}.`);
    return document.positionAt(offset);
  };

  const editor: Editor = {
    connection,
    wire,
    initialized,
    settings,
    received: inbox.all,
    open(uri, text = readFileSync(fileURLToPath(uri), 'utf8')) {
      documents.set(uri, TextDocument.create(uri, 'typescript', 1, text));
      void connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: 'typescript', version: 1, text },
      });
    },
    text: (uri) => getDocument(uri).getText(),
    type(uri, find, replacement) {
      const start = positionOf(uri, find);
      const document = getDocument(uri);
      const end = document.positionAt(document.offsetAt(start) + find.length);
      change(uri, { start, end }, replacement);
    },
    save: (uri) => void connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } }),
    close(uri) {
      documents.delete(uri);
      void connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    },
    async diagnostics(uri) {
      if (options.pulls === true) {
        const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
        return report.kind === 'full' ? report.items : [];
      }
      const version = documents.get(uri)?.version;
      const params = await inbox.next('textDocument/publishDiagnostics', (sent) => {
        const published = publishedSchema.parse(sent);
        return published.uri === uri && published.version === version;
      });
      return toPublished(params).diagnostics;
    },
    hover: (uri, at) => connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: positionOf(uri, at) }),
    async actions(uri, at, only) {
      const position = positionOf(uri, at);
      const shown = (await editor.diagnostics(uri)).filter(
        ({ range }) => range.start.line <= position.line && range.end.line >= position.line,
      );
      const actions = await connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri },
        range: { start: position, end: position },
        context: { diagnostics: [...shown], triggerKind: CodeActionTriggerKind.Invoked, ...(only === undefined ? {} : { only }) },
      });
      return (actions ?? []).filter((action): action is CodeAction => typeof action.command !== 'string');
    },
    async apply(action) {
      const { edit } = action.edit === undefined ? await connection.sendRequest(CodeActionResolveRequest.type, action) : action;
      for (const { textDocument, edits } of toDocumentEdits(edit)) {
        const { uri, version } = textDocument;
        if (version !== null && version !== getDocument(uri).version) throw new Error(`The edit is for version ${version} of ${uri}.`);
        const backwards = edits.map((given) => z.object({ range: z.custom<Range>(), newText: z.string() }).parse(given)).toReversed();
        for (const { range, newText } of backwards) change(uri, range, newText);
      }
    },
    watched(changes) {
      const events = Object.entries(changes).map(([uri, type]) => ({ uri, type }));
      void connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: events });
    },
    changeFolders({ added = [], removed = [] }) {
      const event = { added: added.map(toProtocolFolder), removed: removed.map(toProtocolFolder) };
      void connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
    },
    changeSettings: () => void connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null }),
    message: (method, matches) => inbox.first(method, matches ?? (() => true)),
  };
  return editor;
}

/** Does nothing where the test has done so, or has ended the server. */
async function shutDown(connection: ProtocolConnection): Promise<void> {
  try {
    await connection.sendRequest(ShutdownRequest.type);
  } catch {
    // The wire is closed already.
  }
}

function toProtocolFolder({ uri, path }: WorkspaceFolder) {
  return { uri, name: path.split('/').at(-1) ?? path };
}

const publishedSchema = z.object({ uri: z.string(), version: z.number().optional() });

function toPublished(params: unknown): PublishDiagnosticsParams {
  return z.custom<PublishDiagnosticsParams>((value) => publishedSchema.safeParse(value).success).parse(params);
}

function toDocumentEdits(edit: WorkspaceEdit | undefined): readonly TextDocumentEdit[] {
  const changed = (edit?.documentChanges ?? []).filter((change): change is TextDocumentEdit => 'edits' in change);
  const others = Object.entries(edit?.changes ?? {}).map(([uri, edits]) => ({ textDocument: { uri, version: null }, edits }));
  return [...changed, ...others];
}

interface Inbox {
  readonly all: readonly Received[];
  take(message: Received): void;
  /** The first match, past or future. */
  first(method: string, matches: (params: unknown) => boolean): Promise<unknown>;
  /** The newest match so far, or the next. */
  next(method: string, matches: (params: unknown) => boolean): Promise<unknown>;
}

function createInbox(): Inbox {
  const all: Received[] = [];
  const waiting = new Set<(message: Received) => void>();
  const wait = (isWanted: (message: Received) => boolean) =>
    new Promise<unknown>((resolve) => {
      const look = (message: Received) => {
        if (!isWanted(message)) return;
        waiting.delete(look);
        resolve(message.params);
      };
      waiting.add(look);
    });
  return {
    all,
    take(message) {
      all.push(message);
      for (const look of [...waiting]) look(message);
    },
    async first(method, matches) {
      const isWanted = (message: Received) => message.method === method && matches(message.params);
      const known = all.find(isWanted);
      return known === undefined ? wait(isWanted) : known.params;
    },
    async next(method, matches) {
      const isWanted = (message: Received) => message.method === method && matches(message.params);
      const known = all.findLast(isWanted);
      return known === undefined ? wait(isWanted) : known.params;
    },
  };
}
