import { type ConfigRecord, isRecord } from './config-values.ts';
import { isTypeScriptSource } from './source-files.ts';

/**
 * The `exports` and `imports` fields of package.json (Node.js documentation, "Packages", PACKAGE_EXPORTS_RESOLVE and
 * PACKAGE_IMPORTS_RESOLVE). Node takes the first condition that holds; here all of them are kept, the likeliest first,
 * because most name built files and the one that leads back to a source is wanted.
 */

/** How soon a target is tried. The order written decides between equals. */
const rank = { source: 0, active: 1, unknown: 2, otherRuntime: 3 } as const;

const activeConditions: ReadonlySet<string> = new Set([
  'development',
  'node',
  'import',
  'require',
  'module',
  'module-sync',
  'types',
  'default',
]);
const otherRuntimeConditions: ReadonlySet<string> = new Set([
  'browser',
  'react-native',
  'worker',
  'workerd',
  'edge-light',
  'deno',
  'bun',
  'electron',
  'production',
]);

const maxNesting = 16;

/**
 * The targets of the entry `key` (`.`, `./sub`, `#name`), best first, with `*` filled in. Undefined where the field has
 * no such entry; empty where it forbids it with `null`.
 */
export function findTargets(entries: unknown, key: string): readonly string[] | undefined {
  const table = toTable(entries);
  const found = findEntry(table, key);
  if (found === undefined) return undefined;
  const ranked: { readonly target: string; readonly rank: number }[] = [];
  collectTargets(found.value, undefined, 0, (target, at) => ranked.push({ target: fillIn(target, found.star), rank: at }));
  return ranked.sort((a, b) => a.rank - b.rank).map((item) => item.target);
}

/** `exports` may also be the target of `.` itself: a string, a list, or conditions. */
function toTable(entries: unknown): ConfigRecord {
  if (entries === undefined || entries === null) return {};
  if (isRecord(entries) && Object.keys(entries).some((key) => key.startsWith('.') || key.startsWith('#'))) return entries;
  return { '.': entries };
}

interface Entry {
  readonly value: unknown;
  /** What `*` stands for in a pattern. */
  readonly star?: string;
}

/** The exact entry, else the pattern with the longest text before its `*`, as Node's PATTERN_KEY_COMPARE has it. */
function findEntry(table: ConfigRecord, key: string): Entry | undefined {
  if (!key.includes('*') && Object.hasOwn(table, key)) return { value: table[key] };
  let best: (Entry & { readonly prefix: number; readonly length: number }) | undefined;
  for (const [pattern, value] of Object.entries(table)) {
    const star = matchPattern(pattern, key);
    if (star === undefined) continue;
    const prefix = pattern.includes('*') ? pattern.indexOf('*') : pattern.length;
    if (best === undefined || prefix > best.prefix || (prefix === best.prefix && pattern.length > best.length)) {
      best = { value, star, prefix, length: pattern.length };
    }
  }
  return best;
}

/** What `*` stands for if `key` matches. A pattern that ends in `/` is the older way to write `/*`. */
function matchPattern(pattern: string, key: string): string | undefined {
  const at = pattern.endsWith('/') ? pattern.length : pattern.indexOf('*');
  if (at < 0) return undefined;
  const suffix = pattern.slice(at + 1);
  if (suffix.includes('*') || key.length <= at + suffix.length) return undefined;
  if (!key.startsWith(pattern.slice(0, at)) || !key.endsWith(suffix)) return undefined;
  return key.slice(at, key.length - suffix.length);
}

function fillIn(target: string, star: string | undefined): string {
  if (star === undefined) return target;
  return target.endsWith('/') ? target + star : target.split('*').join(star);
}

/** `at` is the rank of the conditions so far, undefined outside of any. */
function collectTargets(value: unknown, at: number | undefined, nesting: number, add: (target: string, rank: number) => void): void {
  if (typeof value === 'string') {
    add(value, toTargetRank(value, at ?? rank.active));
  } else if (nesting < maxNesting && Array.isArray(value)) {
    for (const item of value) collectTargets(item, at, nesting + 1, add);
  } else if (nesting < maxNesting && isRecord(value)) {
    for (const [condition, item] of Object.entries(value)) {
      collectTargets(item, Math.max(at ?? rank.source, toConditionRank(condition)), nesting + 1, add);
    }
  }
}

/** Under a condition of the team's own, TypeScript is the source (`"@acme/source": "./src/index.ts"`). */
function toTargetRank(target: string, at: number): number {
  return at === rank.unknown && isTypeScriptSource(target) ? rank.source : at;
}

function toConditionRank(condition: string): number {
  if (condition === 'source') return rank.source;
  if (activeConditions.has(condition) || condition.startsWith('types@')) return rank.active;
  return otherRuntimeConditions.has(condition) ? rank.otherRuntime : rank.unknown;
}
