import { DidChangeConfigurationNotification, type DidChangeConfigurationParams } from 'vscode-languageserver/node';
import { settingsSection } from '#protocol';
import type { Folder } from '../folder/folder.ts';
import type { Server } from '../server.ts';
import { isRecord, readSettings } from '../settings.ts';

/** Brings settings to folders. */
export interface Configuration {
  /** Asks the client, where it answers, and starts or restarts the analysis of each folder accordingly. */
  apply(folders: readonly Folder[]): Promise<void>;
}

/** `workspace/didChangeConfiguration` and `workspace/configuration`. */
export function register(server: Server): Configuration {
  const { connection } = server;
  let sent: unknown;
  const apply = async (folders: readonly Folder[]) => {
    const values = await ask(server, folders, sent ?? server.options.settings);
    for (const [index, folder] of folders.entries()) {
      const { settings, problems } = readSettings(values[index]);
      for (const problem of problems) server.log.warn(`Settings of ${folder.name}: ${problem}`);
      folder.configure(settings);
    }
  };
  connection.onDidChangeConfiguration(
    server.take('workspace/didChangeConfiguration', async ({ settings }: DidChangeConfigurationParams) => {
      if (isRecord(settings)) sent = settings[settingsSection];
      await apply(server.folders.all);
    }),
  );
  server.onReady(async () => {
    await apply(server.folders.all);
    if (!server.client.registersConfiguration) return;
    server.own(await connection.client.register(DidChangeConfigurationNotification.type, { section: settingsSection }));
  });
  return { apply };
}

async function ask({ client, connection, log }: Server, folders: readonly Folder[], otherwise: unknown): Promise<readonly unknown[]> {
  const same = folders.map(() => otherwise);
  if (!client.answersConfiguration || folders.length === 0) return same;
  try {
    const values: unknown = await connection.workspace.getConfiguration(
      folders.map(({ uri }) => ({ scopeUri: uri, section: settingsSection })),
    );
    return Array.isArray(values) ? values : same;
  } catch (error) {
    log.error('workspace/configuration failed', error);
    return same;
  }
}
