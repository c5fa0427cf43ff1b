/**
 * Paths relative to the workspace's root, as plain strings: `/` between segments, no leading or trailing `/`, the root
 * itself is `''`. A path that climbs above the root keeps its leading `..` segments, so that it names no file of the
 * workspace instead of being an error.
 */

/** Removes `.`, empty and resolvable `..` segments. `./a//b/../c/` becomes `a/c`, `.` becomes `''`, `a/../../b` becomes `../b`. */
export function normalizePath(path: string): string {
  if (isNormal(path)) return path;
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(segment);
  }
  return kept.join('/');
}

/** `path` as seen from `folder`, which is normalised; so is the result. A leading `/` of `path` has no meaning here and is dropped. */
export function joinPath(folder: string, path: string): string {
  let base = folder;
  let rest = path;
  // Nearly every import starts with `./` or `../`, and then this is all there is to do.
  while (rest.startsWith('./')) rest = rest.slice(2);
  while (rest.startsWith('../') && base !== '' && !base.startsWith('..')) {
    base = dirname(base);
    rest = rest.slice(3);
  }
  if (rest === '') return base;
  if (!isNormal(rest)) return normalizePath(base === '' ? rest : `${base}/${rest}`);
  return base === '' ? rest : `${base}/${rest}`;
}

/** The folder that holds a normalised path; `''` for the root and everything directly below it. */
export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last segment of a normalised path. */
export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The last segment's ending from its last dot (`.ts` of `a/b.test.ts`); `''` without one, and for dot files (`.env`). */
export function extname(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot <= path.lastIndexOf('/') + 1 ? '' : path.slice(dot);
}

/** How to get from `folder` to `path`, both normalised and inside the root: `../b/c`, or `''` when they are the same. */
export function relativePath(folder: string, path: string): string {
  const from = toSegments(folder);
  const to = toSegments(path);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/** True for `folder` itself and everything below it. Both are normalised. */
export function isInside(folder: string, path: string): boolean {
  if (folder === '') return path !== '..' && !path.startsWith('../');
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === '/');
}

/** The folders from `folder` up to the root, both included. */
export function toAncestors(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== ''; ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

/** The segments of a normalised path; none for the root. */
export function toSegments(path: string): readonly string[] {
  return path === '' ? [] : path.split('/');
}

/** Most paths are normal already; this decides so without allocating. A segment that merely starts with a dot costs the slow way only. */
function isNormal(path: string): boolean {
  return !path.startsWith('.') && !path.startsWith('/') && !path.endsWith('/') && !path.includes('//') && !path.includes('/.');
}
