import type { RemoteConsole } from 'vscode-languageserver/node';

/** The client's log. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** With the stack of `cause`, which is for the log only. */
  error(message: string, cause: unknown): void;
}

export function createLog(console: RemoteConsole): Log {
  return {
    info: (message) => console.info(message),
    warn: (message) => console.warn(message),
    error: (message, cause) => console.error(`${message}: ${describe(cause)}`),
  };
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
