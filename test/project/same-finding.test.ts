import { describe, expect, test } from 'vitest';
import type { Finding, TextEdit } from '#core';
import { matchFindings } from '../../core/src/project/same-finding.ts';

const nowhere = { line: 0, column: 0 };

/** A finding at a place of `a.ts`; equal texts give equal fingerprints, but for their running numbers. */
function found(start: number, end: number, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'sql-injection',
    severity: 'critical',
    precision: 'certain',
    message: `found ${start}-${end}`,
    at: { file: 'a.ts', start, end, from: nowhere, to: nowhere },
    route: 'GET /@a.ts:0',
    trace: [],
    fingerprint: `${start}-${end}`,
    fixable: true,
    ...more,
  };
}

const match = (before: readonly Finding[], after: readonly Finding[], edits: readonly TextEdit[], target = before[0]) => {
  if (target === undefined) throw new Error('There is no finding before.');
  const matches = matchFindings(before, after, [{ file: 'a.ts', edits }], target);
  return after.map((finding) => {
    const known = matches.get(finding);
    return known === undefined ? 'new' : before.indexOf(known);
  });
};

describe('findings after an edit', () => {
  const insert = [{ start: 50, end: 50, text: 'inserted' }];

  test('of two that are equal, the one that is left is the one at its place', () => {
    const first = found(10, 20, { fingerprint: 'aaaa' });
    const second = found(60, 70, { fingerprint: 'aaaa-1' });
    const moved = found(64, 74, { fingerprint: 'aaaa' });
    expect(match([first, second], [moved], [{ start: 12, end: 14, text: 'longer' }])).toEqual([1]);
  });

  test('move with the text around them', () => {
    expect(
      match([found(10, 20), found(60, 70)], [found(10, 20, { fingerprint: 'x' }), found(68, 78, { fingerprint: 'y' })], insert),
    ).toEqual([0, 1]);
    expect(match([found(60, 70)], [found(61, 71, { fingerprint: 'x' })], insert)).toEqual(['new']);
  });

  test('are the same where the edit changes their text and what is said about them', () => {
    const [before, after] = [found(60, 70, { message: 'a (and 1 more)' }), found(60, 66, { message: 'a' })];
    expect(match([found(1, 2), before], [after], [{ start: 62, end: 68, text: '$1' }])).toEqual([1]);
  });

  test('begin or end anywhere in text that was replaced', () => {
    const edits = [{ start: 40, end: 80, text: 'all of this is new' }];
    expect(match([found(50, 70)], [found(44, 52)], edits)).toEqual([0]);
    expect(match([found(50, 70)], [found(44, 60)], edits)).toEqual(['new']);
    expect(match([found(50, 70)], [found(39, 52)], edits)).toEqual(['new']);
  });

  test('include an insertion at their edge or not', () => {
    for (const start of [50, 58]) expect(match([found(50, 60)], [found(start, 68)], insert)).toEqual([0]);
    for (const end of [50, 58]) expect(match([found(40, 50)], [found(40, end)], insert)).toEqual([0]);
  });

  test('go with code that is taken elsewhere, by their text or by what is said', () => {
    const edits = [
      { start: 10, end: 30, text: '' },
      { start: 90, end: 90, text: 'taken there' },
    ];
    expect(match([found(12, 20, { fingerprint: 'aaaa' })], [found(72, 80, { fingerprint: 'aaaa' })], edits)).toEqual([0]);
    expect(match([found(12, 20, { message: 'm' })], [found(72, 80, { message: 'm', fingerprint: 'b' })], edits)).toEqual([0]);
    expect(match([found(12, 20)], [found(72, 80)], edits)).toEqual(['new']);
  });

  test('are others in another route, of another rule or in another file', () => {
    expect(match([found(10, 20)], [found(10, 20, { route: 'POST /@a.ts:0', fingerprint: 'x' })], insert)).toEqual(['new']);
    expect(match([found(10, 20)], [found(10, 20, { route: 'GET /@a.ts:8', fingerprint: 'x' })], insert)).toEqual([0]);
    expect(match([found(10, 20)], [found(10, 20, { rule: 'unvalidated-input' })], insert)).toEqual(['new']);
    const elsewhere = found(10, 20, { fingerprint: 'x', at: { file: 'b.ts', start: 10, end: 20, from: nowhere, to: nowhere } });
    expect(match([found(10, 20)], [elsewhere], insert)).toEqual(['new']);
  });

  test('are each met once, the one to be fixed last', () => {
    const [target, other] = [found(50, 60), found(52, 60)];
    const edits = [{ start: 45, end: 65, text: 'something else' }];
    expect(match([target, other], [found(46, 50)], edits)).toEqual([1]);
    expect(match([target, other], [found(46, 50), found(47, 50)], edits)).toEqual([1, 0]);
    expect(match([target, other], [found(46, 50), found(47, 50), found(48, 50)], edits)).toEqual([1, 0, 'new']);
  });
});
