import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeChanges } from '../../cli/src/write-changes.ts';
import { tempFolder } from '../workspace/temp-folder.ts';

describe('writeChanges', () => {
  it('writes what changed, and new files with their folders', () => {
    const root = tempFolder({ 'a.ts': 'old\r\n' });
    writeChanges(root, [
      { file: 'a.ts', before: 'old\r\n', after: 'new\r\n' },
      { file: 'deep/b.ts', before: undefined, after: 'b' },
    ]);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('new\r\n');
    expect(readFileSync(join(root, 'deep/b.ts'), 'utf8')).toBe('b');
    expect(readdirSync(root)).toEqual(['a.ts', 'deep']);
  });

  it('keeps a byte order mark', () => {
    const root = tempFolder({ 'a.ts': '\ufeffold' });
    writeChanges(root, [{ file: 'a.ts', before: 'old', after: 'new' }]);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('\ufeffnew');
  });

  it('writes nothing at all when any file is no longer what was analysed', () => {
    const root = tempFolder({ 'a.ts': 'a', 'b.ts': 'edited meanwhile', 'there.ts': '' });
    const fine = { file: 'a.ts', before: 'a', after: 'fixed' };
    const message = 'has changed since it was read; nothing was fixed, run again';
    expect(() => writeChanges(root, [fine, { file: 'b.ts', before: 'b', after: '' }])).toThrow(`'b.ts' ${message}`);
    expect(() => writeChanges(root, [fine, { file: 'gone.ts', before: 'b', after: '' }])).toThrow(`'gone.ts' ${message}`);
    expect(() => writeChanges(root, [fine, { file: 'there.ts', before: undefined, after: '' }])).toThrow(`'there.ts' ${message}`);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('a');
  });

  it('says which file cannot be written', () => {
    const root = tempFolder({ in: '' });
    expect(() => writeChanges(root, [{ file: 'in/the/way.ts', before: undefined, after: '' }])).toThrow("'in/the/way.ts'");
    mkdirSync(join(root, 'folder'));
    expect(() => writeChanges(root, [{ file: 'folder', before: undefined, after: '' }])).toThrow("'folder'");
  });
});
