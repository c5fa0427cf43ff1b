import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { openOn } from '../../harness/fixture-language/scenario.ts';
import { changed, type Files, readFixtures, repair, rewrite } from './fixture-repair.ts';

const fixtures = readFixtures();

const toCrlf = (files: Files): Files => rewrite(files, (text) => text.replace(/\r?\n/g, '\r\n'));
const toTabs = (files: Files): Files =>
  rewrite(files, (text, path) => (path.endsWith('.json') ? text : text.replace(/^( {2})+/gm, (indent) => '\t'.repeat(indent.length / 2))));

function syntaxErrors(files: Files): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    if (!/\.[jt]sx?$/.test(path)) return [];
    const { diagnostics = [] } = ts.transpileModule(text, {
      fileName: path,
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ESNext },
    });
    return diagnostics.map((d) => `${path}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`);
  });
}

describe('a schema is made from what the route reads', () => {
  test('there are fixtures with and without a fix', () => {
    expect(fixtures.filter((f) => f.after.size > 0).length).toBeGreaterThan(9);
    expect(fixtures.filter((f) => f.after.size === 0).map((f) => f.name)).toEqual(['left-alone']);
  });

  for (const { name, before, after } of fixtures) {
    describe(name, () => {
      const repaired = repair(before);

      test('gives the expected text', () => {
        expect(Object.fromEntries(changed(before, repaired.files))).toEqual(Object.fromEntries(after));
      });

      test('leaves no finding that it fixed and makes none', () => {
        const known = openOn(before).findings();
        const left = openOn(repaired.files).findings();
        expect(left.length).toBe(known.length - repaired.titles.length);
        expect(left.filter((f) => !known.some((k) => k.rule === f.rule && k.message === f.message)).map((f) => f.message)).toEqual([]);
      });

      test('parses', () => {
        expect(syntaxErrors(repaired.files)).toEqual([]);
      });

      test('changes nothing the second time', () => {
        expect(repair(repaired.files)).toEqual({ files: repaired.files, titles: [] });
      });

      test('keeps CRLF', () => {
        expect(Object.fromEntries(repair(toCrlf(before)).files)).toEqual(Object.fromEntries(toCrlf(repaired.files)));
      });

      test('keeps tabs', () => {
        expect(Object.fromEntries(repair(toTabs(before)).files)).toEqual(Object.fromEntries(toTabs(repaired.files)));
      });
    });
  }
});

describe('titles name the part and the validator', () => {
  const titlesOf = (name: string): readonly string[] => [
    ...new Set(fixtures.filter((f) => f.name === name).flatMap((f) => repair(f.before).titles)),
  ];

  test.each([
    ['express-destructured', 'Validate the body with a zod schema'],
    ['commonjs-joi', 'Validate the body with a joi schema'],
    ['valibot', 'Validate the query with a valibot schema'],
    ['no-validator', 'Validate the body with a zod schema (adds zod)'],
    ['next-actions', 'Validate the arguments with a zod schema'],
    ['checked-but-raw', 'Use the validated body'],
  ])('%s', (name, title) => {
    expect(titlesOf(name)).toEqual([title]);
  });
});
