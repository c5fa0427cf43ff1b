import { joinPath } from '../../base/paths.ts';
import { anything, findConstant, type Machine, type Value } from '../../flow/index.ts';
import { exportOf, functionOf } from '../exports.ts';
import type { AdapterHost, RouteDraft } from '../framework.ts';
import { joinPaths } from '../paths.ts';
import { findPresent } from '../present.ts';
import { applicationFolder, readApplication } from './application.ts';
import { type Application, type DetailsBySteps, draftOf, type Place } from './draft.ts';
import { endpointMethods, foldersAround, kindOf, routeId, toPath } from './files.ts';
import { actionPath } from './notation.ts';
import { remoteRoutes } from './remote.ts';

export function collectRoutes(host: AdapterHost, details: DetailsBySteps): readonly RouteDraft[] {
  const applications = new Map<string, Application>();
  return host.files.flatMap((file): readonly RouteDraft[] => {
    const facts = host.facts(file);
    if (facts === undefined || !host.dependsOn(file, '@sveltejs/kit')) return [];
    const folder = applicationFolder(host, file);
    const application = applications.get(folder) ?? readApplication(host, folder);
    applications.set(folder, application);
    const place = { file, facts, application };
    return [...routesOf(host, place, details), ...remoteRoutes(host, place, details)];
  });
}

function routesOf(host: AdapterHost, place: Place, details: DetailsBySteps): readonly RouteDraft[] {
  const { file, application } = place;
  const kind = kindOf(file);
  const id = routeId(file, joinPath(application.folder, application.config.routes));
  if (kind === undefined || id === undefined) return [];
  const m = host.machine;
  const path = joinPaths(application.config.base, toPath(id));
  const drafts =
    kind === 'endpoint'
      ? endpointRoutes(m, place, path)
      : kind === 'page'
        ? [...actionRoutes(m, place, path), ...loadRoutes(m, place, path, isPrerendered(host, place, id))]
        : loadRoutes(m, place, joinPaths(path, '*'), isPrerendered(host, place, id));
  const layouts = kind === 'endpoint' ? [] : layoutLoads(host, application, id, file);
  for (const draft of drafts) details.set(draft.steps, { id, layouts });
  return drafts;
}

function endpointRoutes(m: Machine, place: Place, path: string): readonly RouteDraft[] {
  const isStatic = findConstant(m.exported(place.file, 'prerender', m.base) ?? anything)?.value === true;
  const named = (isStatic ? [] : endpointMethods).flatMap((method) => exportedRoute(m, place, method, method, path) ?? []);
  const rest = isStatic ? undefined : exportedRoute(m, place, 'fallback', 'ALL', path);
  return rest === undefined ? named : [...named, { ...rest, methods: 'any' }];
}

function loadRoutes(m: Machine, place: Place, path: string, isStatic: boolean): readonly RouteDraft[] {
  const draft = isStatic ? undefined : exportedRoute(m, place, 'load', 'GET', path);
  return draft === undefined ? [] : [draft];
}

function exportedRoute(m: Machine, place: Place, name: string, method: string, path: string): RouteDraft | undefined {
  const exported = exportOf(place.facts, name);
  const value = exported === undefined ? undefined : m.exported(place.file, name, m.base);
  if (exported === undefined || value === undefined) return undefined;
  return draftOf(m, place, { method, path, name, value, at: { file: place.file, start: exported.start, end: exported.end } });
}

/** `export const actions = { default, create }`. */
function actionRoutes(m: Machine, place: Place, path: string): readonly RouteDraft[] {
  const exported = exportOf(place.facts, 'actions');
  const [actions] = (exported === undefined ? undefined : m.exported(place.file, 'actions', m.base))?.shapes ?? [];
  if (exported === undefined || actions?.k !== 'object') return [];
  return [...m.info(actions.id).fields].flatMap((name): readonly RouteDraft[] => {
    const value = m.getField(actions.id, name, m.base);
    if (value === undefined) return [];
    const own = functionOf(m, value);
    const at = own?.file === place.file ? own : { file: place.file, start: exported.start, end: exported.end };
    return [draftOf(m, place, { method: 'POST', path: actionPath(path, name), name, value, at })];
  });
}

const endings = ['ts', 'js'] as const;

function moduleAt(host: AdapterHost, path: string): string | undefined {
  return findPresent(
    host,
    endings.map((ending) => `${path}.${ending}`),
  );
}

/** Those around a page, or around the layout itself. */
function layoutLoads(host: AdapterHost, { folder, config }: Application, id: string, own: string): readonly Value[] {
  const m = host.machine;
  return foldersAround(id).flatMap((inner) => {
    const file = moduleAt(host, `${joinPath(folder, config.routes)}${inner}/+layout.server`);
    return (file === undefined || file === own ? undefined : m.exported(file, 'load', m.base)) ?? [];
  });
}

/** `export const prerender = true` in the page's own modules, or the nearest layout's that says anything. */
function isPrerendered(host: AdapterHost, { file, application }: Place, id: string): boolean {
  const m = host.machine;
  const routes = joinPath(application.folder, application.config.routes);
  const layouts = [...foldersAround(id)].reverse().flatMap((inner) => [`${routes}${inner}/+layout.server`, `${routes}${inner}/+layout`]);
  const own = file.replace(/\.server\.\w+$/, '');
  for (const path of [`${own}.server`, own, ...layouts]) {
    const module = moduleAt(host, path);
    const value = module === undefined ? undefined : m.exported(module, 'prerender', m.base);
    if (value !== undefined) return findConstant(value)?.value === true;
  }
  return false;
}
