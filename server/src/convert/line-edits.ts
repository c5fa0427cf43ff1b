import { diffLines } from 'diff';
import type { TextEdit } from '#core';

/** The edits that turn `before` into `after`, line by line, so that an editor keeps what it knows of the other lines. */
export function toLineEdits(before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = 0;
  let open: { start: number; end: number; text: string } | undefined;
  for (const { value, added, removed } of diffLines(before, after)) {
    if (!added && !removed) {
      if (open !== undefined) edits.push(open);
      open = undefined;
      offset += value.length;
      continue;
    }
    open ??= { start: offset, end: offset, text: '' };
    if (added) open.text += value;
    else {
      offset += value.length;
      open.end = offset;
    }
  }
  if (open !== undefined) edits.push(open);
  return edits;
}
