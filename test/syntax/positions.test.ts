import { describe, expect, it } from 'vitest';
import { positionOf } from '../../core/src/syntax/index.ts';
import { factsOf } from './inspect.ts';

describe('line starts', () => {
  it.each([
    ['', [0]],
    ['a', [0]],
    ['a\n', [0, 2]],
    ['a\nb\r\nc\rd', [0, 2, 5, 7]],
    ['\r\r\n\n', [0, 1, 3, 4]],
    ['a\u2028b', [0]],
  ])('%j', (text, expected) => {
    expect(factsOf(text).lineStarts).toEqual(expected);
  });
});

describe('positionOf', () => {
  const facts = factsOf('ab\r\ncd\n\nef');

  it.each([
    [0, 0, 0],
    [2, 0, 2],
    [3, 0, 3],
    [4, 1, 0],
    [6, 1, 2],
    [7, 2, 0],
    [8, 3, 0],
    [10, 3, 2],
    [99, 3, 91],
    [-5, 0, 0],
  ])('%i', (offset, line, column) => {
    expect(positionOf(facts, offset)).toEqual({ line, column });
  });
});
