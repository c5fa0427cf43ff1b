import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import type { Finding } from '#core';
import { openOn } from '../../harness/fixture-language/scenario.ts';
import { changed, type Files, readFixtures, repair, rewrite } from './fixture-repair.ts';

const fixtures = readFixtures();

const toCrlf = (files: Files): Files => rewrite(files, (text) => text.replace(/\r?\n/g, '\r\n'));
const toTabs = (files: Files): Files =>
  rewrite(files, (text, path) => (path.endsWith('.json') ? text : text.replace(/^( {2})+/gm, (indent) => '\t'.repeat(indent.length / 2))));

function syntaxErrors(files: Files): readonly string[] {
  return [...files].flatMap(([path, text]) => {
    if (!/\.[jt]s$/.test(path)) return [];
    const compilerOptions = { target: ts.ScriptTarget.ESNext };
    const { diagnostics = [] } = ts.transpileModule(text, { fileName: path, reportDiagnostics: true, compilerOptions });
    return diagnostics.map((d) => `${path}: ${ts.flattenDiagnosticMessageText(d.messageText, ' ')}`);
  });
}

describe('values become parameters', () => {
  test('there are fixtures with and without a fix', () => {
    expect(fixtures.filter((f) => f.after.size > 0).length).toBeGreaterThan(8);
    expect(fixtures.filter((f) => f.after.size === 0).map((f) => f.name)).toEqual(['left-alone.ts']);
  });

  for (const { name, before, after } of fixtures) {
    describe(name, () => {
      const repaired = repair(before);

      test('gives the expected text', () => {
        expect(Object.fromEntries(changed(before, repaired.files))).toEqual(Object.fromEntries(after));
      });

      test('leaves no finding that it fixed and makes none', () => {
        const known = openOn(before).findings();
        const found = openOn(repaired.files).findings();
        const essence = (f: Finding): string => `${f.rule} ${f.route?.replace(/@.*$/, '')}`;
        const isKnown = (f: Finding): boolean => known.some((k) => essence(k) === essence(f));
        expect(found.filter((f) => f.rule === 'sql-injection').map((f) => f.route?.replace(/@.*$/, ''))).toEqual(repaired.left);
        expect(found.filter((f) => !isKnown(f)).map((f) => f.message)).toEqual([]);
      });

      test('parses', () => {
        expect(syntaxErrors(repaired.files)).toEqual([]);
      });

      test('changes nothing the second time', () => {
        expect(repair(repaired.files)).toEqual({ files: repaired.files, applied: [], left: repaired.left });
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

describe('a fix is safe where the meaning certainly stays the same', () => {
  const appliedTo = (name: string) => fixtures.filter((f) => f.name === name).flatMap((f) => repair(f.before).applied);

  test.each(['postgres-pool', 'mysql.js', 'mysql2.ts', 'sqlite.ts', 'tags.ts', 'builders', 'service'])('%s', (name) => {
    const applied = appliedTo(name);
    expect(applied.length).toBeGreaterThan(1);
    expect(applied.filter((fix) => fix.kind !== 'safe' || fix.title !== 'Use query parameters')).toEqual([]);
  });

  test('and suggested where text grows, where a name is chosen, and where the server is told types', () => {
    expect(appliedTo('growing.ts').map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      ...Array.from({ length: 6 }, () => 'suggested: Use query parameters'),
      'suggested: Allow only selected columns',
      'suggested: Use query parameters, and allow only selected columns',
      'suggested: Choose the direction by a test',
    ]);
    expect(
      appliedTo('prisma.ts')
        .filter((fix) => fix.kind === 'suggested')
        .map((fix) => fix.route),
    ).toEqual(['GET /quoted', 'GET /list', 'GET /constant', 'DELETE /delete/:id']);
    expect(appliedTo('optional.ts').map(({ kind, route }) => `${kind} ${route}`)).toEqual([
      'suggested GET /one',
      'suggested GET /two',
      'suggested GET /held',
      'suggested GET /question-marks',
      'suggested GET /sum',
      'safe GET /part-of-a-value',
    ]);
    expect(appliedTo('uncertain.ts').map(({ kind, route }) => `${kind} ${route}`)).toEqual([
      'suggested PUT /arithmetic/:id',
      'suggested GET /expression',
      'suggested GET /function',
      'suggested POST /expanding',
    ]);
  });
});
