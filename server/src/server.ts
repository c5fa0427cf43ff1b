import {
  type CancellationToken,
  type Connection,
  type Disposable,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '#protocol';
import type { ClientFeatures } from './client-features.ts';
import type { Folders, Place } from './folder/folders.ts';
import type { Log } from './log.ts';

/** What a feature is given to register itself with. */
export interface Server {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly folders: Folders;
  readonly log: Log;
  /** Everything false until `initialize`. */
  readonly client: ClientFeatures;
  readonly options: InitializationOptions;
  /** Called while `initialize` is answered: the capabilities that the feature stands behind. */
  onInitialize(hook: (client: ClientFeatures) => ServerCapabilities): void;
  /** Called once the client is ready for requests of the server. */
  onReady(hook: () => void | Promise<void>): void;
  /** Wraps a request handler: a throw is logged and answered with `fallback`, a cancelled request with the error that
   *  the protocol has for it. */
  answer<P, R>(what: string, fallback: R, body: (params: P, token: CancellationToken) => R | Promise<R>): RequestAnswer<P, R>;
  /** Wraps a notification handler: a throw is logged. */
  take<P>(what: string, body: (params: P) => void | Promise<void>): (params: P) => Promise<void>;
  /** The URI of a file, as the editor spells it where the file is open. */
  toUri(place: Place): string;
  /** The open document of a file. */
  openDocument(place: Place): TextDocument | undefined;
  /** Runs when the server shuts down. */
  own(disposable: Disposable): void;
}

export type RequestAnswer<P, R> = (params: P, token: CancellationToken) => Promise<R>;

/** `running` from `initialize` to `shutdown`. */
export type Phase = 'new' | 'running' | 'ended';

export function createAnswer(log: Log, getPhase: () => Phase): Server['answer'] {
  return (what, fallback, body) => async (params, token) => {
    const phase = getPhase();
    if (phase === 'new') throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server waits for `initialize`.');
    if (phase === 'ended') throw new ResponseError(ErrorCodes.InvalidRequest, 'The server has been shut down.');
    try {
      const answer = await body(params, token);
      if (token.isCancellationRequested) throw cancelled();
      return answer;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      log.error(`${what} failed`, error);
      return fallback;
    }
  };
}

export function createTake(log: Log): Server['take'] {
  return (what, body) => async (params) => {
    try {
      await body(params);
    } catch (error) {
      log.error(`${what} failed`, error);
    }
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
