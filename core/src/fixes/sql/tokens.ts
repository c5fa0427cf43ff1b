import type { QueryParameters, SqlDialect } from '../../libraries/index.ts';
import type { Part } from './parts.ts';

/** A place between the units of a statement's text. For a hole, offset 0 is before it and 1 after. */
export interface Place {
  readonly part: number;
  readonly offset: number;
}

interface Span {
  readonly from: Place;
  readonly to: Place;
}

/** What a quoted stretch holds: text with its SQL escapes read, and holes by the index of their part. */
export type Content = { readonly text: string } | { readonly hole: number };

export type Token = Span &
  (
    | { readonly t: 'word'; readonly text: string; readonly upper: string }
    | { readonly t: 'number'; readonly text: string }
    | { readonly t: 'symbol'; readonly text: string }
    | { readonly t: 'placeholder'; readonly text: string }
    /** `'…'`. `escapes`: a backslash stands in it, whose meaning depends on the server. */
    | { readonly t: 'string'; readonly content: readonly Content[]; readonly escapes: boolean }
    /** `"…"`, `` `…` ``, `[…]`, and `$$…$$`: nothing here can become a parameter. */
    | { readonly t: 'quoted'; readonly mark: string; readonly holes: readonly number[] }
    | { readonly t: 'comment'; readonly holes: readonly number[]; readonly mark: string }
    /** A hole outside of quotes. `glued`: it is part of a longer name. */
    | { readonly t: 'hole'; readonly part: number; readonly glued: boolean }
  );

type Unit = { readonly at: Place } & ({ readonly c: string } | { readonly hole: number });

const wordStart = /[A-Za-z_\u0080-\uffff]/;
const wordPart = /[\w$\u0080-\uffff]/;

/** The tokens of a statement in the words of its dialect; undefined where its quotes do not close, or may close elsewhere. */
export function tokenise(parts: readonly Part[], { dialect, style }: Spelling): readonly Token[] | undefined {
  return new Scanner(toUnits(parts), dialect, style).scan();
}

/** Statements that set up or steer a server, which take no parameters. */
const commands: ReadonlySet<string> = new Set(
  'ALTER ANALYZE ATTACH BEGIN COMMENT COPY CREATE DECLARE DETACH DO DROP EXECUTE EXPLAIN GRANT LISTEN LOAD LOCK NOTIFY PRAGMA PREPARE RESET REVOKE SET SHOW TRUNCATE USE VACUUM'.split(
    ' ',
  ),
);

/** True for one statement, or the condition of one, that works on rows. */
export function takesParameters(tokens: readonly Token[]): boolean {
  const code = tokens.filter((token) => token.t !== 'comment');
  const [first] = code;
  const several = code.some((token, index) => token.t === 'symbol' && token.text === ';' && index < code.length - 1);
  return !several && !(first?.t === 'word' && commands.has(first.upper));
}

/** What the text's words and marks mean: whose language it is, and how its placeholders are written. */
export interface Spelling {
  readonly dialect: SqlDialect | undefined;
  readonly style: QueryParameters['style'];
}

function toUnits(parts: readonly Part[]): readonly Unit[] {
  return parts.flatMap((part, index): readonly Unit[] => {
    if (part.kind === 'hole') return [{ at: { part: index, offset: 0 }, hole: index }];
    return part.text.split('').map((c, offset) => ({ at: { part: index, offset }, c }));
  });
}

class Scanner {
  private at = 0;
  private readonly tokens: Token[] = [];
  private readonly units: readonly Unit[];
  private readonly dialect: SqlDialect | undefined;
  private readonly style: QueryParameters['style'];

  constructor(units: readonly Unit[], dialect: SqlDialect | undefined, style: QueryParameters['style']) {
    this.units = units;
    this.dialect = dialect;
    this.style = style;
  }

  scan(): readonly Token[] | undefined {
    while (this.at < this.units.length) if (!this.next()) return undefined;
    return this.tokens;
  }

  private char(ahead = 0): string {
    const unit = this.units[this.at + ahead];
    return unit !== undefined && 'c' in unit ? unit.c : '';
  }

  private starts(text: string): boolean {
    return text.split('').every((c, index) => this.char(index) === c);
  }

  private placeOf(index: number): Place {
    const unit = this.units[index];
    if (unit !== undefined) return unit.at;
    const last = this.units.at(-1)?.at ?? { part: 0, offset: -1 };
    return { part: last.part, offset: last.offset + 1 };
  }

  /** The place after the unit before `index`: an end belongs to the part it ends in. */
  private endAt(index: number): Place {
    const before = this.units[index - 1]?.at;
    return before === undefined ? this.placeOf(index) : { part: before.part, offset: before.offset + 1 };
  }

  private take(count: number): Span {
    const from = this.placeOf(this.at);
    this.at += count;
    return { from, to: this.endAt(this.at) };
  }

  private next(): boolean {
    const unit = this.units[this.at];
    if (unit === undefined) return true;
    if ('hole' in unit) {
      const before = this.units[this.at - 1];
      const isName = (c: string): boolean => c === '.' || wordPart.test(c);
      const glued =
        (before !== undefined && ('hole' in before || isName(before.c) || before.c === '.')) ||
        isName(this.char(1)) ||
        this.isHole(this.at + 1);
      this.tokens.push({ t: 'hole', part: unit.hole, glued, ...this.take(1) });
      return true;
    }
    const { c } = unit;
    if (/\s/.test(c)) {
      this.at += 1;
      return true;
    }
    if (this.starts('--') || (c === '#' && this.dialect === 'MySQL')) return this.comment('--', (index) => this.unitChar(index) === '\n');
    if (this.starts('/*')) return this.blockComment();
    if (c === "'") return this.string("'");
    if (c === '"') return this.dialect === 'MySQL' ? this.string('"') : this.quoted('"', '"');
    if (c === '`') return this.quoted('`', '`');
    if (c === '[' && this.dialect === 'SQLite') return this.quoted('[', ']');
    if (c === '$' && this.dialect !== 'MySQL') {
      const tag = this.dollarTag();
      if (tag !== undefined) return this.dollarQuoted(tag);
    }
    return this.plain(c);
  }

