import { joinPaths } from '../paths.ts';

/** Where the conventions of astro 5.18 and 6.0 put things. */

const endpoint = /\.(ts|js)$/;

/** Files that may be endpoints, middleware or actions by their place, wherever the configuration puts the sources. */
export const isAstroFile = (path: string): boolean =>
  (endpoint.test(path) && /(^|\/)pages\//.test(path)) || /(^|\/)(middleware|actions)(\/index)?\.(ts|js|mts|mjs)$/.test(path);

export const isConfigFile = (path: string): boolean => /(^|\/)astro\.config\.(ts|js|mts|mjs|cts|cjs)$/.test(path);

/** The path of an endpoint below the folder of pages; undefined for what is private, or no endpoint. */
export function endpointPath(path: string, pages: string): string | undefined {
  if (!path.startsWith(`${pages}/`) || !endpoint.test(path) || /\.d\.ts$/.test(path)) return undefined;
  const segments = path
    .slice(pages.length + 1)
    .replace(endpoint, '')
    .split('/');
  if (segments.some((segment) => segment.startsWith('_') || (segment.startsWith('.') && segment !== '.well-known'))) return undefined;
  const last = segments.at(-1) ?? '';
  const inside = last === 'index' ? segments.slice(0, -1) : last.startsWith('index.') ? withSuffix(segments) : segments;
  return joinPaths(...inside.map(toSegment));
}

/** `blog/index.xml.ts` is `/blog.xml`. */
function withSuffix(segments: readonly string[]): readonly string[] {
  const folders = segments.slice(0, -1);
  const suffix = (segments.at(-1) ?? '').slice('index'.length);
  const parent = folders.pop();
  return parent === undefined ? segments : [...folders, `${parent}${suffix}`];
}

/** `[id]` and `[...slug]`, also as parts of a segment. */
const toSegment = (segment: string): string =>
  segment.replace(/\[(\.\.\.)?([\w$]+)\]/g, (_, spread: string | undefined, name: string) => `${spread === undefined ? ':' : '*'}${name}`);
