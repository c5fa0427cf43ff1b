import { joinPaths } from '../paths.ts';

/** Hono's paths (4.13): `:id{[0-9]+}` → `:id`, `:type?` → `:type`, `/auth/**` → `/auth/*`. */
export function normaliseHonoPath(path: string): string {
  return joinPaths(
    withoutPatterns(path)
      .replace(/\?(?=\/|$)/g, '')
      .replace(/\*+/g, '*'),
  );
}

/** Leaves out the regular expressions of parameters, which may hold braces of their own. */
function withoutPatterns(path: string): string {
  let depth = 0;
  let kept = '';
  for (const character of path) {
    if (character === '{') depth += 1;
    if (depth === 0) kept += character;
    if (character === '}' && depth > 0) depth -= 1;
  }
  return kept;
}

/**
 * True where every request for `route` is one for `pattern` as well. A `*` at the end stands for any rest, also none;
 * elsewhere for one segment. `/admin` covers nothing but itself.
 */
export function covers(pattern: string, route: string): boolean {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(route);
  for (const [index, segment] of wanted.entries()) {
    if (segment === '*' && index === wanted.length - 1) return true;
    const other = given[index];
    if (other === undefined || (other === '*' && segment !== '*')) return false;
    if (segment !== '*' && !segment.startsWith(':') && segment !== other) return false;
  }
  return wanted.length === given.length;
}

/** `/admin/*` is mounted at `/admin`, `*` everywhere (''). */
export const mountOf = (pattern: string): string => pattern.replace(/\/\*$/, '').replace(/^\/$/, '');

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');
