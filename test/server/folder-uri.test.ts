import { describe, expect, test } from 'vitest';
import { parseFolderUri } from '../../server/src/folder/folder-uri.ts';

function locate(folder: string, file: string): string | undefined {
  return parseFolderUri(folder)?.toPath(file);
}

describe('a file below a folder', () => {
  test.each([
    ['file:///home/ada/api', 'file:///home/ada/api/src/app.ts', 'src/app.ts'],
    ['file:///home/ada/api/', 'file:///home/ada/api/app.ts', 'app.ts'],
    ['file:///', 'file:///app.ts', 'app.ts'],
    ['file:///home/ada/my%20api', 'file:///home/ada/my%20api/caf%C3%A9%20%231.ts', 'café #1.ts'],
    ['file:///api', 'file:///api/app/%5Bid%5D/%28auth%29/route.ts', 'app/[id]/(auth)/route.ts'],
    ['file:///api', 'file:///api/app/[id]/(auth)/route.ts', 'app/[id]/(auth)/route.ts'],
    ['file:///c%3A/work/api', 'file:///C:/work/api/src/app.ts', 'src/app.ts'],
    ['file:///C:/work/api', 'file:///c%3A/work/api/src/app.ts', 'src/app.ts'],
    ['file:///home/api', 'file:///home/api/%E0%A4%A.ts', '%E0%A4%A.ts'],
    ['file://server/share/api', 'file://SERVER/share/api/app.ts', 'app.ts'],
  ])('%s has %s', (folder, file, path) => {
    expect(locate(folder, file)).toBe(path);
  });
});

describe('not a file of the folder', () => {
  test.each([
    ['the folder itself', 'file:///home/api'],
    ['the folder itself with a slash', 'file:///home/api/'],
    ['a neighbour whose name starts alike', 'file:///home/api-v2/app.ts'],
    ['a parent', 'file:///home/app.ts'],
    ['an untitled document', 'untitled:Untitled-1'],
    ['the other side of a comparison', 'git:/home/api/app.ts?ref=HEAD'],
    ['a cell of a notebook', 'vscode-notebook-cell:/home/api/book.ipynb#a'],
    ['another host', 'file://server/home/api/app.ts'],
    ['no URI', 'app.ts'],
    ['an empty URI', ''],
  ])('%s', (_, uri) => {
    expect(locate('file:///home/api', uri)).toBeUndefined();
  });

  test('a folder that is not on disk has no analysis', () => {
    for (const uri of ['vscode-vfs://github/ada/api', 'untitled:x', 'nonsense', '']) expect(parseFolderUri(uri)).toBeUndefined();
  });
});

describe('the URI of a path', () => {
  test.each([
    ['file:///home/my%20api', 'src/app.ts', 'file:///home/my%20api/src/app.ts'],
    ['file:///home/api/', 'app.ts', 'file:///home/api/app.ts'],
    ['file:///', 'app.ts', 'file:///app.ts'],
    ['file:///api', 'app/[id]/café #1?.ts', 'file:///api/app/%5Bid%5D/caf%C3%A9%20%231%3F.ts'],
    ['file:///C:/api', 'app.ts', 'file:///c%3A/api/app.ts'],
    ['file://server/share', 'app.ts', 'file://server/share/app.ts'],
  ])('%s + %s', (folder, path, uri) => {
    expect(parseFolderUri(folder)?.toUri(path)).toBe(uri);
    expect(locate(folder, uri)).toBe(path);
  });
});
