import stringWidth from 'string-width';

/**
 * The text on one line, safe for a terminal: control characters (escape sequences included), bidirectional controls
 * (which can make code read differently from what it does) and line separators are shown as `\u001b`.
 * Workspace paths, messages and source lines all pass through here before a human sees them.
 */
export function toPrintable(text: string): string {
  return text.replace(/\t/g, '  ').replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, toEscape);
}

/** Columns the text takes in a terminal: CJK and emoji count two, combining marks none. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/** Fills up with spaces to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** `1 route`, `2 routes`; `many` where the plural is not made with an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function toEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
