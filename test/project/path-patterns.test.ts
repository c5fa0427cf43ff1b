import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { toSegments } from '../../core/src/base/paths.ts';
import { matchesPath, toPathPattern } from '../../core/src/project/resolution/path-patterns.ts';

describe('matchesPath', () => {
  test.each([
    ['packages/*', 'packages/db', true],
    ['packages/*', 'packages/db/src', false],
    ['packages/*', 'packages', false],
    ['./packages/*/', 'packages/db', true],
    ['packages/**', 'packages/a/b', true],
    ['packages/**', 'packages', true],
    ['**/db', 'db', true],
    ['**/db', 'packages/x/db', true],
    ['**/db', 'packages/xdb', false],
    ['**/*.test.ts', 'src/a.test.ts', true],
    ['**/*.test.ts', 'src/a.ts', false],
    ['packages/{db,api}', 'packages/api', true],
    ['packages/{db,api}', 'packages/web', false],
    ['{a,b{c,d}}/*', 'bd/x', true],
    ['packages/d?', 'packages/db', true],
    ['packages/d?', 'packages/d', false],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['.', '', true],
    ['a.b', 'aXb', false],
    ['(a|b)+', 'a', false],
    ['packages/{db', 'packages/{db', true],
  ])('%j on %j: %j', (pattern, path, matches) => {
    expect(matchesPath(toPathPattern(pattern), toSegments(path))).toBe(matches);
  });

  // A last `**` is left out: picomatch lets `a/**` match `a`, but not `a*/**`.
  test('agrees with picomatch', () => {
    const last = ['a', 'b', '*', 'a*', '*b', '?', 'a?b', '*a*b', '{a,b}', 'a{b,}'] as const;
    const pattern = fc
      .tuple(fc.array(fc.constantFrom('**', ...last), { maxLength: 4 }), fc.constantFrom(...last))
      .map(([parts, end]) => [...parts, end].join('/'));
    const path = fc
      .array(fc.constantFrom('a', 'b', 'ab', 'aab', 'acb', 'bab'), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(pattern, path, (glob, at) => {
        expect(matchesPath(toPathPattern(glob), toSegments(at))).toBe(picomatch.isMatch(at, glob, { dot: true }));
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});
