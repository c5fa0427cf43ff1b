import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { toReport } from '../convert/diagnostic-report.ts';
import { emptyResult } from '../folder/snapshot.ts';
import type { Server } from '../server.ts';
import { diagnosticOptions } from './workspace-diagnostic.ts';

/** `textDocument/diagnostic`: the diagnostics of one document, of the newest text that has arrived. */
export function register(server: Server): void {
  server.onInitialize((client) => (client.pullsDiagnostics ? { diagnosticProvider: diagnosticOptions } : {}));
  const empty: DocumentDiagnosticReport = { kind: 'full', items: [] };
  server.connection.languages.diagnostics.on(
    server.answer(
      'textDocument/diagnostic',
      empty,
      async ({ textDocument, previousResultId }: DocumentDiagnosticParams, token): Promise<DocumentDiagnosticReport> => {
        const place = server.folders.locate(textDocument.uri);
        if (place === undefined) return empty;
        const snapshot = await place.folder.settle(token);
        const report = toReport(snapshot?.files.get(place.path) ?? emptyResult, {
          client: server.client,
          toUri: (path) => server.toUri({ ...place, path }),
        });
        const { resultId } = report;
        return resultId === previousResultId ? { kind: 'unchanged', resultId } : report;
      },
    ),
  );
}
