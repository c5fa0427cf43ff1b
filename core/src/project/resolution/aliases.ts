import { joinPath } from '../../base/paths.ts';

/** One entry of tsconfig's `paths`: `"@app/*": ["src/*"]`. */
export interface Alias {
  /** What is before the `*`, or the whole name. */
  readonly prefix: string;
  /** What is after the `*`; undefined without one. */
  readonly suffix: string | undefined;
  /** Paths relative to the root, each with one `*` at most. */
  readonly targets: readonly string[];
}

/** The entries of `paths`, arranged for finding the one that a specifier matches without trying all. */
export interface AliasTable {
  readonly exact: ReadonlyMap<string, Alias>;
  readonly byPrefix: ReadonlyMap<string, readonly Alias[]>;
  /** Longest first. */
  readonly prefixLengths: readonly number[];
}

/** Where a configuration sends a specifier. */
export interface AliasMatch {
  /** Paths relative to the root, in the order to try. */
  readonly targets: readonly string[];
  /** True where an entry of `paths` is about this specifier in particular, so that failing to find it means something. */
  readonly explicit: boolean;
}

/** Keeps the order written among entries of one prefix. */
export function toAliasTable(aliases: readonly Alias[]): AliasTable {
  const byPrefix = new Map<string, Alias[]>();
  for (const alias of aliases) {
    if (alias.suffix === undefined) continue;
    const known = byPrefix.get(alias.prefix);
    if (known === undefined) byPrefix.set(alias.prefix, [alias]);
    else known.push(alias);
  }
  return {
    exact: new Map(aliases.filter((alias) => alias.suffix === undefined).map((alias) => [alias.prefix, alias])),
    byPrefix,
    prefixLengths: [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))].sort((a, b) => b - a),
  };
}

/** `paths` by TypeScript's rule (an exact entry, else the longest text before `*`), `baseUrl` where no entry matches. */
export function findAlias(table: AliasTable, baseUrl: string | undefined, specifier: string): AliasMatch | undefined {
  const exact = table.exact.get(specifier);
  if (exact !== undefined) return { targets: exact.targets, explicit: true };
  for (const length of table.prefixLengths) {
    const alias = table.byPrefix.get(specifier.slice(0, length))?.find((candidate) => matches(candidate, specifier));
    if (alias !== undefined) return toMatch(alias, specifier);
  }
  if (baseUrl === undefined || specifier.startsWith('/')) return undefined;
  return { targets: [joinPath(baseUrl, specifier)], explicit: false };
}

/** The prefix is known to match; it and the suffix may not overlap. */
function matches({ prefix, suffix = '' }: Alias, specifier: string): boolean {
  return specifier.length >= prefix.length + suffix.length && specifier.endsWith(suffix);
}

function toMatch({ prefix, suffix = '', targets }: Alias, specifier: string): AliasMatch {
  const star = specifier.slice(prefix.length, specifier.length - suffix.length);
  return { targets: targets.map((target) => fillIn(target, star)), explicit: prefix !== '' || suffix !== '' };
}

/** Like TypeScript, an empty text for `*` fills nothing in, so that such a target names no file. */
function fillIn(target: string, star: string): string {
  const at = target.indexOf('*');
  return at < 0 || star === '' ? target : joinPath('', target.slice(0, at) + star + target.slice(at + 1));
}
