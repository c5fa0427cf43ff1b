import { basename, dirname, joinPath } from '../../base/paths.ts';
import { findConstant, findString, type Machine, readMember, type Value } from '../../flow/index.ts';
import type { AdapterHost } from '../framework.ts';
import { findPresent } from '../present.ts';
import { configuredRoutes } from './configured.ts';
import { flatFiles, hybridFiles, withEndings } from './listing.ts';
import { type RouteNode, treeOf } from './tree.ts';

/** Facts of @react-router/dev 7.18 and @remix-run/dev 2.17. */

export const packages: readonly string[] = [
  ...['dev', 'node', 'serve', 'express', 'cloudflare', 'architect'].map((name) => `@react-router/${name}`),
  ...['dev', 'node', 'serve', 'express', 'cloudflare', 'deno', 'server-runtime', 'react'].map((name) => `@remix-run/${name}`),
];

export interface Application {
  readonly nodes: readonly RouteNode[];
  /** `middleware` of route modules runs: it has to be switched on before version 8. */
  readonly hasMiddleware: boolean;
  /** `basename` of the configuration. */
  readonly base: string;
}

const code = /\.[jt]sx?$/;

export const isRouteModule = (path: string): boolean =>
  code.test(path) && (/(^|\/)routes\//.test(path) || /^(root|routes)$/.test(basename(path).replace(code, '')));

export const isConfigFile = (path: string): boolean => /^(react-router|remix)\.config\.[cm]?[jt]s$/.test(basename(path));

/** The applications of the workspace: each folder with a root route, in a project that depends on one of the packages. */
export function findApplications(host: AdapterHost): readonly Application[] {
  const configs = host.files.filter(isConfigFile);
  const folders = new Map<string, string | undefined>();
  for (const config of configs) folders.set(appFolder(host.machine, config), config);
  for (const file of host.files) {
    const folder = dirname(file);
    const isRoot = /^root\.[jt]sx?$/.test(basename(file)) && folder === joinPath(host.packageFolder(file), 'app');
    if (isRoot && !folders.has(folder)) folders.set(folder, undefined);
  }
  return [...folders].flatMap(([folder, config]) => readApplication(host, folder, config) ?? []);
}

function appFolder(m: Machine, config: string): string {
  const value = m.exported(config, 'default', m.base);
  return joinPath(dirname(config), (value === undefined ? undefined : fieldText(m, value, config, 'appDirectory')) ?? 'app');
}

function fieldText(m: Machine, value: Value, file: string, name: string): string | undefined {
  return findString(readMember(m, value, name, { file, start: 0, end: 0 }, m.base));
}

function readApplication(host: AdapterHost, folder: string, config: string | undefined): Application | undefined {
  const m = host.machine;
  const rootFile = findPresent(host, withEndings(`${folder}/root`));
  const routesFile = findPresent(host, withEndings(`${folder}/routes`));
  const owner = rootFile ?? routesFile;
  if (owner === undefined || !packages.some((name) => host.dependsOn(owner, name))) return undefined;
  const settings = config === undefined ? undefined : m.exported(config, 'default', m.base);
  const base = (settings === undefined || config === undefined ? undefined : fieldText(m, settings, config, 'basename')) ?? '';
  const root: RouteNode = { file: rootFile ?? '', path: '/', parent: undefined, isIndex: false, isPathless: false };
  const nodes =
    routesFile !== undefined && m.exported(routesFile, 'default', m.base) !== undefined
      ? configuredRoutes(host, folder, routesFile, root)
      : conventionalRoutes(host, folder, root);
  return { nodes: [root, ...nodes], base, hasMiddleware: hasMiddleware(host, owner, settings, config) };
}

function hasMiddleware(host: AdapterHost, owner: string, settings: Value | undefined, config: string | undefined): boolean {
  if (/^\D*([89]|\d\d)/.test(host.range(owner, 'react-router') ?? '')) return true;
  if (settings === undefined || config === undefined) return false;
  const m = host.machine;
  const at = { file: config, start: 0, end: 0 };
  const future = readMember(m, settings, 'future', at, m.base);
  return ['v8_middleware', 'unstable_middleware'].some((name) => findConstant(readMember(m, future, name, at, m.base))?.value === true);
}

/** Without a list of routes, the files below `routes` are it. */
function conventionalRoutes(host: AdapterHost, folder: string, root: RouteNode): readonly RouteNode[] {
  const routes = `${folder}/routes`;
  return host.dependsOn(`${folder}/root.tsx`, 'remix-flat-routes')
    ? treeOf(hybridFiles(host, routes), root, 'hybrid')
    : treeOf(flatFiles(host, routes), root, 'flat');
}
