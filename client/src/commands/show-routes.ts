import { CancellationTokenSource, commands, type Disposable, type QuickPickItem, Range, Uri, window, workspace } from 'vscode';
import { type FolderRoutes, type PlaceItem, type RouteItem, type RoutesResult, routesRequest } from '#protocol';
import type { Service } from '../service.ts';

/** `routewarden.showRoutes`: a list of the workspace's routes; choosing one opens its registration. */
export function registerShowRoutes(service: Service): Disposable {
  return commands.registerCommand('routewarden.showRoutes', () => showRoutes(service));
}

interface RoutePick extends QuickPickItem {
  readonly at?: PlaceItem;
}

async function showRoutes(service: Service): Promise<void> {
  const pick = window.createQuickPick<RoutePick>();
  const cancellation = new CancellationTokenSource();
  pick.title = 'Routes of this workspace';
  pick.placeholder = 'Reading routes';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  pick.onDidAccept(() => {
    const at = pick.selectedItems[0]?.at;
    pick.hide();
    if (at !== undefined) void open(at);
  });
  pick.onDidHide(() => {
    cancellation.cancel();
    cancellation.dispose();
    pick.dispose();
  });
  pick.show();
  const client = await service.start();
  if (client === undefined) return pick.hide();
  try {
    const { folders } = await client.sendRequest<RoutesResult>(routesRequest, {}, cancellation.token);
    pick.items = folders.flatMap((folder) => folder.routes.map((route) => toPick(route, folder, folders.length > 1)));
    pick.placeholder = pick.items.length === 0 ? 'No routes were found in this workspace' : 'Choose a route to open its registration';
  } catch (error) {
    if (cancellation.token.isCancellationRequested) return;
    client.error('The routes could not be read', error, 'force');
    pick.hide();
    return;
  }
  pick.busy = false;
}

const words: Readonly<Record<RouteItem['auth']['verdict'], string>> = {
  required: '$(lock) signed-in callers only',
  optional: '$(unlock) identity optional',
  public: '$(globe) public',
  none: '$(unlock) open to every caller',
  unknown: '$(question) access not proven',
};

function toPick(route: RouteItem, folder: FolderRoutes, isNamed: boolean): RoutePick {
  const { method, path, framework, auth, roles, at, findings } = route;
  const described = [
    words[auth.verdict],
    roles.join(', '),
    framework,
    isNamed ? folder.name : '',
    findings === 0 ? '' : `${findings} finding${findings === 1 ? '' : 's'}`,
  ];
  return {
    label: `${method} ${path}`,
    description: described.filter((part) => part !== '').join(' · '),
    detail: `${workspace.asRelativePath(Uri.parse(at.uri), false)}:${at.range.start.line + 1}  ${auth.reason.replaceAll('`', '')}`,
    at,
  };
}

async function open({ uri, range: { start, end } }: PlaceItem): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  await window.showTextDocument(document, { selection: new Range(start.line, start.character, end.line, end.character) });
}
