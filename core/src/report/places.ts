import type { PlacedLocation } from '../model/index.ts';
import { toPrintable } from './printable.ts';

/** `12:9`, 1-based, as editors and terminals understand it. */
export function toLineColumn(at: PlacedLocation): string {
  return `${at.from.line + 1}:${at.from.column + 1}`;
}

/** `src/users.ts:12:9`, or `12:9` inside `file`. */
export function toPlace(at: PlacedLocation, file?: string): string {
  return at.file === file ? toLineColumn(at) : `${toPrintable(at.file)}:${toLineColumn(at)}`;
}
