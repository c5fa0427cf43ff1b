import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paintDiff, toDiff } from '../../cli/src/diff.ts';
import { toPalette } from '../../cli/src/palette.ts';
import type { FileChange } from '../../cli/src/safe-fixes.ts';
import { tempFolder } from '../workspace/temp-folder.ts';

const long = Array.from({ length: 40 }, (_, index) => `line ${index}\n`).join('');

describe('toDiff', () => {
  it('is a unified diff with the names git expects', () => {
    expect(toDiff([{ file: 'src/a.ts', before: 'a\nb\n', after: 'a\nc\n' }])).toBe(
      '--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n',
    );
    expect(toDiff([])).toBe('');
  });

  it.each<[string, FileChange]>([
    ['changes far apart', { file: 'a.ts', before: long, after: long.replace('line 3\n', 'x\n').replace('line 33\n', '') }],
    ['a file without a last line feed', { file: 'a.ts', before: 'a\nb', after: 'a\nc' }],
    ['a file that gets a last line feed', { file: 'a.ts', before: 'a\nb', after: 'a\nb\n' }],
    ['CRLF', { file: 'a.ts', before: 'a\r\nb\r\n', after: 'a\r\nc\r\nd\r\n' }],
    ['a path with spaces and umlauts', { file: 'größe/a b.ts', before: 'a\n', after: 'b\n' }],
    ['a new file', { file: 'src/new.ts', before: undefined, after: 'a\nb\n' }],
    ['a file that was empty', { file: 'a.ts', before: '', after: 'a\n' }],
  ])('is taken by git apply: %s', (_, change) => {
    const root = tempFolder(change.before === undefined ? {} : { [change.file]: change.before });
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, input: toDiff([change]) });
    expect(readFileSync(join(root, change.file), 'utf8')).toBe(change.after);
  });

  it('is coloured without changing its text', () => {
    const diff = toDiff([{ file: 'a.ts', before: 'a\nb\n', after: 'a\nc\n' }]);
    const painted = paintDiff(diff, toPalette(true));
    expect(painted).toContain('\u001b[32m+c\u001b[39m');
    expect(painted).toContain('\u001b[31m-b\u001b[39m');
    expect(paintDiff(diff, toPalette(false))).toBe(diff);
  });
});
