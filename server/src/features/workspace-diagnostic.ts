import type {
  DiagnosticOptions,
  FullDocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import type { DiagnosticContext } from '../convert/diagnostic.ts';
import { toReport } from '../convert/diagnostic-report.ts';
import { createSignal } from '../folder/signal.ts';
import { emptyResult, type FileResult } from '../folder/snapshot.ts';
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
  const news = createSignal();
  let generation = 0;
  let answered = -1;
  const reports = new Map<string, { readonly result: FileResult; readonly report: FullDocumentDiagnosticReport }>();
  const findChanged = ({ previousResultIds }: WorkspaceDiagnosticParams): WorkspaceDocumentDiagnosticReport[] => {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const uris = new Set([...previous.keys(), ...listUris(server)]);
    for (const uri of reports.keys()) if (!uris.has(uri)) reports.delete(uri);
    return [...uris].flatMap((uri): WorkspaceDocumentDiagnosticReport[] => {
      const place = folders.locate(uri);
      if (place !== undefined && place.folder.snapshot === undefined && isComing(place.folder.state)) return [];
      const result = (place === undefined ? undefined : place.folder.snapshot?.files.get(place.path)) ?? emptyResult;
      const known = reports.get(uri);
      const report = known?.result === result ? known.report : toReport(result, toContext(server, uri));
      reports.set(uri, { result, report });
      if (report.resultId === previous.get(uri)) return [];
      return [{ ...report, uri, version: server.documents.get(uri)?.version ?? null }];
    });
  };
  const wake = () => {
    generation++;
    news.raise();
  };
  server.own(folders.listen({ analysed: wake, removed: wake }));

  server.connection.languages.diagnostics.onWorkspace(
    server.answer(
      'workspace/diagnostic',
      { items: [] },
      async (params: WorkspaceDiagnosticParams, token): Promise<WorkspaceDiagnosticReport> => {
        for (;;) {
          if (token.isCancellationRequested) return { items: [] };
          const items = findChanged(params);
          if (items.length > 0 || (generation !== answered && generation > 0)) {
            answered = generation;
            return { items };
          }
          await news.next(token);
        }
      },
    ),
  );
}

function listUris({ folders, toUri }: Server): readonly string[] {
  return folders.all.flatMap((folder) => [...(folder.snapshot?.files.keys() ?? [])].map((path) => toUri({ folder, path })));
}

function toContext(server: Server, uri: string): DiagnosticContext {
  const place = server.folders.locate(uri);
  return { client: server.client, toUri: (path) => (place === undefined ? uri : server.toUri({ ...place, path })) };
}

/** What a client shows of an earlier server stays until this one knows better. */
function isComing(state: string): boolean {
  return state === 'waiting' || state === 'scanning';
}
