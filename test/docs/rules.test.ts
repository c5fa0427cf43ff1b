import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSession, type Session } from '#core';
import { toDiff } from '../../cli/src/diff.ts';
import { toChanges } from '../../cli/src/safe-fixes.ts';
import { buildFacts } from '../../core/src/syntax/index.ts';
import { openOn } from '../harness/fixture-language/scenario.ts';
import { root } from '../meta/source-files.ts';
import { blocksOf } from './markdown-sections.ts';

const pages = openSession({ paths: [], read: () => undefined }).rules.map(({ id }) => ({
  id,
  page: readFileSync(join(root, 'docs/rules', `${id}.md`), 'utf8'),
}));

/** An example names its file in its first line: `// src/orders.ts`. Further lines of that kind begin further files. */
function filesOf(example: string): ReadonlyMap<string, string> {
  const parts = example.split(/^(?=\/\/ \S+\.tsx?$)/m);
  const files = new Map(parts.map((part) => [/^\/\/ (\S+\.tsx?)\n/.exec(part)?.[1] ?? '', part]));
  if (files.has('')) throw new Error(`The example names no file in its first line:\n${example}`);
  return files;
}

const pathOf = (example: string): string => [...filesOf(example).keys()].join(', ');

function openExample(example: string): Session {
  return openOn(filesOf(example));
}

/** The lines that a diff adds and removes. */
function changedLines(diff: string): readonly string[] {
  return diff.split('\n').filter((line) => /^[+-](?!\+\+ |-- )/.test(line));
}

/** What the first fix that changes code does to the first finding; undefined where none is offered. */
function firstFix(session: Session): readonly string[] | undefined {
  const [finding] = session.findings();
  const fix = finding === undefined ? undefined : session.fixes(finding).find(({ kind }) => kind === 'safe' || kind === 'suggested');
  return fix === undefined ? undefined : changedLines(toDiff(toChanges(session, fix) ?? []));
}

describe.each(pages)('$id', ({ id, page }) => {
  const wrong = blocksOf(page, 'ts', 'Wrong');
  const right = blocksOf(page, 'ts', 'Right');

  test.each([...wrong, ...right].map((example) => ({ path: pathOf(example), example })))('$path is TypeScript', ({ path, example }) => {
    for (const [file, text] of filesOf(example)) expect(buildFacts(file, text).parseErrors, path).toBe(0);
  });

  test.each(wrong.map((example) => ({ path: pathOf(example), example })))('$path, wrong: is found, and nothing else', ({ example }) => {
    const report = openExample(example).report();
    expect(report.internalErrors).toEqual([]);
    expect(report.findings.map(({ rule }) => rule)).toEqual([id]);
  });

  test.each(right.map((example) => ({ path: pathOf(example), example })))('$path, right: nothing is found', ({ example }) => {
    expect(openExample(example).report().findings).toEqual([]);
  });

  test('the fix of the first wrong example is the one on the page', () => {
    const [first = ''] = wrong;
    const [shown] = blocksOf(page, 'diff', 'The fix');
    expect(firstFix(openExample(first))).toEqual(shown === undefined ? undefined : changedLines(shown));
  });
});
