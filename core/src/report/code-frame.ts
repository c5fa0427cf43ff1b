import type { PlacedLocation } from '../model/index.ts';
import type { Paint, Palette } from './palette.ts';
import { displayWidth, toPrintable } from './printable.ts';

/** Longest piece of a source line that a frame shows, in UTF-16 code units; minified files have lines of megabytes. */
const longest = 120;
/** How much of a long line is shown before the marked part. */
const before = 40;

/**
 * The line on which `at` starts with carets under the marked part, as two lines of text:
 *
 * ```
 * 12 │ await pool.query(sql);
 *    │       ^^^^^^^^^^
 * ```
 *
 * Empty where the text has no such place. A span of several lines is marked to the end of its first.
 */
export function codeFrame(lines: readonly string[], at: PlacedLocation, palette: Palette, caret: Paint): string[] {
  const line = lines[at.from.line];
  if (line === undefined || at.from.column > line.length) return [];
  const piece = toPiece(line, at.from.column, at.to.line === at.from.line ? at.to.column : line.length);
  const number = String(at.from.line + 1);
  const offset = displayWidth(piece.lead);
  const marked = Math.max(1, displayWidth(piece.marked));
  return [
    `${palette.faint(`${number} │`)} ${piece.lead}${piece.marked}${piece.rest}`.trimEnd(),
    `${palette.faint(`${' '.repeat(number.length)} │`)} ${' '.repeat(offset)}${caret('^'.repeat(marked))}`,
  ];
}

/** The visible part of a line in three printable pieces: before, inside and after the span. Indentation is dropped. */
function toPiece(line: string, from: number, to: number): { readonly lead: string; readonly marked: string; readonly rest: string } {
  const indent = Math.min(from, line.length - line.trimStart().length);
  const clipped = line.length - indent > longest;
  const start = clipped ? Math.max(indent, from - before) : indent;
  const end = clipped ? Math.min(line.length, start + longest) : line.length;
  return {
    lead: (start > indent ? '…' : '') + toPrintable(line.slice(start, from)),
    marked: toPrintable(line.slice(from, Math.min(to, end))),
    rest: toPrintable(line.slice(Math.min(Math.max(from, to), end), end)) + (end < line.length ? '…' : ''),
  };
}
