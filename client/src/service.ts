import { type Event, EventEmitter, type ExtensionContext, type LogOutputChannel, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type InitializationOptions, type StatusParams, statusNotification } from '#protocol';
import { documentSelector } from './document-selector.ts';

/** The language server, started once when it is first needed. */
export interface Service {
  /** True from the first call of `start`. */
  readonly isStarted: boolean;
  /** Resolves with the running client; undefined, after telling the user, where it does not start. */
  start(): Promise<LanguageClient | undefined>;
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** What the server last said, one entry per folder. */
  readonly status: readonly StatusParams[];
  readonly onDidChangeStatus: Event<void>;
}

export function createService(context: ExtensionContext, log: LogOutputChannel): Service {
  const changed = new EventEmitter<void>();
  const status = new Map<string, StatusParams>();
  let client: LanguageClient | undefined;
  let starting: Promise<LanguageClient | undefined> | undefined;

  const launch = async (): Promise<LanguageClient | undefined> => {
    try {
      client ??= await createClient(context, log);
      client.onNotification(statusNotification, (params: StatusParams) => {
        status.set(params.folder, params);
        changed.fire();
      });
      await client.start();
      return client;
    } catch (error) {
      log.error('The language server did not start', error instanceof Error ? error : String(error));
      void window.showErrorMessage('Routewarden: the language server did not start. Its output says why.');
      starting = undefined;
      return undefined;
    }
  };
  context.subscriptions.push(changed);

  const service: Service = {
    get isStarted() {
      return starting !== undefined;
    },
    get status() {
      return [...status.values()];
    },
    onDidChangeStatus: changed.event,
    start: () => (starting ??= launch()),
    async restart() {
      status.clear();
      changed.fire();
      const current = await starting;
      if (current === undefined) await service.start();
      else await current.restart();
    },
    async stop() {
      const current = await starting;
      starting = undefined;
      if (current?.needsStop() === true) await current.stop();
    },
  };
  return service;
}

/** The client library is loaded with the first server, not with the extension. */
async function createClient(context: ExtensionContext, log: LogOutputChannel): Promise<LanguageClient> {
  const { LanguageClient, RevealOutputChannelOn, TransportKind } = await import('vscode-languageclient/node');
  const initializationOptions: InitializationOptions = context.storageUri === undefined ? {} : { cacheFolder: context.storageUri.fsPath };
  return new LanguageClient(
    'routewarden',
    'Routewarden',
    { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc },
    {
      documentSelector,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      diagnosticPullOptions: { onChange: true, onSave: true },
    },
  );
}
