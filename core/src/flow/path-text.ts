import { basename, dirname, extname, normalizePath } from '../base/paths.ts';

/**
 * Paths as text that programs compute with. Where the workspace lies on a disk is not known, so its absolute paths start
 * with a root of their own, which no real path has.
 */
const root = '/<workspace>';

/** The absolute path of a file or folder of the workspace. */
export function toAbsolute(path: string): string {
  return path === '' ? root : `${root}/${path}`;
}

/** The path in the workspace that an absolute path means; undefined where it means none. */
export function fromAbsolute(text: string): string | undefined {
  if (text !== root && !text.startsWith(`${root}/`)) return undefined;
  const path = normalizePath(text.slice(root.length + 1));
  return path.startsWith('..') ? undefined : path;
}

/** `path.join`: separators and dots resolved; a slash at the end is dropped. */
export function joinTexts(parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== '').join('/');
  const path = normalizePath(joined);
  return joined.startsWith('/') ? `/${path}` : path === '' ? '.' : path;
}

/** `path.resolve`: from the last absolute part on, or from the folder the program runs in. */
export function resolveTexts(parts: readonly string[], current: string): string {
  const start = parts.findLastIndex((part) => part.startsWith('/'));
  return joinTexts(start < 0 ? [current, ...parts] : parts.slice(start));
}

/** `path.dirname`, `path.basename`, `path.extname`. */
export function partOf(kind: 'dirname' | 'basename' | 'extname', text: string, ending: string | undefined): string {
  const path = text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
  if (kind === 'extname') return extname(path);
  if (kind === 'dirname') return dirname(path) || (path.startsWith('/') ? '/' : '.');
  const name = basename(path);
  return ending !== undefined && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}
