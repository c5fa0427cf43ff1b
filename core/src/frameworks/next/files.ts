import { joinPaths } from '../paths.ts';

/** Where Next's conventions put things. Paths are relative to the workspace's root. */

const extension = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
export const handlerMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** A file that is routes by its place: the application's folder, and the path below it. */
export interface RouteFile {
  readonly kind: 'handler' | 'api';
  readonly root: string;
  readonly route: string;
}

/** Tells whether a folder looks like an application's: it has a configuration of Next, or a manifest. */
export type IsApplication = (folder: string) => boolean;

/**
 * `src/app/api/users/[id]/route.ts`, `pages/api/users/[id].ts`; undefined for anything else. Where several folders on the way
 * are called `app` or `pages`, the first one that lies in an application counts, or the first.
 */
export function findRouteFile(path: string, isApplication: IsApplication): RouteFile | undefined {
  if (!extension.test(path) || /\.d\.[cm]?ts$/.test(path)) return undefined;
  const segments = path.split('/');
  const file = segments.pop()?.replace(extension, '') ?? '';
  const found: RouteFile[] = [];
  segments.forEach((segment, index) => {
    const isHandler = segment === 'app' && file === 'route';
    const isApi = segment === 'pages' && segments[index + 1] === 'api';
    if (!isHandler && !isApi && !(segment === 'pages' && index === segments.length - 1 && file === 'api')) return;
    const root = segments.slice(0, segments[index - 1] === 'src' ? index - 1 : index).join('/');
    const inside = segments.slice(index + 1);
    const route = isHandler ? toRoute(inside, true) : toRoute(file === 'index' ? inside : [...inside, file], false);
    if (route !== undefined) found.push({ kind: isHandler ? 'handler' : 'api', root, route });
  });
  return found.find(({ root }) => isApplication(root)) ?? found[0];
}

/** The path of folders and files; undefined where a private folder takes it out of the routes. */
function toRoute(segments: readonly string[], isAppRouter: boolean): string | undefined {
  const parts: string[] = [];
  for (const segment of segments) {
    if (isAppRouter && (/^\(.*\)$/.test(segment) || segment.startsWith('@'))) continue;
    if (isAppRouter && segment.startsWith('_')) return undefined;
    const catchAll = /^\[{1,2}\.\.\.(.+?)\]{1,2}$/.exec(segment);
    const dynamic = /^\[(.+)\]$/.exec(segment);
    if (catchAll !== null) parts.push(`*${catchAll[1]}`);
    else if (dynamic !== null) parts.push(`:${dynamic[1]}`);
    else parts.push(isAppRouter ? segment.replace(/%5F/gi, '_') : segment);
  }
  return joinPaths(...parts);
}

/** True for names that may be a proxy, or by its old name a middleware. */
export const isProxyName = (path: string): boolean => /(^|\/)(proxy|middleware)\.(ts|js|mts|mjs|tsx|jsx)$/.test(path);

/** The proxy (or, by its old name, middleware) file of an application's folder. */
export function findProxyFile(
  files: ReadonlySet<string>,
  root: string,
): { readonly path: string; readonly name: 'proxy' | 'middleware' } | undefined {
  const prefix = root === '' ? '' : `${root}/`;
  for (const name of ['proxy', 'middleware'] as const) {
    for (const folder of ['', 'src/']) {
      for (const ext of ['ts', 'js', 'mts', 'mjs', 'tsx', 'jsx']) {
        const path = `${prefix}${folder}${name}.${ext}`;
        if (files.has(path)) return { path, name };
      }
    }
  }
  return undefined;
}

/** The configuration file of an application's folder, among the names of what is in it. */
export function findConfigFile(names: readonly string[]): string | undefined {
  return names.find((name) => /^next\.config\.(js|mjs|cjs|ts|mts)$/.test(name));
}
