/** A first policy for a workspace that has none, from the inventory of its routes. */
import type { Route } from '../model/route.ts';
import {
  coversMethods,
  coversPath,
  parseRoutePattern,
  type RoutePattern,
  toMethods,
  toRoutePattern,
  toRouteSegments,
  toRouteText,
} from './pattern.ts';
import { purposeOf, wordsOf } from './purpose.ts';

/** A policy's text, and what it says about the routes it was made from. */
export interface ProposedPolicy {
  readonly text: string;
  /** Routes without a guard that the text makes public. */
  readonly open: readonly Route[];
  /** Routes without a guard about which somebody has to decide: the text demands a caller of them. */
  readonly undecided: readonly Route[];
}

/** Where editors find the schema of a policy file. */
const schemaAddress = 'https://raw.githubusercontent.com/routewarden/routewarden/main/schemas/policy.schema.json';

/** One line of the list. */
interface Entry {
  readonly route: RoutePattern;
  readonly reason: string;
}

/**
 * Sign-in, sign-up, health checks, webhooks and documents that no guard stands in front of are public, each with its
 * reason; everything else needs a caller. Entries whose pattern would open other routes are left out.
 */
export function proposePolicy(routes: readonly Route[]): ProposedPolicy {
  const unguarded = routes.filter(({ auth }) => auth.verdict !== 'required' && auth.verdict !== 'unknown');
  const candidates = new Map<Route, Entry>();
  for (const route of unguarded) {
    const entry = toEntry(route, routes);
    if (entry !== undefined) candidates.set(route, entry);
  }
  const doubtful = routes.filter((route) => route.auth.verdict !== 'required' && !candidates.has(route) && !isPublicByDirective(route));
  for (const [route, entry] of candidates) if (doubtful.some((other) => isCovered(other, entry.route))) candidates.delete(route);
  const open = [...candidates.keys()];
  return {
    text: toText(merge([...candidates.values()]), routes),
    open,
    undecided: unguarded.filter((route) => !candidates.has(route) && route.auth.verdict !== 'public'),
  };
}

function toEntry(route: Route, routes: readonly Route[]): Entry | undefined {
  const words = wordsOf(route);
  if (route.certainty === 'partial' || isPublicByDirective(route) || forTests.test(words)) return undefined;
  const purpose = isManaged(route, routes) ? undefined : purposeOf(route.method, words);
  const reason = purpose ?? (route.auth.verdict === 'public' ? toSentence(route.auth.reason) : undefined);
  if (reason === undefined) return undefined;
  const pattern = parseRoutePattern(toRouteText({ methods: toMethods(route.method), pattern: toRoutePattern(route.path) }));
  return 'message' in pattern || !isCovered(route, pattern) ? undefined : { route: pattern, reason };
}

/** What tests use to get past the sign-in is not meant for everyone. */
const forTests = /(?:^|[/_-])(?:tests?|testing|debug|dev|e2e)(?:[/_-]|$)/i;

const isPublicByDirective = (route: Route): boolean =>
  route.auth.verdict === 'public' && route.auth.evidence.some(({ what }) => what.startsWith('public by '));

/** `POST /webhooks` beside `GET /webhooks` and `DELETE /webhooks/:id` keeps a list of webhooks, and receives none. */
function isManaged(route: Route, routes: readonly Route[]): boolean {
  if (route.method !== 'POST') return false;
  return routes.some(
    ({ method, path }) =>
      (method === 'GET' || method === 'DELETE' || method === 'PUT' || method === 'PATCH') &&
      (path === route.path || (path.startsWith(`${route.path}/:`) && !path.slice(route.path.length + 2).includes('/'))),
  );
}

function isCovered(route: Route, pattern: RoutePattern): boolean {
  return coversMethods(pattern.methods, toMethods(route.method)) && coversPath(pattern.segments, toRouteSegments(route.path));
}

/** One entry for a path and a reason, with all its methods; by path. */
function merge(entries: readonly Entry[]): readonly Entry[] {
  const merged = new Map<string, Entry>();
  for (const { route, reason } of entries) {
    const key = `${isNamed(route)} ${route.pattern} ${reason}`;
    const before = merged.get(key)?.route.methods ?? [];
    const methods = before === '*' || route.methods === '*' ? '*' : [...new Set([...before, ...route.methods])].sort();
    merged.set(key, { route: { ...route, methods }, reason });
  }
  const all = [...merged.values()].sort((a, b) => compare(a.route.pattern, b.route.pattern) || compare(a.reason, b.reason));
  return all.filter((entry) => !all.some((other) => isWider(other.route, entry.route, all.indexOf(other) < all.indexOf(entry))));
}

const isNamed = (route: RoutePattern): boolean => !route.pattern.startsWith('/') && !route.pattern.startsWith('**');

/** True where an entry for `route` would never decide, or decide nothing that `other` does not. */
function isWider(other: RoutePattern, route: RoutePattern, isFirst: boolean): boolean {
  if (other === route || !coversMethods(other.methods, route.methods) || !coversPath(other.segments, route.segments)) return false;
  const same = coversMethods(route.methods, other.methods) && coversPath(route.segments, other.segments);
  return !same || isFirst;
}

function toText(entries: readonly Entry[], routes: readonly Route[]): string {
  const guarded = routes.filter(({ auth }) => auth.verdict === 'required').length;
  const lines = entries.map(
    ({ route, reason }) => `    { "route": ${JSON.stringify(toRouteText(route))}, "public": ${JSON.stringify(reason)} },`,
  );
  return [
    '{',
    `  "$schema": ${JSON.stringify(schemaAddress)},`,
    '  // Who may call what. The first entry that matches a route decides.',
    `  // ${guarded} of ${routes.length} ${routes.length === 1 ? 'route' : 'routes'} ${guarded === 1 ? 'has' : 'have'} a guard in the code; they need no entry of their own.`,
    '  "access": [',
    ...(lines.length === 0 ? [] : ['    // Open at present, and meant to be as far as their paths tell: check each.', ...lines, '']),
    '    // Every other route needs a caller with an identity.',
    '    { "route": "**", "authenticated": true }',
    '  ]',
    '}',
    '',
  ].join('\n');
}

/** A verdict's reason as the text of an entry. */
function toSentence(reason: string): string {
  const plain = reason.replaceAll('`', '').replace(/^it /, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
