/** The quote that a JavaScript string is written with. */
export type Quote = "'" | '"' | '`';

/** Text of a string literal, or of one stretch of a template, with the place of every character in the file. */
export interface LiteralText {
  readonly text: string;
  /** Where each UTF-16 unit of `text` is written; one more entry says where the literal's text ends. */
  readonly offsets: readonly number[];
}

const simple: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** Reads literal text from `start` to `end`, both inside the quotes; undefined with an escape that is not well-formed. */
export function readLiteral(source: string, start: number, end: number): LiteralText | undefined {
  let text = '';
  const offsets: number[] = [];
  for (let at = start; at < end; ) {
    const [piece, length] = source[at] === '\\' ? escapeAt(source, at) : plainAt(source, at);
    if (piece === undefined || at + length > end) return undefined;
    for (let unit = 0; unit < piece.length; unit += 1) offsets.push(at);
    text += piece;
    at += length;
  }
  return { text, offsets: [...offsets, end] };
}

/** Line ends inside templates are `\n`, however the file ends its lines. */
function plainAt(source: string, at: number): readonly [string | undefined, number] {
  if (source[at] !== '\r') return [source[at], 1];
  return ['\n', source[at + 1] === '\n' ? 2 : 1];
}

function escapeAt(source: string, at: number): readonly [string | undefined, number] {
  const letter = source[at + 1];
  if (letter === undefined || /[1-9]/.test(letter)) return [undefined, 0];
  if (letter === '\r') return ['', source[at + 2] === '\n' ? 3 : 2];
  if (letter === '\n' || letter === '\u2028' || letter === '\u2029') return ['', 2];
  if (letter === '0' && /\d/.test(source[at + 2] ?? '')) return [undefined, 0];
  if (letter !== 'x' && letter !== 'u') return [simple[letter] ?? letter, 2];
  const digits = /^(?:x([\da-f]{2})|u([\da-f]{4})|u\{([\da-f]{1,6})\})/i.exec(source.slice(at + 1, at + 10));
  const code = Number.parseInt(digits?.[1] ?? digits?.[2] ?? digits?.[3] ?? '', 16);
  return digits === null || code > 0x10ffff ? [undefined, 0] : [String.fromCodePoint(code), 1 + digits[0].length];
}

/** Text as it is written between these quotes. */
export function writeLiteral(text: string, quote: Quote): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  if (quote === '`') return escaped.replaceAll('${', '\\${');
  return escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
