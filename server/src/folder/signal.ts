import type { CancellationToken } from 'vscode-languageserver/node';

/** Something that happens again and again, and that requests wait for. */
export interface Signal {
  raise(): void;
  /** Resolves the next time it happens, or when `token` is cancelled. */
  next(token: CancellationToken): Promise<void>;
}

export function createSignal(): Signal {
  const waiting = new Set<() => void>();
  return {
    raise() {
      for (const wake of [...waiting]) wake();
    },
    next: (token) =>
      new Promise((resolve) => {
        const wake = () => {
          listener.dispose();
          waiting.delete(wake);
          resolve();
        };
        const listener = token.onCancellationRequested(wake);
        waiting.add(wake);
      }),
  };
}
