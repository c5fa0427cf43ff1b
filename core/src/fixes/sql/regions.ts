import type { TextEdit } from '../../model/index.ts';
import { type Quote, writeLiteral } from './literal.ts';
import type { Part, TextPart } from './parts.ts';
import type { Place } from './tokens.ts';

/** What comes in place of a stretch of a statement: SQL text, with code in the middle whose value is put into the text there. */
export interface Replacement {
  readonly sql: string;
  readonly code?: string;
  readonly after?: string;
}

/** Where an edit begins or ends, and the literal that goes on beyond it; without one, it is at the edge of the expression. */
interface Edge {
  readonly at: number;
  readonly literal?: TextPart;
  /** Nothing of the literal is left beyond. */
  readonly spent: boolean;
}

/** The edit that replaces a stretch of a statement in the literals that hold it; undefined where it is spread over expressions. */
export function replaceStretch(parts: readonly Part[], from: Place, to: Place, replacement: Replacement): TextEdit | undefined {
  const inside = parts.slice(from.part, to.part + 1);
  const [some] = inside;
  if (some === undefined || inside.some((part) => part.kind === 'constant' || part.root !== some.root)) return undefined;
  const first = firstEdge(parts, from);
  const last = lastEdge(parts, to);
  const open = first.literal?.quote;
  const close = last.literal?.quote;
  if (open !== undefined && open === close) return { start: first.at, end: last.at, text: within(replacement, open) };
  if (last.literal !== undefined && last.spent && last.literal.quote !== '`')
    return { start: first.at, end: last.literal.literal.end, text: atEnd(replacement, open) };
  const rest = close === undefined ? '' : ` + ${close}`;
  if (open === undefined && close !== undefined && replacement.code === undefined)
    return { start: first.at, end: last.at, text: close + writeLiteral(replacement.sql, close) };
  return { start: first.at, end: last.at, text: atEnd(replacement, open) + rest };
}

/** Inside a literal that goes on after it. */
function within(replacement: Replacement, quote: Quote): string {
  const { sql, code, after = '' } = replacement;
  if (code === undefined) return writeLiteral(sql, quote);
  const inside = quote === '`' ? `\${${code}}` : `${quote} + ${code} + ${quote}`;
  return writeLiteral(sql, quote) + inside + writeLiteral(after, quote);
}

/** Inside a literal that ends with it, or on its own. */
function atEnd(replacement: Replacement, quote: Quote | undefined): string {
  const { sql, code, after = '' } = replacement;
  const mark = quote ?? "'";
  if (code === undefined) return (quote === undefined ? mark : '') + writeLiteral(sql, mark) + mark;
  if (quote === undefined && sql === '' && after === '') return code;
  const start = (quote === undefined ? mark : '') + writeLiteral(sql, mark);
  if (mark === '`') return `${start}\${${code}}${writeLiteral(after, mark)}\``;
  return `${start}${mark} + ${code}${after === '' ? '' : ` + ${mark}${writeLiteral(after, mark)}${mark}`}`;
}

function firstEdge(parts: readonly Part[], place: Place): Edge {
  const part = parts[place.part];
  if (part?.kind === 'text') return { at: part.offsets[place.offset] ?? 0, literal: part, spent: place.offset === 0 };
  const before = parts[place.part - 1];
  if (before?.kind === 'text' && before.root === part?.root)
    return { at: before.offsets.at(-1) ?? 0, literal: before, spent: before.text === '' };
  return { at: part?.kind === 'hole' ? part.start : 0, spent: true };
}

function lastEdge(parts: readonly Part[], place: Place): Edge {
  const part = parts[place.part];
  if (part?.kind === 'text') return { at: part.offsets[place.offset] ?? 0, literal: part, spent: place.offset === part.text.length };
  const after = parts[place.part + 1];
  if (after?.kind === 'text' && after.root === part?.root) return { at: after.offsets[0] ?? 0, literal: after, spent: after.text === '' };
  return { at: part?.kind === 'hole' ? part.end : 0, spent: true };
}
