/** Route patterns of the policy: what they may look like, and which routes and patterns one covers. */

import type { Span } from '../model/location.ts';
import type { AccessEntry } from '../model/policy.ts';
import { findNearest } from './spelling.ts';

/** Kinds of entry points that are called by name instead of by path. */
const namedMethods = ['ACTION', 'QUERY', 'MUTATION', 'SUBSCRIPTION'] as const;

/** HTTP's methods (RFC 9110, RFC 5789, WebDAV and the others that Node's `http.METHODS` lists), and the named ones. */
const knownMethods: readonly string[] = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'],
  ...['ACL', 'BIND', 'CHECKOUT', 'COPY', 'LINK', 'LOCK', 'M-SEARCH', 'MERGE', 'MKACTIVITY', 'MKCALENDAR', 'MKCOL', 'MOVE'],
  ...['NOTIFY', 'PROPFIND', 'PROPPATCH', 'PURGE', 'REBIND', 'REPORT', 'SEARCH', 'SOURCE', 'SUBSCRIBE', 'UNBIND', 'UNLINK'],
  ...['UNLOCK', 'UNSUBSCRIBE', ...namedMethods],
];

/** More segments than any real route has; it also keeps a set of positions inside one 32-bit number. */
const maxSegments = 30;

/** What a `route` text of the policy means. */
export type RoutePattern = Pick<AccessEntry, 'methods' | 'pattern' | 'segments'>;

/** Why a `route` text means nothing; the span counts from the text's own start. */
export interface PatternFault extends Span {
  readonly message: string;
}

/** Reads `GET,HEAD /docs/**`. */
export function parseRoutePattern(text: string): RoutePattern | PatternFault {
  const words = [...text.matchAll(/[^\s,]+/g)];
  const last = words.at(-1);
  if (last === undefined) return { start: 0, end: text.length, message: 'The route is empty; write a pattern such as "POST /login".' };
  const methods: string[] = [];
  for (const word of words.slice(0, -1)) {
    const fault = findMethodFault(word[0]);
    if (fault !== undefined) return { ...spanOf(word), message: fault };
    methods.push(word[0]);
  }
  if (methods.length === 0 && findMethodFault(last[0]) === undefined && last[0] !== '*') {
    return { ...spanOf(last), message: `The route names no path; write "${last[0]} /path", or "${last[0]} **" for every path.` };
  }
  const pattern = last[0];
  const fault = findPathFault(pattern, methods);
  if (fault !== undefined) return { start: last.index + fault.start, end: last.index + fault.end, message: fault.message };
  const any = methods.length === 0 || methods.some((method) => method === '*' || method === 'ALL');
  return { methods: any ? '*' : [...new Set(methods)], pattern, segments: cutPattern(pattern) };
}

/** How an entry's route reads in a message and in the policy file: `GET,HEAD /docs/**`. */
export function toRouteText(route: Pick<RoutePattern, 'methods' | 'pattern'>): string {
  return route.methods === '*' ? route.pattern : `${route.methods.join(',')} ${route.pattern}`;
}

/** A route's path as a pattern that covers it: what may be any number of segments becomes `**`. */
export function toRoutePattern(path: string): string {
  const action = /\?\/[^/]*$/.exec(path)?.[0] ?? '';
  const page = path.slice(0, path.length - action.length);
  const segments = page.split('/').map((segment) => {
    if (segment.startsWith('*') || /^:.*[?*+]$/.test(segment)) return '**';
    return /^:[A-Za-z_$][\w$-]*/.exec(segment)?.[0] ?? segment;
  });
  return (segments.join('/') || '/') + action;
}

/**
 * A route's path (`/users/:id`, `/files/*rest`, `posts.create`) as pattern segments. What may stand for any number of
 * segments (`*`, `*name`, `:name?`, `:name*`, `:name+`) becomes `**`.
 */
export function toRouteSegments(path: string): readonly string[] {
  return cutPattern(path).map((segment) => {
    if (segment.startsWith('*')) return '**';
    return segment.startsWith(':') && /[?*+]$/.test(segment) ? '**' : segment;
  });
}

/** True where every request with a path that `inner` matches is matched by `outer` as well. Unlikely giants count as no. */
export function coversPath(outer: readonly string[], inner: readonly string[]): boolean {
  if (outer.length > maxSegments) return false;
  // Nearly every question ends here: the literals of `outer` have to be among those of `inner`, in order.
  let from = 0;
  for (const segment of outer) {
    if (!isLiteral(segment)) continue;
    from = inner.indexOf(segment, from) + 1;
    if (from === 0) return false;
  }
  // Walks `inner` once for all ways in which `outer` can follow: bit i of a set means "`outer` is i segments in".
  const pending: { readonly at: number; readonly set: number }[] = [{ at: 0, set: closeOver(outer, 1) }];
  const seen = new Set<string>();
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    const { at, set } = state;
    if (set === 0) return false;
    const segment = inner[at];
    if (segment === undefined) {
      if ((set & (1 << outer.length)) === 0) return false;
    } else if (segment === '**') {
      const key = `${at}:${set}`;
      if (seen.has(key)) continue;
      if (seen.size >= 2_000) return false;
      seen.add(key);
      pending.push({ at: at + 1, set }, { at, set: step(outer, set, undefined) });
    } else {
      pending.push({ at: at + 1, set: step(outer, set, isOneSegment(segment) ? undefined : segment) });
    }
  }
  return true;
}

