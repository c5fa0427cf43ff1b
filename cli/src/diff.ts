import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Palette } from '#core';
import type { FileChange } from './safe-fixes.ts';

/** The changes as one unified diff that `git apply` and `patch -p1` take. */
export function toDiff(changes: readonly FileChange[]): string {
  return changes
    .map(({ file, before, after }) =>
      createTwoFilesPatch(before === undefined ? '/dev/null' : `a/${file}`, `b/${file}`, before ?? '', after, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      }),
    )
    .join('');
}

/** Colours the added and removed lines of a diff. */
export function paintDiff(diff: string, palette: Palette): string {
  return diff
    .split('\n')
    .map((line) => {
      if (line.startsWith('+++') || line.startsWith('---')) return palette.title(line);
      if (line.startsWith('+')) return palette.good(line);
      if (line.startsWith('-')) return palette.bad(line);
      return line.startsWith('@@') ? palette.faint(line) : line;
    })
    .join('\n');
}
