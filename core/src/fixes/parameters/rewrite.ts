import type { QueryParameters } from '../../libraries/index.ts';
import type { Parameter } from './positions.ts';
import type { Piece, Written } from './written.ts';

/** The statement rewritten, and the values it now takes, in the order of their placeholders. */
export interface Rewritten {
  /** Replaces the statement's expression. */
  readonly text: string;
  readonly values: readonly NewValue[];
}

export interface NewValue {
  readonly code: string;
  /** Number of `?` placeholders before it that were there already. */
  readonly after: number;
}

/** `taken`: how many numbered placeholders the statement has. Undefined where the form cannot be kept. */
export function rewriteStatement(
  source: string,
  written: Written,
  parameters: readonly Parameter[],
  how: QueryParameters,
  taken: number,
): Rewritten | undefined {
  const values: NewValue[] = [];
  const out: { text: string; constant?: string }[] = [{ text: '' }];
  const quotes = new Set(written.pieces.flatMap((p) => (p.kind === 'text' ? [p.quote] : [])));
  const add = (text: string): void => {
    const last = out.at(-1);
    if (last !== undefined) last.text += text;
  };
  let number = taken;
  let seen = 0;
  let index = 0;
  let skip = 0;
  while (index < written.pieces.length) {
    const piece = written.pieces[index];
    const parameter = parameters.find((p) => p.first === index);
    if (piece === undefined) break;
    if (parameter === undefined) {
      if (piece.kind === 'text') {
        const rest = piece.raw.slice(skip);
        seen += rest.split('?').length - 1;
        add(rest);
        skip = 0;
      } else out.push({ text: '', constant: source.slice(piece.expression.start, piece.expression.end) });
      index += 1;
      continue;
    }
    if (piece.kind === 'text') {
      const kept = piece.raw.slice(skip, piece.raw.length - parameter.head);
      seen += kept.split('?').length - 1;
      add(kept);
    }
    number += 1;
    const code = valueCode(source, written.pieces, parameter);
    if (parameter.list) {
      const list = listCode(written.pieces[parameter.first], source);
      if (list === undefined) return undefined;
      if (how.lists === 'any-array') {
        const last = out.at(-1);
        const next = written.pieces[index + 1];
        if (last === undefined || !/\bIN\s*\($/i.test(last.text) || next?.kind !== 'text' || !next.raw.startsWith(')')) return undefined;
        last.text = last.text.replace(/\bIN\s*\($/i, `= ANY($${number})`);
        values.push({ code: list, after: seen });
        skip = 1;
      } else if (how.lists === 'expand-array') {
        add('?');
        values.push({ code: list, after: seen });
        skip = 0;
      } else return undefined;
    } else {
      add(placeholder(how.style, number));
      values.push({ code, after: seen });
      skip = parameter.tail;
    }
    index = parameter.last === parameter.first ? index + 1 : parameter.last;
  }
  const quote = quotes.has('`') || out.length > 1 || quotes.size > 1 ? '`' : ([...quotes][0] ?? "'");
  if (quote === '`' && !quotes.has('`') && out.some((o) => /[`\\]|\$\{/.test(o.text))) return undefined;
  const body = out.map((o) => (o.constant === undefined ? o.text : `\${${o.constant}}${o.text}`)).join('');
  const plain = quote === '`' && out.length === 1 && !/[\n'\\]/.test(body) && !body.includes('${');
  return { text: plain ? `'${body}'` : `${quote}${body}${quote}`, values };
}

function placeholder(style: QueryParameters['style'], number: number): string {
  return style === 'dollar' ? `$${number}` : '?';
}

/** `x`, or with constant text in the quotes a template: `'%${x}%'` → `` `%${x}%` ``. */
export function valueCode(source: string, pieces: readonly Piece[], parameter: Parameter): string {
  if (!parameter.quoted) {
    const only = pieces[parameter.first];
    return only?.kind === 'value' ? source.slice(only.expression.start, only.expression.end) : '';
  }
  let inside = '';
  const values: string[] = [];
  for (let i = parameter.first; i <= parameter.last; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) continue;
    if (piece.kind === 'value') {
      const code = source.slice(piece.expression.start, piece.expression.end);
      values.push(code);
      inside += `\${${code}}`;
    } else {
      const from = i === parameter.first ? piece.raw.length - parameter.head + 1 : 0;
      const to = i === parameter.last ? parameter.tail - 1 : piece.raw.length;
      inside += piece.raw.slice(from, to).replace(/''/g, "'");
    }
  }
  return values.length === 1 && inside === `\${${values[0]}}` ? (values[0] ?? '') : `\`${inside}\``;
}

function listCode(piece: Piece | undefined, source: string): string | undefined {
  const e = piece?.kind === 'value' ? piece.expression : undefined;
  return e?.k === 'call' && e.callee.k === 'member' ? source.slice(e.callee.object.start, e.callee.object.end) : undefined;
}
