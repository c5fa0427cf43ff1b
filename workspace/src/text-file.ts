import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { describeFileError } from './file-error.ts';

/** A file's text, or why there is none. */
export type TextFile =
  | { readonly kind: 'text'; readonly text: string; readonly byteOrderMark: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreadable'; readonly reason: string };

const byteOrderMark = '\ufeff';

/**
 * Reads a file as UTF-8. A byte order mark is taken off, so offset 0 is the first character after it, as in editors;
 * {@link withByteOrderMark} puts it back. Anything that is no UTF-8 text is unreadable rather than half read.
 */
export function readTextFile(path: string): TextFile {
  try {
    return decode(readFileSync(path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'gone' };
    return { kind: 'unreadable', reason: describeFileError(error) };
  }
}

/** The text as it belongs into a file that had a byte order mark, or had none. */
export function withByteOrderMark(text: string, present: boolean): string {
  return present ? byteOrderMark + text : text;
}

function decode(bytes: Buffer): TextFile {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { kind: 'unreadable', reason: 'its encoding is UTF-16, only UTF-8 is read' };
  }
  if (bytes.includes(0)) return { kind: 'unreadable', reason: 'it is a binary file' };
  if (!isUtf8(bytes)) return { kind: 'unreadable', reason: 'it is not valid UTF-8' };
  const text = bytes.toString('utf8');
  return text.startsWith(byteOrderMark)
    ? { kind: 'text', text: text.slice(byteOrderMark.length), byteOrderMark: true }
    : { kind: 'text', text, byteOrderMark: false };
}
