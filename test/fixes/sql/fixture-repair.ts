import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { Finding, Fix, Session } from '#core';
import { openOn } from '../../harness/fixture-language/scenario.ts';

export type Files = ReadonlyMap<string, string>;

/** One application before the fixes, and the files that differ after them. */
export interface Fixture {
  readonly name: string;
  readonly before: Files;
  /** Empty where nothing can be offered. */
  readonly after: Files;
}

const folder = new URL('./fixtures/', import.meta.url).pathname;
const isFixed = (entry: string): boolean => /\.fixed(\.[jt]s)?$/.test(entry);

/** All fixtures of this folder, sorted by name: a file, or a folder of files that belong together. */
export function readFixtures(): readonly Fixture[] {
  return readdirSync(folder)
    .filter((entry) => !isFixed(entry))
    .sort()
    .map((entry) => {
      const fixed = statSync(folder + entry).isDirectory() ? `${entry}.fixed` : entry.replace(/\.[jt]s$/, '.fixed$&');
      return { name: entry, before: filesOf(entry, entry), after: filesOf(fixed, entry) };
    });
}

/** The files of an entry; a single one goes by the name that it has before the fixes. */
function filesOf(entry: string, name: string): Files {
  if (!existsSync(folder + entry)) return new Map();
  if (!statSync(folder + entry).isDirectory()) return new Map([[name, readFileSync(folder + entry, 'utf8')]]);
  const paths = readdirSync(folder + entry, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
  return new Map(paths.map((path) => [path, readFileSync(`${folder}${entry}/${path}`, 'utf8')]));
}

/** The files with every text rewritten. */
export const rewrite = (files: Files, change: (text: string, path: string) => string): Files =>
  new Map([...files].map(([path, text]) => [path, change(text, path)]));

export interface Repaired {
  readonly files: Files;
  readonly applied: readonly { readonly route: string; readonly title: string; readonly kind: Fix['kind'] }[];
  /** The routes of findings that no fix changes. */
  readonly left: readonly string[];
}

/** Applies the first fix of each SQL finding, one after the other, until none is offered any more. */
export function repair(before: Files): Repaired {
  const applied: { route: string; title: string; kind: Fix['kind'] }[] = [];
  const left = new Set<string>();
  let files = before;
  for (let round = 0; round < 60; round += 1) {
    const next = nextFix(openOn(files), left);
    if (next === undefined) return { files, applied, left: [...left] };
    applied.push({ route: routeOf(next.finding), title: next.fix.title, kind: next.fix.kind });
    files = applyFix(files, next.fix);
  }
  throw new Error(`Fixes are still offered after ${applied.length} rounds.`);
}

function nextFix(session: Session, left: Set<string>): { readonly finding: Finding; readonly fix: Fix } | undefined {
  for (const finding of session.findings()) {
    if (finding.rule !== 'sql-injection' || left.has(routeOf(finding))) continue;
    const fix = session.fixes(finding).find((f) => f.kind === 'safe' || f.kind === 'suggested');
    if (fix !== undefined) return { finding, fix };
    left.add(routeOf(finding));
  }
  return undefined;
}

/** `GET /users`. */
const routeOf = (finding: Finding): string => finding.route?.replace(/@.*$/, '') ?? '';

function applyFix(files: Files, fix: Fix): Files {
  const result = new Map(files);
  for (const { file, edits } of fix.files) {
    result.set(
      file,
      edits.reduceRight((text, { start, end, text: next }) => text.slice(0, start) + next + text.slice(end), result.get(file) ?? ''),
    );
  }
  return result;
}

/** The files whose texts differ. */
export const changed = (before: Files, after: Files): Files => new Map([...after].filter(([path, text]) => before.get(path) !== text));
