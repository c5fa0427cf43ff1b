import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder, readTextFile, withByteOrderMark, writeFileAtomically } from '#workspace';
import { tempFolder } from './temp-folder.ts';

const bom = [0xef, 0xbb, 0xbf];

function read(content: string | Uint8Array) {
  return readTextFile(join(tempFolder({ 'a.ts': content }), 'a.ts'));
}

describe('readTextFile', () => {
  it('gives the text as it stands, without a byte order mark', () => {
    expect(read('a\r\nb\rc\n')).toEqual({ kind: 'text', text: 'a\r\nb\rc\n', byteOrderMark: false });
    expect(read(new Uint8Array([...bom, 0x61]))).toEqual({ kind: 'text', text: 'a', byteOrderMark: true });
    expect(read(new Uint8Array([...bom, ...bom]))).toEqual({ kind: 'text', text: '\ufeff', byteOrderMark: true });
    expect(read('')).toEqual({ kind: 'text', text: '', byteOrderMark: false });
    expect(withByteOrderMark('a', true)).toBe('\ufeffa');
  });

  it('says why a file has no text', () => {
    expect(read(new Uint8Array([0x61, 0xff]))).toEqual({ kind: 'unreadable', reason: 'it is not valid UTF-8' });
    expect(read(new Uint8Array([0x61, 0, 0x62]))).toEqual({ kind: 'unreadable', reason: 'it is a binary file' });
    expect(read(new Uint8Array([0xff, 0xfe, 0x61, 0]))).toEqual({
      kind: 'unreadable',
      reason: 'its encoding is UTF-16, only UTF-8 is read',
    });
    expect(readTextFile(join(tempFolder(), 'a.ts'))).toEqual({ kind: 'gone' });
    expect(readTextFile(tempFolder())).toEqual({ kind: 'unreadable', reason: 'a folder, not a file' });
  });
});

describe('openFolder', () => {
  it('lists at once, reads on demand and remembers what it could not read', () => {
    const root = tempFolder({ 'src/a.ts': 'a', 'src/b.ts': new Uint8Array([0xff]), 'policy.json': '{}' });
    const folder = openFolder(root, { extraFiles: ['policy.json'] });
    expect(folder.paths).toEqual(['policy.json', 'src/a.ts', 'src/b.ts']);
    expect(folder.skipped()).toEqual([]);
    expect([folder.read('src/a.ts'), folder.read('src/b.ts'), folder.read('src/c.ts')]).toEqual(['a', undefined, undefined]);
    expect(folder.skipped()).toEqual([{ file: 'src/b.ts', reason: 'it is not valid UTF-8' }]);
  });
});

describe('writeFileAtomically', () => {
  it('replaces a file, keeps its mode and leaves nothing else behind', () => {
    const root = tempFolder({ 'a.ts': 'old' });
    chmodSync(join(root, 'a.ts'), 0o640);
    writeFileAtomically(join(root, 'a.ts'), 'new');
    writeFileAtomically(join(root, 'b.ts'), 'fresh');
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('new');
    expect(statSync(join(root, 'a.ts')).mode & 0o777).toBe(0o640);
    expect(readdirSync(root)).toEqual(['a.ts', 'b.ts']);
  });

  it('leaves the folder as it was when it fails', () => {
    const root = tempFolder({ 'folder/a.ts': 'old' });
    expect(() => writeFileAtomically(join(root, 'folder'), 'new')).toThrow();
    expect(() => writeFileAtomically(join(root, 'missing/a.ts'), 'new')).toThrow();
    expect(readdirSync(root)).toEqual(['folder']);
    expect(readdirSync(join(root, 'folder'))).toEqual(['a.ts']);
  });
});
