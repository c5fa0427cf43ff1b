import {
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  type DidChangeWatchedFilesRegistrationOptions,
  WatchKind,
} from 'vscode-languageserver/node';
import type { Server } from '../server.ts';

/** Files that the analysis reads. Whole folders come and go as one event that names the folder alone, so creations and
 *  deletions are watched for every path. */
const watchers: DidChangeWatchedFilesRegistrationOptions['watchers'] = [
  { globPattern: '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}', kind: WatchKind.Change },
  { globPattern: '**/{package.json,tsconfig*.json,jsconfig*.json}', kind: WatchKind.Change },
  { globPattern: '**/*.jsonc', kind: WatchKind.Change },
  { globPattern: '**/.gitignore', kind: WatchKind.Change },
  { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
];

/** `workspace/didChangeWatchedFiles`: changes on disk, by git, a generator or another editor. */
export function register(server: Server): void {
  const { connection, folders } = server;
  connection.onDidChangeWatchedFiles(
    server.take('workspace/didChangeWatchedFiles', ({ changes }: DidChangeWatchedFilesParams) => {
      const uris = changes.map(({ uri }) => uri);
      for (const folder of folders.all) {
        const paths = uris.map((uri) => folder.toPath(uri)).filter((path) => path !== undefined);
        // What is ignored decides which files there are.
        if (paths.some((path) => path === '.gitignore' || path.endsWith('/.gitignore'))) folder.restart();
        else if (paths.length > 0) folder.changeOnDisk(paths);
      }
    }),
  );
  server.onReady(async () => {
    if (!server.client.registersWatchers) return;
    server.own(await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  });
}
