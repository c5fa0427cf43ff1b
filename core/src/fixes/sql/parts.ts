import type { FixContext } from '../../rules/contract/rule.ts';
import type { Expression } from '../../syntax/facts.ts';
import type { Code } from '../validation/code.ts';
import { findConstantText, findInitial } from './constants.ts';
import { type Quote, readLiteral } from './literal.ts';

/** Fixed text as the file writes it. */
export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
  /** Where each unit of the text is written, and where the text ends. */
  readonly offsets: readonly number[];
  readonly quote: Quote;
  /** The span of the literal, quotes included; the stretches of one template share it. */
  readonly literal: { readonly start: number; readonly end: number };
  readonly root: Expression;
}

/** A value put into the text. */
export interface HolePart {
  readonly kind: 'hole';
  readonly expression: Expression;
  /** The value as written, with what the facts leave out of it (`x!`, parentheses). */
  readonly written: string;
  /** What has to go for the value to go: `${x}` in a template, `x` or `(x)` in a concatenation. */
  readonly start: number;
  readonly end: number;
  readonly quote: Quote | undefined;
  readonly root: Expression;
}

/** Text that is known but written somewhere else: a constant's value, a separator. */
export interface ConstantPart {
  readonly kind: 'constant';
  readonly text: string;
  /** What gives the text; undefined for what only joins others. */
  readonly expression: Expression | undefined;
  readonly root: Expression;
}

export type Part = TextPart | HolePart | ConstantPart;

/** Reads a statement's text as the code puts it together, in order; undefined where the code has a form not known here. */
export function readParts(code: Code, context: FixContext, e: Expression): readonly Part[] | undefined {
  const parts: Part[] = [];
  return new Reader(code, context, parts).read(e, e) ? parts : undefined;
}

/** True where an expression is text put together here. */
export function isBuiltText(e: Expression): boolean {
  if (e.k === 'literal') return typeof e.value === 'string';
  if (e.k === 'binary') return e.op === '+' && (isBuiltText(e.left) || isBuiltText(e.right));
  if (e.k === 'call') return isConcat(e) || findJoined(e) !== undefined;
  return e.k === 'template';
}

const isConcat = (e: Extract<Expression, { k: 'call' }>): boolean =>
  e.callee.k === 'member' && e.callee.property === 'concat' && isBuiltText(e.callee.object) && e.args.every((arg) => arg.k !== 'spread');

/** The elements and the separator of `[a, b].join(' ')`. */
function findJoined(
  e: Extract<Expression, { k: 'call' }>,
): { readonly elements: readonly Expression[]; readonly separator: string } | undefined {
  if (e.callee.k !== 'member' || e.callee.property !== 'join' || e.callee.object.k !== 'array') return undefined;
  const [separator] = e.args;
  const elements = e.callee.object.elements.filter((element) => element !== null && element.k !== 'spread' && isBuiltText(element));
  if (elements.length !== e.callee.object.elements.length || separator?.k !== 'literal' || typeof separator.value !== 'string')
    return undefined;
  return { elements: elements.filter((element) => element !== null), separator: separator.value };
}

/** How deep fragments held in constants are followed. */
const deepest = 6;

class Reader {
  private depth = 0;
  private readonly code: Code;
  private readonly context: FixContext;
  private readonly parts: Part[];

  constructor(code: Code, context: FixContext, parts: Part[]) {
    this.code = code;
    this.context = context;
    this.parts = parts;
  }

  /** `root` is the whole expression that edits may merge across. */
  read(e: Expression, root: Expression): boolean {
    if (e.k === 'literal' && typeof e.value === 'string') return this.readString(e, e.value, root);
    if (e.k === 'template') return this.readTemplate(e, root);
    if (e.k === 'binary' && isBuiltText(e)) return this.readOperand(e.left, e, root) && this.readOperand(e.right, e, root);
    if (e.k === 'call' && e.callee.k === 'member' && isConcat(e))
      return this.read(e.callee.object, e.callee.object) && e.args.every((arg) => this.readElement(arg));
    const joined = e.k === 'call' ? findJoined(e) : undefined;
    if (joined === undefined) return this.readFragment(e, root, undefined);
    return joined.elements.every((element, index) => {
      if (index > 0) this.parts.push({ kind: 'constant', text: joined.separator, expression: undefined, root });
      return this.readElement(element);
    });
  }

  /** An argument or element: what is merged stays inside it. */
  private readElement(e: Expression): boolean {
    return isBuiltText(e) ? this.read(e, e) : this.readFragment(e, e, undefined);
  }

  private readOperand(e: Expression, around: Expression, root: Expression): boolean {
    if (isBuiltText(e) && e.k !== 'call') return this.read(e, root);
    if (isBuiltText(e)) return this.read(e, e);
    return this.readFragment(e, root, outerSpan(this.code.text, e, around));
  }

