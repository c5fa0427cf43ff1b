import { describe, expect, test } from 'vitest';
import { isBelow } from '../../core/src/base/versions.ts';

describe('isBelow', () => {
  test.each([
    ['^3.14.1', '4.0.0'],
    ['3', '4.0.0'],
    ['3.x', '4.0.0'],
    ['~3.14', '3.15.0'],
    ['4.17.4', '4.17.21'],
    ['=4.17.4', '4.17.21'],
    ['v4.17.4', '4.17.21'],
    ['^0.5.2', '0.6.0'],
    ['^0.0.3', '0.0.4'],
    ['>=2 <3', '3.0.0'],
    ['1.0.0 - 2.4.9', '2.5.0'],
    ['^2.0.0 || ^3.0.0', '4.0.0'],
    ['npm:js-yaml@3.14.1', '4.0.0'],
    ['4.0.0-beta.1', '4.1.0'],
  ])('%s is below %s', (range, version) => {
    expect(isBelow(range, version)).toBe(true);
  });

  test.each([
    [undefined, '4.0.0'],
    ['*', '4.0.0'],
    ['latest', '4.0.0'],
    ['workspace:*', '4.0.0'],
    ['github:nodeca/js-yaml', '4.0.0'],
    ['>=3.13', '4.0.0'],
    ['^4.17.4', '4.17.21'],
    ['~4.17.4', '4.17.21'],
    ['4', '4.17.21'],
    ['^3 || ^4', '4.0.0'],
    ['<=4.0.0', '4.0.0'],
    ['4.0.0', '4.0.0'],
  ])('%s is not below %s', (range, version) => {
    expect(isBelow(range, version)).toBe(false);
  });
});
