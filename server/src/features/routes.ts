import { type CancellationToken, RequestType } from 'vscode-languageserver/node';
import type { PlacedLocation, Route } from '#core';
import { type FolderRoutes, type PlaceItem, type RouteItem, type RoutesParams, type RoutesResult, routesRequest } from '#protocol';
import { toRange } from '../convert/range.ts';
import type { Folder } from '../folder/folder.ts';
import type { Snapshot } from '../folder/snapshot.ts';
import type { Server } from '../server.ts';
import { isRecord } from '../settings.ts';

const routes = new RequestType<RoutesParams, RoutesResult, void>(routesRequest);

/** `routewarden/routes`. Whoever asks wants the answer, so a scan that was cancelled goes on. */
export function register(server: Server): void {
  server.connection.onRequest(
    routes,
    server.answer(routesRequest, { folders: [] }, async (params: unknown, token): Promise<RoutesResult> => {
      const wanted = isRecord(params) && typeof params.folder === 'string' ? params.folder : undefined;
      const folders = server.folders.all.filter(({ uri }) => wanted === undefined || uri === wanted);
      return { folders: await Promise.all(folders.map((folder) => listRoutes(server, folder, token))) };
    }),
  );
}

async function listRoutes(server: Server, folder: Folder, token: CancellationToken): Promise<FolderRoutes> {
  folder.resume();
  const snapshot = await folder.settle(token);
  const { uri, name } = folder;
  if (snapshot === undefined) return { uri, name, routes: [] };
  const findings = countFindings(snapshot);
  const toPlace = (at: PlacedLocation): PlaceItem => ({ uri: server.toUri({ folder, path: at.file }), range: toRange(at) });
  const items = snapshot.routes.map((route): RouteItem => {
    const { method, path, framework, auth, roles, validation, certainty, handler } = route;
    return {
      method,
      path,
      framework,
      at: toPlace(route.at),
      ...(handler === undefined ? {} : { handler: toPlace(handler) }),
      auth: { verdict: auth.verdict, reason: auth.reason },
      roles,
      validation: { verdict: validation.verdict, reason: validation.reason },
      certainty,
      findings: findings.get(route.id) ?? 0,
    };
  });
  return { uri, name, routes: items.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method) || compareAt(a, b)) };
}

function countFindings({ files }: Snapshot): ReadonlyMap<Route['id'], number> {
  const counts = new Map<Route['id'], number>();
  for (const { findings } of files.values()) {
    for (const { route } of findings) if (route !== undefined) counts.set(route, (counts.get(route) ?? 0) + 1);
  }
  return counts;
}

/** By code unit, the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareAt(a: RouteItem, b: RouteItem): number {
  return (
    compare(a.at.uri, b.at.uri) || a.at.range.start.line - b.at.range.start.line || a.at.range.start.character - b.at.range.start.character
  );
}
