import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  basename,
  dirname,
  extname,
  isInside,
  joinPath,
  normalizePath,
  relativePath,
  toAncestors,
  toSegments,
} from '../../core/src/base/paths.ts';

const written = fc.array(fc.constantFrom('a', 'b', '.c', 'd.ts', '..', '.', '', '...'), { maxLength: 7 }).map((parts) => parts.join('/'));
const inside = written.map((path) => normalizePath(path)).filter((path) => isInside('', path));

/** Node's answer in this module's form: no `.` for the root, no slash at either end. */
function asNode(path: string): string {
  const relative = path.replace(/^\/+/, '');
  const normal = relative === '' ? '' : posix.normalize(relative).replace(/\/$/, '');
  return normal === '.' ? '' : normal;
}

describe('normalizePath', () => {
  test.each([
    ['a/b.ts', 'a/b.ts'],
    ['./a', 'a'],
    ['a/', 'a'],
    ['/a', 'a'],
    ['a//b', 'a/b'],
    ['a/./b', 'a/b'],
    ['a/../b', 'b'],
    ['a/..', ''],
    ['.', ''],
    ['', ''],
    ['..', '..'],
    ['a/../../b', '../b'],
    ['../../a', '../../a'],
    ['.env', '.env'],
    ['a/.env', 'a/.env'],
    ['a/...', 'a/...'],
    ['a..b/c', 'a..b/c'],
  ])('%j is %j', (path, normal) => {
    expect(normalizePath(path)).toBe(normal);
  });

  test('agrees with Node, and a second time changes nothing', () => {
    fc.assert(
      fc.property(written, (path) => {
        expect(normalizePath(path)).toBe(asNode(path));
        expect(normalizePath(normalizePath(path))).toBe(normalizePath(path));
      }),
    );
  });
});

describe('joinPath', () => {
  test('agrees with Node', () => {
    fc.assert(
      fc.property(inside, written, (folder, path) => {
        expect(joinPath(folder, path)).toBe(asNode(posix.join(folder || '.', `./${path}`)));
      }),
    );
  });
});

describe('parts of a path', () => {
  test.each([
    ['a/b/c.test.ts', 'a/b', 'c.test.ts', '.ts'],
    ['c.ts', '', 'c.ts', '.ts'],
    ['a.b/c', 'a.b', 'c', ''],
    ['a/.env', 'a', '.env', ''],
    ['', '', '', ''],
  ])('%j', (path, folder, name, ending) => {
    expect([dirname(path), basename(path), extname(path)]).toEqual([folder, name, ending]);
  });

  test('segments make the path', () => {
    expect(toSegments('')).toEqual([]);
    fc.assert(
      fc.property(inside, (path) => {
        expect(toSegments(path).join('/')).toBe(path);
      }),
    );
  });
});

describe('relativePath', () => {
  test.each([
    ['a/b', 'a/c/d.ts', '../c/d.ts'],
    ['a', 'a/b', 'b'],
    ['a', 'a', ''],
    ['', 'a', 'a'],
    ['a/b', '', '../..'],
    ['a', 'ab', '../ab'],
  ])('from %j to %j', (folder, path, way) => {
    expect(relativePath(folder, path)).toBe(way);
  });

  test('leads back, and agrees with Node', () => {
    fc.assert(
      fc.property(inside, inside, (folder, path) => {
        expect(joinPath(folder, relativePath(folder, path))).toBe(path);
        expect(relativePath(folder, path)).toBe(posix.relative(`/${folder}`, `/${path}`));
      }),
    );
  });
});

describe('isInside', () => {
  test.each([
    ['', 'a', true],
    ['', '', true],
    ['', '..', false],
    ['', '../a', false],
    ['', '..a', true],
    ['a', 'a', true],
    ['a', 'a/b', true],
    ['a', 'ab', false],
    ['a/b', 'a', false],
  ])('%j holds %j: %j', (folder, path, holds) => {
    expect(isInside(folder, path)).toBe(holds);
  });
});

test('toAncestors goes up to the root', () => {
  expect(toAncestors('a/b')).toEqual(['a/b', 'a', '']);
  expect(toAncestors('')).toEqual(['']);
});
