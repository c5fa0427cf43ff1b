import type { TextEdit } from '../../model/index.ts';
import type { Code } from '../validation/code.ts';
import { readLayout } from '../validation/layout.ts';
import type { Conversions } from './conversions.ts';
import type { Driver } from './driver.ts';
import { canMove } from './moving.ts';
import { nameFor, namesAround } from './names.ts';
import type { HolePart, Part } from './parts.ts';
import { replaceStretch } from './regions.ts';
import type { Place, Token } from './tokens.ts';
import type { Bound, Holder } from './values.ts';

/** What is known of the statement whose values are to become parameters. */
export interface Subject {
  readonly code: Code;
  readonly parts: readonly Part[];
  readonly tokens: readonly Token[];
  readonly conversions: Conversions;
  readonly driver: Driver;
}

/** Writes placeholders into the text and gives the values to the call; undefined where the two cannot be matched for sure. */
export function bindParameters({ code, parts, tokens, conversions, driver }: Subject, holder: Holder): readonly TextEdit[] | undefined {
  const existing = tokens.filter((token) => token.t === 'placeholder');
  if (!matches(existing, parts, conversions, driver, holder)) return undefined;
  const values = [...conversions.values].sort((a, b) => comparePlaces(a.from, b.from));
  if (!values.every(({ expressions }) => expressions.every((e) => holder.targets.every((target) => canMove(code, e, target)))))
    return undefined;
  const names = new Set(driver.style === 'colon' ? holder.targets.flatMap((target) => namesAround(code, target)) : []);
  const edits: TextEdit[] = [];
  const bounds: Bound[] = [];
  let next = Math.max(holder.known ?? 0, ...existing.map((token) => Number(token.text.slice(1)) || 0)) + 1;
  for (const value of values) {
    const name = nameFor(value, names);
    const placeholder =
      driver.style === 'question' ? '?' : driver.style === 'dollar' ? `$${next}` : value.spread ? `:...${name}` : `:${name}`;
    const spread = value.spread && driver.style !== 'colon';
    const edit = replaceStretch(
      parts,
      value.from,
      value.to,
      spread ? { sql: '', code: placeholderList(value.value, code) } : { sql: value.before + placeholder + value.after },
    );
    if (edit === undefined) return undefined;
    edits.push(edit);
    bounds.push({
      code: spread ? `...${value.value}` : value.value,
      name,
      after: existing.filter((token) => comparePlaces(token.from, value.from) < 0).length,
    });
    names.add(name);
    next += 1;
  }
  for (const { hole, code: written } of conversions.inline) edits.push(inlineNumber(hole, written));
  if (bounds.length === 0) return edits;
  const added = holder.add(bounds, driver.style !== 'question', existing.length);
  return added === undefined ? undefined : [...edits, ...added];
}

/** One value stands for each placeholder there is, as far as can be told, and no text could hide more of them. */
function matches(
  existing: readonly Extract<Token, { t: 'placeholder' }>[],
  parts: readonly Part[],
  conversions: Conversions,
  driver: Driver,
  holder: Holder,
): boolean {
  const { style, dialect } = driver;
  const own = style === 'dollar' ? /^\$\d+$/ : style === 'question' ? /^\?$/ : style === 'colon' ? /^:\w+$/ : undefined;
  if (own === undefined || !existing.every((token) => own.test(token.text))) return false;
  if (style === 'colon') return true;
  const marks = parts.reduce((count, part) => count + (part.kind === 'hole' ? 0 : part.text.split('?').length - 1), 0);
  // Some drivers replace question marks in quotes as well.
  if (style === 'question' && dialect !== 'SQLite' && marks !== existing.length) return false;
  const highest = style === 'dollar' ? Math.max(0, ...existing.map((token) => Number(token.text.slice(1)))) : existing.length;
  if (holder.known !== undefined && (style === 'dollar' ? holder.known < highest : holder.known !== highest)) return false;
  return conversions.opaque.length === 0 || holder.known === 0 || (style === 'dollar' && holder.known !== undefined);
}

/** Which of two places comes first. */
export const comparePlaces = (a: Place, b: Place): number => a.part - b.part || a.offset - b.offset;

/** `ids.map(() => '?').join(', ')`. */
export function placeholderList(list: string, code: Code): string {
  const { quote } = readLayout(code.text);
  return `${list}.map(() => ${quote('?')}).join(${quote(', ')})`;
}

/** A number that stays in the text. */
export function inlineNumber(hole: HolePart, written: string): TextEdit {
  return { start: hole.start, end: hole.end, text: hole.quote === '`' ? `\${${written}}` : written };
}
