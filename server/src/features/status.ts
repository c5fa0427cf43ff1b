import { NotificationType } from 'vscode-languageserver/node';
import { type StatusParams, statusNotification } from '#protocol';
import type { Folder } from '../folder/folder.ts';
import type { Server } from '../server.ts';

const status = new NotificationType<StatusParams>(statusNotification);

/** `routewarden/status`: sent whenever it differs from what was sent last. */
export function register(server: Server): void {
  const sent = new Map<string, string>();
  const send = (folder: Folder) => {
    const params = toStatus(folder);
    if (params === undefined) return;
    const key = JSON.stringify(params);
    if (sent.get(folder.uri) === key) return;
    sent.set(folder.uri, key);
    void server.connection.sendNotification(status, params);
  };
  server.own(server.folders.listen({ progressed: send, analysed: send, removed: ({ uri }) => sent.delete(uri) }));
}

function toStatus({ uri, name, state, snapshot }: Folder): StatusParams | undefined {
  if (state === 'waiting') return undefined;
  let findings = 0;
  for (const file of snapshot?.files.values() ?? []) findings += file.findings.length;
  return { folder: uri, name, state, routes: snapshot?.routes.length ?? 0, findings, skipped: snapshot?.report.skipped.length ?? 0 };
}
