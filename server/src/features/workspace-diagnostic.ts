import type {
  CancellationToken,
  DiagnosticOptions,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import { toReport } from '../convert/diagnostic-report.ts';
import type { Server } from '../server.ts';

/** Advertised by the handler of single documents, which always comes with this one. */
export const diagnosticOptions: DiagnosticOptions = {
  identifier: 'routewarden',
  interFileDependencies: true,
  workspaceDiagnostics: true,
};

/** `workspace/diagnostic`: every document whose diagnostics differ from those the client has. Where none does, the
 *  answer waits for the next analysis, since editors ask again as soon as they are answered. */
export function register(server: Server): void {
  const { folders } = server;
  const waiting = new Set<() => void>();
  let generation = 0;
  let answered = -1;
  const wake = () => {
    generation++;
    for (const resolve of [...waiting]) resolve();
  };
  server.own(folders.listen({ analysed: wake, removed: wake }));

  const nextAnalysis = (token: CancellationToken) =>
    new Promise<void>((resolve) => {
      const settle = () => {
        listener.dispose();
        waiting.delete(settle);
        resolve();
      };
      const listener = token.onCancellationRequested(settle);
      waiting.add(settle);
    });

  server.connection.languages.diagnostics.onWorkspace(
    server.answer(
      'workspace/diagnostic',
      { items: [] },
      async (params: WorkspaceDiagnosticParams, token): Promise<WorkspaceDiagnosticReport> => {
        for (;;) {
          if (token.isCancellationRequested) return { items: [] };
          const items = findChanged(server, params);
          if (items.length > 0 || (generation !== answered && generation > 0)) {
            answered = generation;
            return { items };
          }
          await nextAnalysis(token);
        }
      },
    ),
  );
}

function findChanged(server: Server, { previousResultIds }: WorkspaceDiagnosticParams): WorkspaceDocumentDiagnosticReport[] {
  const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  const uris = new Set(previous.keys());
  for (const folder of server.folders.all) {
    for (const path of folder.snapshot?.files.keys() ?? []) uris.add(server.toUri({ folder, path }));
  }
  const changed: WorkspaceDocumentDiagnosticReport[] = [];
  for (const uri of uris) {
    const place = server.folders.locate(uri);
    if (place !== undefined && place.folder.snapshot === undefined && isComing(place.folder.state)) continue;
    const result = place?.folder.snapshot?.files.get(place.path);
    const report = toReport(result, previous.get(uri), {
      client: server.client,
      toUri: (path) => (place === undefined ? uri : server.toUri({ ...place, path })),
    });
    if (report.kind === 'unchanged') continue;
    changed.push({ ...report, uri, version: server.documents.get(uri)?.version ?? null });
  }
  return changed;
}

/** What a client shows of an earlier server stays until this one knows better. */
function isComing(state: string): boolean {
  return state === 'waiting' || state === 'scanning';
}
