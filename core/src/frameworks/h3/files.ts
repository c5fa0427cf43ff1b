import { joinPaths } from '../paths.ts';

/** Where the conventions of Nitro (2.13 and 3.0; Nuxt 3 and 4 alike) put handlers. Paths are relative to the workspace's root. */

export interface ServerFile {
  readonly kind: 'route' | 'middleware';
  /** The folder that holds `api/`, `routes/` and `middleware/`. */
  readonly root: string;
  readonly method: string;
  readonly path: string;
}

const code = /\.[cm]?[jt]sx?$/;
const noHandler = /\.(?:d|test|spec|stories)\.[cm]?[jt]sx?$/;
const inServer = /(?:^|\/)server\/(?:api|routes|middleware)\/./;

/** True for files that are handlers by their place alone. */
export const isServerFile = (path: string): boolean => inServer.test(path) && code.test(path) && !noHandler.test(path);

/** `server/api/users/[id].get.ts` → GET `/api/users/:id`. `root`: the folder that holds `api`, `routes` and `middleware`. */
export function findServerFile(path: string, root: string): ServerFile | undefined {
  if (!code.test(path) || noHandler.test(path)) return undefined;
  const [kind, ...rest] = (root === '' ? path : path.slice(root.length + 1)).split('/');
  const name = rest.join('/').replace(code, '');
  if (rest.length === 0) return undefined;
  if (kind === 'middleware') return { kind, root, method: 'ALL', path: name };
  if (kind !== 'api' && kind !== 'routes') return undefined;
  const ending = /^(.*?)(?:\.(connect|delete|get|head|options|patch|post|put|trace))?(?:\.(dev|prod|prerender))?$/.exec(name);
  const [, stem = name, method = 'all', environment] = ending ?? [];
  if (environment === 'dev' || environment === 'prerender') return undefined;
  return { kind: 'route', root, method: method.toUpperCase(), path: joinPaths(kind === 'api' ? 'api' : '', ...toSegments(stem)) };
}

function toSegments(stem: string): readonly string[] {
  return stem.split('/').flatMap((segment, index, all) => {
    const isLast = index === all.length - 1;
    if ((!isLast && /^\([^(/]+\)$/.test(segment)) || (isLast && segment === 'index')) return [];
    return [
      segment
        .replace(/\[\.{3}\]/g, '*')
        .replace(/\[\.{3}(\w+)\]/g, '*$1')
        .replace(/\[([^\]]+)\]/g, ':$1'),
    ];
  });
}
