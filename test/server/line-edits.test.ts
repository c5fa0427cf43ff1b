import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toLineEdits } from '../../server/src/convert/line-edits.ts';

function apply(text: string, edits: ReturnType<typeof toLineEdits>): string {
  return edits.toReversed().reduce((result, { start, end, text: inserted }) => result.slice(0, start) + inserted + result.slice(end), text);
}

test('edits touch the changed lines alone', () => {
  const before = 'one\ntwo\nthree\nfour\n';
  expect(toLineEdits(before, 'one\n2\nthree\nfour\nfive\n')).toEqual([
    { start: 4, end: 8, text: '2\n' },
    { start: 19, end: 19, text: 'five\n' },
  ]);
});

test('equal texts need no edits', () => {
  expect(toLineEdits('a\r\nb', 'a\r\nb')).toEqual([]);
});

test('edits lead from any text to any other, in order and without overlap', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '', 'é\u{1F600}')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edits = toLineEdits(before, after);
      expect(apply(before, edits)).toBe(after);
      for (const [index, { start, end }] of edits.entries()) {
        expect(start).toBeLessThanOrEqual(end);
        expect(start).toBeGreaterThanOrEqual(edits[index - 1]?.end ?? 0);
      }
    }),
  );
});
