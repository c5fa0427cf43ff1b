/** Finds access entries that an earlier entry of the same file keeps from ever deciding. */
import type { AccessEntry } from '../model/policy.ts';
import type { PolicyProblem } from '../model/report.ts';
import { coversMethods, coversPath, isLiteral, toRouteText } from './pattern.ts';

/** Adds one problem for every entry that repeats, contradicts or comes after one that always wins. */
export function reportShadowed(entries: readonly AccessEntry[], problems: PolicyProblem[]): void {
  // By the literal segments a pattern starts with: an earlier entry can only win if its own are among those of the later one.
  const earlier = new Map<string, AccessEntry[]>();
  for (const entry of entries) {
    const prefix = toLiteralPrefix(entry.segments);
    const candidates = prefix.flatMap((_, length) => earlier.get(toKey(prefix, length + 1)) ?? []).concat(earlier.get('') ?? []);
    candidates.sort((a, b) => a.at.start - b.at.start);
    const problem = findProblem(entry, candidates);
    if (problem !== undefined) problems.push(problem);
    const key = toKey(prefix, prefix.length);
    const bucket = earlier.get(key);
    if (bucket === undefined) earlier.set(key, [entry]);
    else bucket.push(entry);
  }
}

function findProblem(entry: AccessEntry, earlier: readonly AccessEntry[]): PolicyProblem | undefined {
  const wider = earlier.filter((other) => coversPath(other.segments, entry.segments));
  const same = wider.find((other) => isSameRoute(other, entry));
  if (same !== undefined) {
    const line = same.at.from.line + 1;
    const route = toRouteText(entry);
    if (JSON.stringify(same.access) !== JSON.stringify(entry.access)) {
      const message = `\`${route}\` contradicts line ${line}, which says ${toWords(same)} and decides.`;
      return { at: entry.at, severity: 'error', message };
    }
    return { at: entry.at, severity: 'warning', message: `\`${route}\` stands in line ${line} already.` };
  }
  const winners = findWinners(entry, wider);
  if (winners.length === 0) return undefined;
  const names = winners.map((winner) => `\`${toRouteText(winner)}\` in line ${winner.at.from.line + 1}`).join(' and ');
  const message = `\`${toRouteText(entry)}\` can never decide, because ${names} always ${winners.length === 1 ? 'matches' : 'match'} first.`;
  return { at: entry.at, severity: 'warning', message };
}

/** Those of the entries with a wider path that together take every request of `entry`; none where some request is left. */
function findWinners(entry: AccessEntry, wider: readonly AccessEntry[]): readonly AccessEntry[] {
  if (entry.methods === '*') return wider.filter((other) => other.methods === '*').slice(0, 1);
  const winners = new Set<AccessEntry>();
  for (const method of entry.methods) {
    const winner = wider.find((other) => coversMethods(other.methods, [method]));
    if (winner === undefined) return [];
    winners.add(winner);
  }
  return [...winners];
}

/** `wider` covers the path of `entry`; is it the other way round as well, and for the same methods? */
function isSameRoute(wider: AccessEntry, entry: AccessEntry): boolean {
  const sameMethods = coversMethods(wider.methods, entry.methods) && coversMethods(entry.methods, wider.methods);
  return sameMethods && coversPath(entry.segments, wider.segments);
}

function toLiteralPrefix(segments: readonly string[]): readonly string[] {
  const end = segments.findIndex((segment) => !isLiteral(segment));
  return end < 0 ? segments : segments.slice(0, end);
}

function toKey(prefix: readonly string[], length: number): string {
  return prefix
    .slice(0, length)
    .map((segment) => `${segment}/`)
    .join('');
}

function toWords({ access }: AccessEntry): string {
  if (access.kind === 'public') return '`public`';
  return access.kind === 'authenticated' ? '`authenticated`' : `\`roles: ${access.roles.join(', ')}\``;
}