  private readString(e: Expression, value: string, root: Expression): boolean {
    const quote = this.code.text[e.start];
    if (quote !== "'" && quote !== '"' && quote !== '`') return false;
    const literal = readLiteral(this.code.text, e.start + 1, e.end - 1);
    if (literal === undefined || literal.text !== value) return false;
    this.parts.push({ kind: 'text', ...literal, quote, literal: { start: e.start, end: e.end }, root });
    return true;
  }

  private readTemplate(e: Extract<Expression, { k: 'template' }>, root: Expression): boolean {
    const { text } = this.code;
    let from = e.start + 1;
    for (const [index, quasi] of e.quasis.entries()) {
      const hole = e.holes[index];
      const to = hole === undefined ? e.end - 1 : chunkEnd(text, from, hole.start);
      const literal = to === undefined ? undefined : readLiteral(text, from, to);
      // A part that does not read as the parser read it has a form that is not known here.
      if (to === undefined || literal?.text !== quasi) return false;
      this.parts.push({ kind: 'text', ...literal, quote: '`', literal: { start: e.start, end: e.end }, root });
      if (hole === undefined) return true;
      const close = holeEnd(text, hole.end, e.end);
      if (
        close === undefined ||
        !this.readFragment(hole, root, { start: to, end: close, quote: '`', written: text.slice(to + 2, close - 1).trim() })
      )
        return false;
      from = close;
    }
    return false;
  }

  /** A constant, a fragment of the text held in a constant, or a value. */
  private readFragment(e: Expression, root: Expression, place: Place | undefined): boolean {
    const constant = findConstantText(this.context, this.code.file, e);
    if (constant !== undefined && e.k !== 'literal') {
      this.parts.push({ kind: 'constant', text: constant, expression: e, root });
      return true;
    }
    if (place?.quote === '`' && isBuiltText(e) && hasOwnText(e) && !this.isQuoted()) return this.read(e, e);
    const initial = e.k === 'name' ? findInitial(this.code.facts, e.binding) : undefined;
    if (
      e.k === 'name' &&
      initial !== undefined &&
      isBuiltText(initial) &&
      this.depth < deepest &&
      this.code.readsOf(e.binding).length === 1
    ) {
      this.depth += 1;
      const read = this.read(initial, initial);
      this.depth -= 1;
      return read;
    }
    const span = place ?? { start: e.start, end: e.end, quote: undefined, written: this.code.text.slice(e.start, e.end) };
    this.parts.push({ kind: 'hole', expression: e, ...span, root });
    return true;
  }

  /** True where quotes are open after what has been read. */
  private isQuoted(): boolean {
    const text = this.parts.map((part) => (part.kind === 'hole' ? '' : part.text)).join('');
    return ["'", '"'].some((mark) => text.split(mark).length % 2 === 0);
  }
}

/** Text that is more than its values put side by side: outside of quotes, it is part of the statement. */
function hasOwnText(e: Expression): boolean {
  if (e.k === 'template') return e.quasis.some((quasi) => quasi.trim() !== '');
  if (e.k === 'binary') return hasOwnText(e.left) || hasOwnText(e.right);
  return e.k !== 'literal' || String(e.value).trim() !== '';
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly quote: Quote | undefined;
  readonly written: string;
}

/** Where `${` of the next hole stands, reading over escapes. */
function chunkEnd(text: string, from: number, holeStart: number): number | undefined {
  for (let at = from; at < holeStart; at += text[at] === '\\' ? 2 : 1) {
    if (text.startsWith('${', at)) return at;
  }
  return undefined;
}

/** After the `}` that closes a hole: only white space, parentheses, `!` and comments may stand before it. */
function holeEnd(text: string, from: number, end: number): number | undefined {
  for (let at = from; at < end; at += 1) {
    if (text[at] === '}') return at + 1;
    if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at);
      if (close < 0) return undefined;
      at = close + 1;
    } else if (!/[\s)!]/.test(text[at] ?? '')) return undefined;
  }
  return undefined;
}

/** An operand with its `!` and parentheses, which facts leave out. */
function outerSpan(text: string, e: Expression, around: Expression): Place {
  let { start, end } = e;
  for (;;) {
    const after = /^\s*!(?!=)/.exec(text.slice(end, end + 40));
    if (after !== null && end + after[0].length <= around.end) end += after[0].length;
    const open = /\(\s*$/.exec(text.slice(around.start, start));
    const close = /^\s*\)/.exec(text.slice(end, around.end));
    if (open === null || close === null) break;
    start = around.start + open.index;
    end += close[0].length;
  }
  const written = text.slice(start, end);
  return {
    start,
    end,
    quote: undefined,
    written: written.startsWith('(') && written.endsWith(')') && start < e.start ? written.slice(1, -1).trim() : written,
  };
}
