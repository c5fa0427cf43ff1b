import { joinPaths } from '../paths.ts';

/** Where Next's conventions put things. Paths are relative to the workspace's root. */

const extension = /\.(ts|tsx|mts|js|jsx|mjs)$/;
export const handlerMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** `src/app/api/users/[id]/route.ts` → the app's folder and the route's path; undefined for anything else. */
export function findHandlerFile(path: string): { readonly root: string; readonly route: string } | undefined {
  if (!/(?:^|\/)route\.(?:ts|tsx|mts|js|jsx|mjs)$/.test(path)) return undefined;
  const app = /(?:^|\/)(?:src\/)?app\//.exec(path);
  if (app === null) return undefined;
  const start = app[0].startsWith('/') ? app.index + 1 : app.index;
  const inside = path.slice(app.index + app[0].length);
  return toRoute(path.slice(0, Math.max(0, start - 1)), inside.split('/').slice(0, -1));
}

/** `pages/api/users/[id].ts`. */
export function findApiFile(path: string): { readonly root: string; readonly route: string } | undefined {
  const pages = /(?:^|\/)(?:src\/)?pages\/api\//.exec(path);
  if (pages === null || !extension.test(path) || /\.d\.ts$/.test(path)) return undefined;
  const start = pages[0].startsWith('/') ? pages.index + 1 : pages.index;
  const segments = path
    .slice(pages.index + pages[0].length)
    .replace(extension, '')
    .split('/');
  if (segments.at(-1) === 'index') segments.pop();
  return toRoute(path.slice(0, Math.max(0, start - 1)), ['api', ...segments]);
}

function toRoute(root: string, segments: readonly string[]): { root: string; route: string } | undefined {
  const parts: string[] = [];
  for (const segment of segments) {
    if (/^\(.*\)$/.test(segment) || segment.startsWith('@')) continue;
    if (segment.startsWith('_')) return undefined;
    const catchAll = /^\[{1,2}\.\.\.(.+?)\]{1,2}$/.exec(segment);
    const dynamic = /^\[(.+)\]$/.exec(segment);
    if (catchAll !== null) parts.push(`*${catchAll[1]}`);
    else if (dynamic !== null) parts.push(`:${dynamic[1]}`);
    else parts.push(segment.replace(/%5F/gi, '_'));
  }
  return { root, route: joinPaths(...parts) };
}

/** The proxy (or, by its old name, middleware) file of an application's folder. */
export function findProxyFile(
  files: ReadonlySet<string>,
  root: string,
): { readonly path: string; readonly name: 'proxy' | 'middleware' } | undefined {
  const prefix = root === '' ? '' : `${root}/`;
  for (const name of ['proxy', 'middleware'] as const) {
    for (const folder of ['', 'src/']) {
      for (const ext of ['ts', 'js', 'mts', 'mjs', 'tsx']) {
        const path = `${prefix}${folder}${name}.${ext}`;
        if (files.has(path)) return { path, name };
      }
    }
  }
  return undefined;
}
