import { basename, dirname } from '../../base/paths.ts';
import { joinPaths } from '../paths.ts';

/** Where the conventions of @sveltejs/kit 2.70 put things. */

const files = /^(\+(server|page\.server|layout\.server)|hooks\.server|.+\.remote)\.(ts|js)$/;

export const isKitFile = (path: string): boolean => files.test(basename(path)) || /(^|\/)hooks\.server\/index\.(ts|js)$/.test(path);

export type RouteFileKind = 'endpoint' | 'page' | 'layout';

export const endpointMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** What a file in the folder of routes is. */
export function kindOf(path: string): RouteFileKind | undefined {
  const [, , name] = files.exec(basename(path)) ?? [];
  return name === 'server' ? 'endpoint' : name === 'page.server' ? 'page' : name === 'layout.server' ? 'layout' : undefined;
}

/** The route's id as SvelteKit has it (`/(app)/orders/[id]`); undefined for files outside the folder. */
export function routeId(path: string, routes: string): string | undefined {
  const folder = dirname(path);
  if (folder === routes) return '/';
  return folder.startsWith(`${routes}/`) ? folder.slice(routes.length) : undefined;
}

/**
 * The id in Routewarden's notation. Groups leave no trace, matchers neither; `[[lang]]` is a parameter like any other,
 * though requests may leave it out.
 */
export function toPath(id: string): string {
  return joinPaths(
    ...id
      .split('/')
      .filter((segment) => !/^\([^)]+\)$/.test(segment))
      .map(toSegment),
  );
}

const parameter = /\[\[(\w+)(?:=\w+)?\]\]|\[\.\.\.(\w+)(?:=\w+)?\]|\[(\w+)(?:=\w+)?\]|\[[xu]\+([0-9a-f-]+)\]/g;

function toSegment(segment: string): string {
  return segment.replace(parameter, (_, optional?: string, rest?: string, name?: string, codes?: string) => {
    if (codes !== undefined) return String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)));
    return rest === undefined ? `:${optional ?? name}` : `*${rest}`;
  });
}

/** The folders of the layouts around a page, outermost first: `/`, `/(app)`, `/(app)/orders`. */
export function foldersAround(id: string): readonly string[] {
  const segments = id.split('/').filter((segment) => segment !== '');
  return ['', ...segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`)];
}

/** A remote function's name: its file below `src` (or the folder of routes, or `lib`), and what it is exported as. */
export function remoteName(path: string, folders: readonly string[], name: string): string {
  const folder = folders.find((candidate) => path.startsWith(`${candidate}/`));
  const inside = (folder === undefined ? path : path.slice(folder.length + 1)).replace(/\.remote\.(ts|js)$/, '');
  return `${toPath(`/${inside}`).slice(1)}.${name}`;
}