  private isHole(index: number): boolean {
    const unit = this.units[index];
    return unit !== undefined && 'hole' in unit;
  }

  private unitChar(index: number): string {
    const unit = this.units[index];
    return unit !== undefined && 'c' in unit ? unit.c : '';
  }

  private plain(c: string): boolean {
    const next = this.char(1);
    if (wordStart.test(c)) return this.word();
    if (/\d/.test(c)) return this.run('number', /[\w.]/);
    if (c === '\\') return false;
    if (c === '?' && this.style === 'question') return this.push('placeholder', 1);
    if (c === '$' && /\d/.test(next)) return this.run('placeholder', /\d/);
    if ((c === ':' || (c === '@' && this.dialect !== 'MySQL') || c === '$') && wordStart.test(next) && this.unitChar(this.at - 1) !== ':')
      return this.run('placeholder', wordPart);
    const symbol =
      ['->>', '#>>', '!~~*', '!~*', '<=>', '::', '<=', '>=', '<>', '!=', '||', '->', '#>', '@>', '<@', '!~', '~*', '~~', '@@', ':='].find(
        (s) => this.starts(s),
      ) ?? c;
    return this.push('symbol', symbol.length);
  }

  private push(t: 'placeholder' | 'symbol', length: number): boolean {
    const text = this.textOf(this.at, this.at + length);
    this.tokens.push({ t, text, ...this.take(length) });
    return true;
  }

  private run(t: 'number' | 'placeholder', more: RegExp): boolean {
    let end = this.at + 1;
    while (more.test(this.unitChar(end))) end += 1;
    const text = this.textOf(this.at, end);
    this.tokens.push({ t, text, ...this.take(end - this.at) });
    return true;
  }

  private word(): boolean {
    let end = this.at + 1;
    while (wordPart.test(this.unitChar(end))) end += 1;
    const text = this.textOf(this.at, end);
    this.tokens.push({ t: 'word', text, upper: text.toUpperCase(), ...this.take(end - this.at) });
    return true;
  }

  private textOf(from: number, to: number): string {
    return this.units
      .slice(from, to)
      .map((unit) => ('c' in unit ? unit.c : ''))
      .join('');
  }

  /** `'…'`, where a doubled mark stands for itself. */
  private string(mark: string): boolean {
    const content: Content[] = [];
    let text = '';
    let escapes = false;
    let index = this.at + 1;
    for (; index < this.units.length; index += 1) {
      const unit = this.units[index];
      if (unit === undefined) break;
      if ('hole' in unit) {
        if (text !== '') content.push({ text });
        text = '';
        content.push({ hole: unit.hole });
        continue;
      }
      if (unit.c === '\\') {
        escapes = true;
        // `\'` closes the string on one server and not on another.
        if (this.unitChar(index + 1) === mark && this.dialect !== 'MySQL' && this.dialect !== 'SQLite') return false;
        if (this.dialect === 'MySQL') index += 1;
        continue;
      }
      if (unit.c === mark) {
        if (this.unitChar(index + 1) !== mark) break;
        index += 1;
      }
      text += unit.c;
    }
    if (index >= this.units.length) return false;
    if (text !== '') content.push({ text });
    this.tokens.push({ t: 'string', content, escapes, ...this.take(index + 1 - this.at) });
    return true;
  }

  private quoted(mark: string, close: string): boolean {
    return this.until(mark, 1, (index) => this.unitChar(index) === close, 1);
  }

  private dollarTag(): string | undefined {
    let end = this.at + 1;
    while (/\w/.test(this.unitChar(end))) end += 1;
    const tag = this.textOf(this.at, end + 1);
    return this.unitChar(end) === '$' && !/^\$\d/.test(tag) ? tag : undefined;
  }

  private dollarQuoted(tag: string): boolean {
    return this.until(tag, tag.length, (index) => this.textOf(index, index + tag.length) === tag, tag.length);
  }

  /** Up to what closes it; false where nothing does. */
  private until(mark: string, skip: number, closes: (index: number) => boolean, closeLength: number): boolean {
    let index = this.at + skip;
    const holes: number[] = [];
    for (; index < this.units.length && !closes(index); index += 1) {
      const unit = this.units[index];
      if (unit !== undefined && 'hole' in unit) holes.push(unit.hole);
    }
    if (index >= this.units.length) return false;
    this.tokens.push({ t: 'quoted', mark, holes, ...this.take(index + closeLength - this.at) });
    return true;
  }

  private comment(mark: string, closes: (index: number) => boolean): boolean {
    let index = this.at;
    const holes: number[] = [];
    for (; index < this.units.length && !closes(index); index += 1) {
      const unit = this.units[index];
      if (unit !== undefined && 'hole' in unit) holes.push(unit.hole);
    }
    this.tokens.push({ t: 'comment', mark, holes, ...this.take(index - this.at) });
    return true;
  }

  private blockComment(): boolean {
    let depth = 0;
    return this.comment('/*', (index) => {
      if (this.textOf(index, index + 2) === '/*') depth += 1;
      if (this.textOf(index - 2, index) === '*/') depth -= 1;
      return depth === 0;
    });
  }
}
