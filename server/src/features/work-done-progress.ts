import type { WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import type { Folder } from '../folder/folder.ts';
import type { Server } from '../server.ts';

/** `window/workDoneProgress`: a first scan that takes longer than one slice is shown, and can be cancelled. */
export function register(server: Server): void {
  const shown = new Map<Folder, Bar>();
  server.own(
    server.folders.listen({
      progressed(folder, share) {
        const bar = shown.get(folder);
        if (folder.state !== 'scanning') {
          bar?.done();
          shown.delete(folder);
        } else if (bar !== undefined) bar.report(share);
        else if (share > 0) shown.set(folder, openBar(server, folder, share));
      },
      removed(folder) {
        shown.get(folder)?.done();
        shown.delete(folder);
      },
    }),
  );
}

interface Bar {
  report(share: number): void;
  done(): void;
}

/** The client has to agree before anything can be shown; by then the scan may be over. */
function openBar({ connection, log }: Server, folder: Folder, first: number): Bar {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let isDone = false;
  let percent = toPercent(first);
  connection.window.createWorkDoneProgress().then(
    (created) => {
      if (isDone) return;
      reporter = created;
      created.begin(`Routewarden: reading ${folder.name}`, percent, undefined, true);
      created.token.onCancellationRequested(() => folder.cancelScan());
    },
    (error: unknown) => log.error('window/workDoneProgress/create failed', error),
  );
  return {
    report(share) {
      if (toPercent(share) <= percent) return;
      percent = toPercent(share);
      reporter?.report(percent);
    },
    done() {
      isDone = true;
      reporter?.done();
    },
  };
}

function toPercent(share: number): number {
  return Math.round(share * 100);
}
