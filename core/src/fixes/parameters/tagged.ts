import type { Parameter } from './positions.ts';
import { valueCode } from './rewrite.ts';
import type { Written } from './written.ts';

/** The statement as the content of a tagged template that takes its holes as parameters. */
export function toTagged(source: string, written: Written, parameters: readonly Parameter[]): string | undefined {
  if (parameters.some((p) => p.list)) return undefined;
  let out = '';
  let skip = 0;
  for (let index = 0; index < written.pieces.length; ) {
    const piece = written.pieces[index];
    const parameter = parameters.find((p) => p.first === index);
    if (piece === undefined) break;
    if (parameter === undefined) {
      if (piece.kind === 'value') return undefined;
      if (written.form === 'sum' && /[`\\]|\$\{/.test(piece.raw)) return undefined;
      out += piece.raw.slice(skip);
      skip = 0;
      index += 1;
      continue;
    }
    if (piece.kind === 'text') out += piece.raw.slice(skip, piece.raw.length - parameter.head);
    out += `\${${valueCode(source, written.pieces, parameter)}}`;
    skip = parameter.tail;
    index = parameter.last === parameter.first ? index + 1 : parameter.last;
  }
  return `\`${out}\``;
}
