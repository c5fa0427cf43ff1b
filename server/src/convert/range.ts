import type { Position, Range } from 'vscode-languageserver/node';
import type { PlacedLocation } from '#core';

/** Engine and protocol agree: lines and columns are 0-based, columns count UTF-16 code units. */
export function toRange({ from, to }: PlacedLocation): Range {
  return {
    start: { line: from.line, character: from.column },
    end: { line: to.line, character: to.column },
  };
}

/** True when the position is inside the range or at one of its ends. */
export function touches(range: Range, position: Position): boolean {
  return compare(range.start, position) <= 0 && compare(position, range.end) <= 0;
}

/** True when the ranges share a position, be it an end. */
export function overlaps(a: Range, b: Range): boolean {
  return compare(a.start, b.end) <= 0 && compare(b.start, a.end) <= 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
