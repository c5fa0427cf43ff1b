import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coversPath, parseRoutePattern, toRouteText } from '../../core/src/policy/pattern.ts';

describe('a route text', () => {
  test.each([
    ['/users', '*', '/users'],
    ['GET /users', 'GET', '/users'],
    ['GET,HEAD /docs/**', 'GET,HEAD', '/docs/**'],
    ['GET, HEAD  /docs/**', 'GET,HEAD', '/docs/**'],
    ['GET,GET /x', 'GET', '/x'],
    [' POST /x ', 'POST', '/x'],
    ['* /x', '*', '/x'],
    ['ALL /x', '*', '/x'],
    ['M-SEARCH /x', 'M-SEARCH', '/x'],
    ['**', '*', '**'],
    ['POST **', 'POST', '**'],
    ['**/health', '*', '**/health'],
    ['/', '*', '/'],
    ['/v1/users:batchGet', '*', '/v1/users:batchGet'],
    ['/:tenant/:user-id', '*', '/:tenant/:user-id'],
    ['ACTION createPost', 'ACTION', 'createPost'],
    ['QUERY,MUTATION admin.**', 'QUERY,MUTATION', 'admin.**'],
    ['QUERY /search', 'QUERY', '/search'],
    ['POST /orders/:id?/remove', 'POST', '/orders/:id?/remove'],
  ])('%j is read', (text, methods, pattern) => {
    const route = parseRoutePattern(text);
    if ('message' in route) throw new Error(route.message);
    expect([route.methods === '*' ? '*' : route.methods.join(','), route.pattern]).toEqual([methods, pattern]);
    expect(parseRoutePattern(toRouteText(route))).toEqual(route);
  });

  test('never makes the reader throw', () => {
    const characters = fc.constantFrom(...'GETPOS,*/:.?#[]{}\\ \t\n\u0000ä-'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 40 }), (text) => {
        const route = parseRoutePattern(text);
        if ('message' in route) expect(route.start <= route.end && route.end <= text.length).toBe(true);
        else expect(route.segments.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('one pattern covers another', () => {
  test.each([
    ['**', '/a/b', true],
    ['**', 'posts.create', true],
    ['/**', '/', true],
    ['/**', '**', false],
    ['/**', '/a/:id', true],
    ['/a/**', '/a', true],
    ['/a/**', '/ab', false],
    ['/a/*', '/a', false],
    ['/a/*', '/a/b/c', false],
    ['/a/*', '/a/**', false],
    ['/a/:id', '/a/*', true],
    ['/a/b', '/a/:id', false],
    ['/A', '/a', false],
    ['/a/', '/a', true],
    ['/*/**', '/**/a', true],
    ['/*/**', '/**/a/**', true],
    ['/**/a/**', '/*/**', false],
    ['**/health', '/v1/health', true],
    ['**/health', '/health', true],
    ['**/health', '/v1/health/deep', false],
    ['/**/a/**/b', '/a/a/b/b', true],
  ])('%s and %s: %s', (outer, inner, expected) => {
    expect(coversPath(segmentsOf(outer), segmentsOf(inner))).toBe(expected);
  });

  // Words of up to six segments are enough for patterns of up to three: longer ones repeat what a `**` can stand for.
  const words = Array.from({ length: 7 }, (_, length) => length).flatMap(wordsOf);
  const pattern = fc.array(fc.constantFrom('a', 'b', '*', '**'), { maxLength: 3 });

  test('exactly when every path of the one is one of the other', () => {
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        const expected = words.every((word) => !matches(inner, word) || matches(outer, word));
        expect(coversPath(outer, inner)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test('giants are given up, not waited for', () => {
    const hard = ['**', 'a', '*', '*', '*', '*', '*', '*', '*', '*', '*', '*', '*', '*', '*', '*'];
    const many = Array.from({ length: 14 }, () => ['**', 'a']).flat();
    const started = performance.now();
    expect(coversPath(hard, many)).toBe(false);
    expect(
      coversPath(
        many,
        Array.from({ length: 10_000 }, () => 'a'),
      ),
    ).toBe(true);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

function segmentsOf(text: string): readonly string[] {
  const named = text.startsWith('/') || text.startsWith('**') ? text : `QUERY ${text}`;
  const route = parseRoutePattern(named);
  if ('message' in route) throw new Error(route.message);
  return route.segments;
}

/** All paths of that many segments; `z` stands for any name that no pattern holds. */
function wordsOf(length: number): readonly (readonly string[])[] {
  if (length === 0) return [[]];
  return wordsOf(length - 1).flatMap((word) => ['a', 'b', 'z'].map((letter) => [...word, letter]));
}

function matches(pattern: readonly string[], word: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return word.length === 0;
  if (first === '**') return Array.from({ length: word.length + 1 }, (_, skip) => skip).some((skip) => matches(rest, word.slice(skip)));
  return word.length > 0 && (first === '*' || first === word[0]) && matches(rest, word.slice(1));
}
