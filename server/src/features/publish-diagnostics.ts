import { toDiagnostics } from '../convert/diagnostic.ts';
import { emptyResult, type FileResult, sameResult } from '../folder/snapshot.ts';
import type { Server } from '../server.ts';

interface Published {
  readonly result: FileResult;
  readonly version: number | undefined;
}

/** `textDocument/publishDiagnostics`, for clients that do not ask for diagnostics themselves: after every analysis,
 *  what has changed. An open document is sent again with each version. */
export function register(server: Server): void {
  const { connection, documents, folders } = server;
  const published = new Map<string, Published>();

  const publish = (uri: string) => {
    const place = folders.locate(uri);
    const snapshot = place?.folder.snapshot;
    const result = (place === undefined ? undefined : snapshot?.files.get(place.path)) ?? emptyResult;
    const version = place === undefined ? undefined : snapshot?.versions.get(place.path);
    const before = published.get(uri);
    if (before?.version === version && sameResult(before?.result, result)) return;
    if (result === emptyResult && version === undefined) published.delete(uri);
    else published.set(uri, { result, version });
    const diagnostics =
      place === undefined ? [] : toDiagnostics(result, { client: server.client, toUri: (path) => server.toUri({ ...place, path }) });
    connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  };

  server.own(
    folders.listen({
      analysed(folder, snapshot, previous) {
        if (server.client.pullsDiagnostics) return;
        const paths = new Set([...snapshot.files.keys(), ...(previous?.files.keys() ?? [])]);
        const changed = [...paths].filter((path) => !sameResult(snapshot.files.get(path), previous?.files.get(path)));
        const uris = new Set(changed.map((path) => server.toUri({ folder, path })));
        for (const { uri } of documents.all()) if (folders.locate(uri)?.folder === folder) uris.add(uri);
        for (const uri of uris) publish(uri);
      },
      removed() {
        for (const uri of [...published.keys()]) publish(uri);
      },
    }),
  );
}
