import type { Position } from '../model/index.ts';
import type { FileFacts } from './facts.ts';

/** Offsets of the starts of lines; `\r\n`, `\n` and a lone `\r` end one. */
export function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  let cr = text.indexOf('\r');
  let lf = text.indexOf('\n');
  while (cr !== -1 || lf !== -1) {
    if (cr !== -1 && (lf === -1 || cr < lf)) {
      const pair = lf === cr + 1;
      starts.push(pair ? lf + 1 : cr + 1);
      if (pair) lf = text.indexOf('\n', lf + 1);
      cr = text.indexOf('\r', cr + 1);
    } else {
      starts.push(lf + 1);
      lf = text.indexOf('\n', lf + 1);
    }
  }
  return starts;
}

/** The line and column of an offset. Offsets before the text are its start; those after it stay on its last line. */
export function positionOf(facts: FileFacts, offset: number): Position {
  const line = lineOf(facts.lineStarts, offset);
  return { line, column: Math.max(0, offset - (facts.lineStarts[line] ?? 0)) };
}

/** The line that an offset is on. */
export function lineOf(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
