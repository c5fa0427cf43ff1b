/** What a policy says about a file and about a route. */
import { isInside } from '../base/paths.ts';
import type { AccessEntry, Policy } from '../model/policy.ts';
import type { PolicyProblem } from '../model/report.ts';
import type { Route } from '../model/route.ts';
import { coversMethods, coversPath, toMethods, toRouteSegments, toRouteText } from './pattern.ts';
import { findNearest } from './spelling.ts';

/** The policy of a workspace that has none: nothing is said about any route, and every rule has its own severity. */
export const defaultPolicy: Policy = { folder: '', access: [], guards: [], rules: {}, insecureHosts: [], exclude: [] };

/** The policy of the nearest folder that has one. */
export function policyFor(policies: readonly Policy[], file: string): Policy {
  let nearest: Policy | undefined;
  for (const policy of policies) {
    if (!isInside(policy.folder, file)) continue;
    if (nearest === undefined || policy.folder.length > nearest.folder.length) nearest = policy;
  }
  return nearest ?? defaultPolicy;
}

/**
 * The entry that decides about a route: the first that matches every request the route answers. A literal segment of
 * a pattern therefore does not match a route's `:param`, `*` does not match a route's wildcard, and a route for `ALL`
 * methods needs an entry without methods.
 */
export function findAccess(policy: Policy, method: string, path: string): AccessEntry | undefined {
  const methods = toMethods(method);
  const segments = toRouteSegments(path);
  return policy.access.find((entry) => coversMethods(entry.methods, methods) && coversPath(entry.segments, segments));
}

/**
 * The entries in the policy's own file that match none of the routes it governs. Entries for every path (`**`) are
 * defaults and need no match; entries of extended files serve other policies as well.
 */
export function findUnusedEntries(policy: Policy, routes: readonly Pick<Route, 'method' | 'path'>[]): readonly PolicyProblem[] {
  const places = routes.map((route) => ({ route, methods: toMethods(route.method), segments: toRouteSegments(route.path) }));
  const problems: PolicyProblem[] = [];
  for (const entry of policy.access) {
    if (entry.at.file !== policy.file || entry.pattern === '**') continue;
    if (places.some(({ methods, segments }) => coversMethods(entry.methods, methods) && coversPath(entry.segments, segments))) continue;
    const wider = places.find(({ methods, segments }) => shareMethods(entry.methods, methods) && coversPath(segments, entry.segments));
    const message =
      wider === undefined
        ? `No route matches \`${toRouteText(entry)}\`.`
        : `\`${toRouteText(entry)}\` is narrower than the route \`${wider.route.method} ${wider.route.path}\`; an entry decides about whole routes.`;
    problems.push({ at: entry.at, severity: 'warning', message });
  }
  return problems;
}

/**
 * Guards whose file exports nothing of that name. `exportsOf` gives the names that a file exports, undefined where they are
 * not all known.
 */
export function findMissingGuards(
  policies: readonly Policy[],
  exportsOf: (file: string) => readonly string[] | undefined,
): readonly PolicyProblem[] {
  const problems = new Map<string, PolicyProblem>();
  for (const { at, module, name } of policies.flatMap(({ guards }) => guards)) {
    const names = exportsOf(module);
    if (names === undefined || names.includes(name)) continue;
    const nearest = findNearest(name, names);
    const hint = nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`;
    problems.set(`${at.file}:${at.start}`, { at, severity: 'warning', message: `\`${module}\` exports no \`${name}\`${hint}` });
  }
  return [...problems.values()];
}

function shareMethods(a: AccessEntry['methods'], b: AccessEntry['methods']): boolean {
  return a === '*' || b === '*' || a.some((method) => b.includes(method));
}
