import type { PlacedLocation, Position } from '../model/location.ts';

/** Offsets at which the lines of `text` start. `\r\n`, `\n` and `\r` end a line, as they do in facts. */
export function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
  return starts;
}

/** The 0-based line that holds `offset`. */
export function findLine(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? Number.POSITIVE_INFINITY) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `[start, end)` of `file` with both of its positions. */
export function toPlaced(file: string, lineStarts: readonly number[], start: number, end: number): PlacedLocation {
  return { file, start, end, from: toPosition(lineStarts, start), to: toPosition(lineStarts, end) };
}

function toPosition(lineStarts: readonly number[], offset: number): Position {
  const line = findLine(lineStarts, offset);
  return { line, column: offset - (lineStarts[line] ?? 0) };
}
