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

/** True where a request for `route` passes what is mounted at `mount` (prefix by segment). A literal in the mount does not match a parameter of the route. */
export function isBelow(mount: string, route: string): boolean {
  if (mount === '' || mount === '/') return true;
  const want = mount.split('/').filter((s) => s !== '');
  const have = route.split('/').filter((s) => s !== '');
  for (const [index, segment] of want.entries()) {
    if (segment.startsWith('*')) return true;
    const there = have[index];
    if (there === undefined) return false;
    if (!sameSegment(segment, there)) return false;
  }
  return true;
}

/** True where an earlier registration of `earlier` also answers requests for `route`. */
export function coversPath(earlier: string, route: string): boolean {
  const want = earlier.split('/').filter((s) => s !== '');
  const have = route.split('/').filter((s) => s !== '');
  for (const [index, segment] of want.entries()) {
    if (segment.startsWith('*')) return true;
    const there = have[index];
    if (there === undefined || !sameSegment(segment, there)) return false;
  }
  return want.length === have.length;
}

function sameSegment(pattern: string, segment: string): boolean {
  if (pattern.startsWith(':')) return true;
  return pattern.toLowerCase() === segment.toLowerCase();
}

/** The start of a path up to its first parameter or wildcard; the whole path when it has none. */
export function constantStart(path: string): { readonly text: string; readonly whole: boolean } {
  const at = path.search(/[:*]/);
  return at < 0 ? { text: path, whole: true } : { text: path.slice(0, at), whole: false };
}

/** A request path that the route answers. */
export function samplePath(route: string): string {
  return route.replace(/\*\w*/g, 'a1/b2').replace(/:\w+/g, 'a1');
}
