import type { PlacedLocation, Position } from '../model/location.ts';
import { lineOf } from '../syntax/positions.ts';

/** `[start, end)` of `file` with both of its positions. */
export function toPlaced(file: string, lineStarts: readonly number[], start: number, end: number): PlacedLocation {
  return { file, start, end, from: toPosition(lineStarts, start), to: toPosition(lineStarts, end) };
}

function toPosition(lineStarts: readonly number[], offset: number): Position {
  const line = lineOf(lineStarts, offset);
  return { line, column: offset - (lineStarts[line] ?? 0) };
}
