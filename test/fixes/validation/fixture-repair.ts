import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Fix, Session } from '#core';
import { openOn } from '../../harness/fixture-language/scenario.ts';

/** The rules whose findings a schema mends. */
const rules: ReadonlySet<string> = new Set(['unvalidated-input', 'mass-assignment', 'validated-but-raw-used']);

export type Files = ReadonlyMap<string, string>;

const folder = new URL('./fixtures/', import.meta.url).pathname;

/** One application before the fixes, and the files that differ after them. */
export interface Fixture {
  readonly name: string;
  readonly before: Files;
  /** Empty where nothing can be offered. */
  readonly after: Files;
}

/** All fixtures of this folder, sorted by name. */
export function readFixtures(): readonly Fixture[] {
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.fixed'))
    .sort()
    .map((name) => ({ name, before: filesBelow(name), after: filesBelow(`${name}.fixed`) }));
}

function filesBelow(name: string): Files {
  if (!existsSync(folder + name)) return new Map();
  const paths = readdirSync(folder + name, { recursive: true, encoding: 'utf8' }).filter((path) => /\.\w+$/.test(path));
  return new Map(paths.map((path) => [path, readFileSync(`${folder}${name}/${path}`, 'utf8')]));
}

/** The files with every text rewritten. */
export const rewrite = (files: Files, change: (text: string, path: string) => string): Files =>
  new Map([...files].map(([path, text]) => [path, change(text, path)]));

/** Applies the fixes of this area one after the other until none is offered any more. */
export function repair(before: Files): { readonly files: Files; readonly titles: readonly string[] } {
  const titles: string[] = [];
  let files = before;
  for (let round = 0; round < 20; round += 1) {
    const fix = firstFix(openOn(files));
    if (fix === undefined) return { files, titles };
    titles.push(fix.title);
    files = applyFix(files, fix);
  }
  throw new Error(`Fixes are still offered after ${titles.length} rounds.`);
}

function firstFix(session: Session): Fix | undefined {
  for (const finding of session.findings()) {
    if (!rules.has(finding.rule)) continue;
    const fix = session.fixes(finding).find((f) => f.kind === 'suggested');
    if (fix !== undefined) return fix;
  }
  return undefined;
}

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