/** True where `outer` speaks of each of the methods of `inner`. */
export function coversMethods(outer: RoutePattern['methods'], inner: RoutePattern['methods']): boolean {
  if (outer === '*') return true;
  return inner !== '*' && inner.every((method) => outer.includes(method));
}

/** A route's method as an entry's methods: `ALL` answers every one. */
export function toMethods(method: string): RoutePattern['methods'] {
  const upper = method.toUpperCase();
  return upper === 'ALL' || upper === '*' || upper === '' ? '*' : [upper];
}

/** Where `outer` can be after one more segment: a given literal one, or one that no literal of `outer` equals. */
function step(outer: readonly string[], set: number, literal: string | undefined): number {
  let next = 0;
  for (let at = 0; at < outer.length; at += 1) {
    if ((set & (1 << at)) === 0) continue;
    const segment = outer[at];
    if (segment === undefined) continue;
    if (segment === '**') next |= 1 << at;
    else if (segment === literal || (isOneSegment(segment) && literal?.startsWith('?') !== true)) next |= 1 << (at + 1);
  }
  return closeOver(outer, next);
}

/** `**` may stand for nothing: whoever is before it is behind it as well. */
function closeOver(outer: readonly string[], set: number): number {
  let closed = set;
  for (let at = 0; at < outer.length; at += 1) {
    if (outer[at] === '**' && (closed & (1 << at)) !== 0) closed |= 1 << (at + 1);
  }
  return closed;
}

/** True for a segment that stands for itself. */
export function isLiteral(segment: string): boolean {
  return segment !== '**' && !isOneSegment(segment);
}

function isOneSegment(segment: string): boolean {
  return segment === '*' || segment.startsWith(':');
}

/**
 * `/a/b/` is `['', 'a', 'b']`; names are cut at dots as well: `posts.create` is `['posts', 'create']`. The form action
 * `remove` of a page, `/orders?/remove`, is a segment below it: `['', 'orders', '?remove']`.
 */
function cutPattern(pattern: string): readonly string[] {
  const segments = splitPattern(pattern);
  if (segments.length > 1 && segments.at(-1) === '') segments.pop();
  return segments;
}

function splitPattern(pattern: string): string[] {
  const rooted = pattern.startsWith('/') || pattern.startsWith('**');
  return pattern.replace(/\?\/([^/]*)$/, '/?$1').split(rooted ? '/' : /[/.]/);
}

function spanOf(word: RegExpExecArray): Span {
  return { start: word.index, end: word.index + word[0].length };
}

function findMethodFault(method: string): string | undefined {
  if (method === '*' || method === 'ALL' || knownMethods.includes(method)) return undefined;
  if (method.includes('/')) return `\`${method}\` stands where a method is expected; a path pattern has no spaces or commas.`;
  const nearest = findNearest(method, knownMethods);
  return nearest === undefined ? `\`${method}\` is not a method.` : `\`${method}\` is not a method; did you mean \`${nearest}\`?`;
}

function findPathFault(pattern: string, methods: readonly string[]): PatternFault | undefined {
  const whole = { start: 0, end: pattern.length };
  const named = methods.length > 0 && methods.every((method) => namedMethods.some((known) => known === method));
  if (!pattern.startsWith('/') && !/^\*\*(?:$|\/)/.test(pattern) && !named) {
    const hint = pattern.startsWith('*') ? '"**" matches every path' : `write "/${pattern}"`;
    return { ...whole, message: `A path pattern starts with \`/\`; ${hint}.` };
  }
  const segments = splitPattern(pattern);
  if (segments.length > maxSegments) return { ...whole, message: `A path pattern has fewer than ${maxSegments} segments.` };
  let start = 0;
  for (const [index, segment] of segments.entries()) {
    const outermost = index === 0 || index === segments.length - 1;
    const message = segment === '' && outermost ? undefined : findSegmentFault(segment);
    if (message !== undefined) return { start, end: start + Math.max(segment.length, 1), message };
    start += segment.length + 1;
  }
  return undefined;
}

function findSegmentFault(segment: string): string | undefined {
  if (segment === '') return 'A path pattern has no empty segments; remove one `/`.';
  if (segment === '*' || segment === '**' || /^:[A-Za-z_$][\w$-]*$/.test(segment)) return undefined;
  if (/^\?[\w$-]+$/.test(segment)) return undefined;
  if (segment === '.' || segment === '..') return `A path pattern is absolute; \`${segment}\` matches no route.`;
  const bracketed = /^(?:\[{1,2}|\{|<)(\.{3})?([A-Za-z_$][\w$-]*)(?:\]{1,2}|\}|>)$/.exec(segment);
  if (bracketed !== null) return `Write \`${bracketed[1] === undefined ? `:${bracketed[2]}` : '**'}\` instead of \`${segment}\`.`;
  if (segment.startsWith(':')) {
    return `\`${segment}\` is not a parameter; \`:name\` stands for a whole segment, whatever it holds.`;
  }
  if (/[?#]/.test(segment)) return 'A path pattern has no query and no fragment; only the path is matched.';
  if (segment.includes('*')) return `\`*\` stands for a whole segment; write \`*\` or \`**\` instead of \`${segment}\`.`;
  if (segment.includes('\\')) return 'A path pattern has `/` between segments, not `\\`.';
  return undefined;
}
