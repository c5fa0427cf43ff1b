import type { Expression } from '../../syntax/facts.ts';

/** A statement as written: pieces of constant text and values between them, with their places in the file. */
export type Piece =
  /** `raw` is the source between the quotes; `start`/`end` its place. */
  | { readonly kind: 'text'; readonly raw: string; readonly start: number; readonly end: number; readonly quote: string }
  /** `start`/`end` is what stands for the value: `${x}` in a template, `x` in a sum. */
  | { readonly kind: 'value'; readonly expression: Expression; readonly start: number; readonly end: number };

export interface Written {
  readonly form: 'template' | 'sum';
  readonly expression: Expression;
  readonly pieces: readonly Piece[];
}

/** Takes a template or a sum of strings apart; undefined for anything else. */
export function readWritten(text: string, e: Expression): Written | undefined {
  const inner = e.k === 'cast' ? e.value : e;
  if (inner.k === 'template') return { form: 'template', expression: inner, pieces: templatePieces(text, inner) };
  if (inner.k !== 'binary' || inner.op !== '+') return undefined;
  const pieces: Piece[] = [];
  for (const operand of operands(inner)) {
    if (operand.k === 'literal' && typeof operand.value === 'string') {
      pieces.push({
        kind: 'text',
        raw: text.slice(operand.start + 1, operand.end - 1),
        start: operand.start + 1,
        end: operand.end - 1,
        quote: text.charAt(operand.start),
      });
    } else if (operand.k === 'template') pieces.push(...templatePieces(text, operand));
    else pieces.push({ kind: 'value', expression: operand, start: operand.start, end: operand.end });
  }
  return { form: 'sum', expression: inner, pieces };
}

function operands(e: Expression): readonly Expression[] {
  return e.k === 'binary' && e.op === '+' ? [...operands(e.left), ...operands(e.right)] : [e];
}

function templatePieces(text: string, e: Extract<Expression, { k: 'template' }>): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = e.start + 1;
  for (const hole of e.holes) {
    const open = text.lastIndexOf('${', hole.start);
    const close = text.indexOf('}', hole.end) + 1;
    pieces.push({ kind: 'text', raw: text.slice(at, open), start: at, end: open, quote: '`' });
    pieces.push({ kind: 'value', expression: hole, start: open, end: close });
    at = close;
  }
  pieces.push({ kind: 'text', raw: text.slice(at, e.end - 1), start: at, end: e.end - 1, quote: '`' });
  return pieces;
}
