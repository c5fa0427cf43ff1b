import type { Folder } from '../folder/folder.ts';
import { type Snapshot, sameResult } from '../folder/snapshot.ts';
import type { Server } from '../server.ts';

/** `workspace/diagnostic/refresh`: asks the client to ask again when an open document has other diagnostics although
 *  its own text is the same. */
export function register(server: Server): void {
  let state: 'idle' | 'asked' | 'asked, and once more' = 'idle';
  const refresh = () => {
    if (!server.client.pullsDiagnostics || !server.client.refreshesDiagnostics) return;
    if (state !== 'idle') {
      state = 'asked, and once more';
      return;
    }
    state = 'asked';
    const request = server.connection.languages.diagnostics.refresh();
    void request
      .catch((error: unknown) => server.log.error('workspace/diagnostic/refresh failed', error))
      .then(() => {
        const again = state === 'asked, and once more';
        state = 'idle';
        if (again) refresh();
      });
  };
  server.own(
    server.folders.listen({
      analysed(folder, snapshot, previous) {
        if (server.documents.all().some(({ uri, version }) => changedFromOutside(server, { folder, uri, version, snapshot, previous })))
          refresh();
      },
      removed: refresh,
    }),
  );
}

interface OpenState {
  readonly folder: Folder;
  readonly uri: string;
  readonly version: number;
  readonly snapshot: Snapshot;
  readonly previous: Snapshot | undefined;
}

function changedFromOutside({ folders }: Server, { folder, uri, version, snapshot, previous }: OpenState): boolean {
  const place = folders.locate(uri);
  if (place === undefined || place.folder !== folder) return false;
  const sameText = previous === undefined || previous.versions.get(place.path) === version;
  return sameText && !sameResult(previous?.files.get(place.path), snapshot.files.get(place.path));
}
