import type { WorkspaceFoldersChangeEvent } from 'vscode-languageserver/node';
import type { Server } from '../server.ts';
import type { Configuration } from './did-change-configuration.ts';

/** `workspace/didChangeWorkspaceFolders`: one analysis per folder comes and goes with it. */
export function register(server: Server, configuration: Configuration): void {
  const { connection, folders } = server;
  server.onInitialize((client) =>
    client.workspaceFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {},
  );
  server.onReady(() => {
    if (!server.client.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(
      server.take('workspace/didChangeWorkspaceFolders', async ({ added, removed }: WorkspaceFoldersChangeEvent) => {
        for (const { uri } of removed) folders.remove(uri);
        const created = added.map(({ uri, name }) => folders.add(uri, name)).filter((folder) => folder !== undefined);
        await configuration.apply(created);
      }),
    );
  });
}
