import { expect, test } from 'vitest';
import { createResolver } from '../../core/src/project/create-resolver.ts';
import type { Resolution, Resolver } from '../../core/src/project/resolver.ts';

/** Path → text; an object stands for its JSON. */
export type Files = Readonly<Record<string, string | object>>;

/** What one import is expected to lead to: a path, `package NAME`, `package NAME as MODULE` or `missing`. */
export interface Case {
  readonly title: string;
  readonly files: Files;
  /** Files whose text does not matter, separated by blanks. */
  readonly sources?: string;
  readonly from: string;
  readonly imports: string;
  readonly leadsTo: string;
}

/** The resolver of a workspace that exists in memory only. */
export function resolverOf(files: Files, sources = ''): Resolver {
  const texts = toTexts(files, sources);
  return createResolver({ paths: new Set(texts.keys()), read: (path) => texts.get(path) });
}

/** The texts of a workspace by path. */
export function toTexts(files: Files, sources = ''): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const path of sources.split(' ')) if (path !== '') texts.set(path, '');
  for (const [path, text] of Object.entries(files)) texts.set(path, typeof text === 'string' ? text : JSON.stringify(text));
  return texts;
}

/** A resolution in the words of {@link Case.leadsTo}. */
export function toWords(resolution: Resolution): string {
  switch (resolution.kind) {
    case 'file':
      return resolution.path;
    case 'package':
      return resolution.module === resolution.name ? `package ${resolution.name}` : `package ${resolution.name} as ${resolution.module}`;
    case 'missing':
      return 'missing';
  }
}

/** Makes a test of each case. */
export function testResolution(cases: readonly Case[]): void {
  for (const { title, files, sources, from, imports, leadsTo } of cases) {
    test(title, () => {
      expect(toWords(resolverOf(files, sources).resolve(from, imports))).toBe(leadsTo);
    });
  }
}
