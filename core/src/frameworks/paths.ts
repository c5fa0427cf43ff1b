/** Route paths as text: joining, and matching a mount against a route. */

/** `/api` + `users/` → `/api/users`; always starts with `/`, never ends with one unless it is the root. */
export function joinPaths(...parts: readonly string[]): string {
  const segments = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return `/${segments.join('/')}`;
}

/** A path as written for path-to-regexp 0.1 or 8 in Routewarden's form: `:id(\\d+)` → `:id`, `{/:id}` → `/:id`, `/*splat` stays, `(.*)` → `*`. */
export function normalisePath(path: string): string {
  const plain = path
    .replace(/:([A-Za-z_]\w*)\([^)]*\)/g, ':$1')
    .replace(/:([A-Za-z_]\w*)[?*+]/g, ':$1')
    .replace(/\(\.\*\)/g, '*')
    .replace(/[{}]/g, '');
  return joinPaths(plain);
}

/** A regular expression as a path: its literal start, then `*`. */
export function regexPath(pattern: string): string {
  const literal = /^\^?((?:\\\/|[\w-])*)/.exec(pattern)?.[1] ?? '';
  return normalisePath(`${literal.replace(/\\/g, '')}/*`);
}

/** The start of a path up to its first parameter or wildcard; the whole path when it has none. */
export function constantStart(path: string): { readonly text: string; readonly whole: boolean } {
  const at = path.search(/[:*]/);
  return at < 0 ? { text: path, whole: true } : { text: path.slice(0, at), whole: false };
}

/** True for a path that is the mount or lies below it. */
export function isBelow(path: string, mount: string): boolean {
  const segments = (text: string): readonly string[] => text.split('/').filter((segment) => segment !== '');
  const actual = segments(path);
  return segments(mount).every((segment, index) => {
    const there = actual[index];
    return there !== undefined && (/^[:*]/.test(segment) || segment.toLowerCase() === there.toLowerCase());
  });
}

/** A request path that the route answers. */
export function samplePath(route: string): string {
  return route.replace(/\*\w*/g, 'a1/b2').replace(/:\w+/g, 'a1');
}
