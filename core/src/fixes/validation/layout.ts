import type { SchemaStyle } from '../../libraries/dialect.ts';
import { endOfLine } from '../statements.ts';

/** How a file is laid out, for code that is added to it. */
export interface Layout {
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
  readonly semicolon: '' | ';';
  quote(text: string): string;
}

export function readLayout(text: string): Layout {
  const mark = (text.match(/"/g)?.length ?? 0) > (text.match(/'/g)?.length ?? 0) ? '"' : "'";
  const statements = text.match(/[\w)\]}'"](;)?[ \t]*(?=\r?\n|$)/g) ?? [];
  return {
    eol: endOfLine(text),
    unit: /^(\t|[ ]{2,8})\S/m.exec(text)?.[1] ?? '  ',
    semicolon: statements.some((end) => end.includes(';')) ? ';' : '',
    quote: (inner) =>
      `${mark}${inner.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`).replaceAll('\n', '\\n').replaceAll('\r', '\\r')}${mark}`,
  };
}

const shortLine = 64;

/** The style of schemas written at the left margin of the file. */
export function schemaStyle(layout: Layout, local: string): SchemaStyle {
  return {
    local,
    quote: layout.quote,
    block: (entries) => {
      const line = `{ ${entries.join(', ')} }`;
      if (entries.length <= 3 && line.length <= shortLine && !line.includes(layout.eol)) return line;
      const indented = entries.map((entry) => `${layout.unit}${entry.replaceAll(layout.eol, layout.eol + layout.unit)},`);
      return ['{', ...indented, '}'].join(layout.eol);
    },
  };
}

/** Lines of code at an indentation, each ended as the file ends its lines; written with semicolons, which go where the file has none. */
export function toLines(lines: readonly string[], indent: string, layout: Layout): string {
  return lines.map((line) => `${indent}${layout.semicolon === '' ? line.replace(/;$/, '') : line}`).join(layout.eol);
}
