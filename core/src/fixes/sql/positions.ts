import type { SqlDialect } from '../../libraries/index.ts';
import type { Token } from './tokens.ts';

/**
 * What a value stands for in a statement. `operand`: compared, stored or given to a function, as text or (`bare`) as it
 * is written; `list`: all that an `IN (…)` holds; `typed`: text after the name of its type (`INTERVAL '…'`).
 */
export type Position =
  | { readonly as: 'operand'; readonly bare: boolean; readonly certain: boolean; readonly cast?: string }
  | { readonly as: 'limit' }
  | { readonly as: 'list'; readonly open: Token; readonly close: Token; readonly keyword: Token; readonly not?: Token }
  | { readonly as: 'typed'; readonly type: string }
  | { readonly as: 'order-column' }
  | { readonly as: 'direction' };

/** Where every token stands: the clause it belongs to, and what opened the parentheses around it. */
interface Surroundings {
  readonly clause: string;
  readonly opener: Opener | undefined;
}

interface Opener {
  readonly kind: 'values' | 'in' | 'function' | 'names' | 'group';
  readonly name: string;
  readonly index: number;
}

const clauses: ReadonlySet<string> = new Set([
  'SELECT',
  'FROM',
  'WHERE',
  'SET',
  'VALUES',
  'HAVING',
  'ON',
  'LIMIT',
  'OFFSET',
  'RETURNING',
  'INTO',
  'JOIN',
  'UNION',
  'GROUP',
  'ORDER',
  'UPDATE',
  'DELETE',
  'INSERT',
  'WITH',
  'USING',
  'FETCH',
  'CALL',
  'EXEC',
  'CREATE',
  'ALTER',
  'DROP',
]);
const comparisons: ReadonlySet<string> = new Set([
  '=',
  '<>',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '<=>',
  '~',
  '~*',
  '!~',
  '!~*',
  '~~',
  '~~*',
  '!~~*',
  '->',
  '->>',
  '#>',
  '#>>',
  '@>',
  '<@',
  '@@',
]);
const comparingWords: ReadonlySet<string> = new Set(['LIKE', 'ILIKE', 'RLIKE', 'REGEXP', 'BETWEEN', 'GLOB']);
const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '||']);
/** Words that may follow a whole operand. */
const endings: ReadonlySet<string> = new Set([
  'AND',
  'OR',
  'ORDER',
  'GROUP',
  'LIMIT',
  'OFFSET',
  'RETURNING',
  'WHERE',
  'HAVING',
  'END',
  'THEN',
  'ELSE',
  'WHEN',
  'UNION',
  'EXCEPT',
  'INTERSECT',
  'FOR',
  'ON',
  'ESCAPE',
  'AS',
  'FROM',
  'NULLS',
  'FETCH',
  'JOIN',
  'LEFT',
  'INNER',
  'ASC',
  'DESC',
  'IN',
  'WITH',
  'COLLATE',
]);
const typeNames: ReadonlySet<string> = new Set(['INTERVAL', 'DATE', 'TIME', 'TIMESTAMP', 'TIMESTAMPTZ']);
/** Functions that take arguments of any type, so that the server cannot tell what a parameter is. */
const untyped: ReadonlySet<string> = new Set([
  'CONCAT',
  'CONCAT_WS',
  'FORMAT',
  'JSON_BUILD_OBJECT',
  'JSONB_BUILD_OBJECT',
  'JSON_BUILD_ARRAY',
  'JSONB_BUILD_ARRAY',
  'TO_JSON',
  'TO_JSONB',
  'QUOTE_LITERAL',
  'QUOTE_NULLABLE',
]);
const prefixes = /^(E|B|X|N|U&|_\w+)$/i;

export class Positions {
  private readonly surroundings: readonly Surroundings[];
  private readonly tokens: readonly Token[];
  private readonly dialect: SqlDialect | undefined;

  constructor(tokens: readonly Token[], dialect: SqlDialect | undefined) {
    this.tokens = tokens.filter((token) => token.t !== 'comment');
    this.dialect = dialect;
    this.surroundings = surround(this.tokens);
  }

  /** What the hole or string at a token stands for; undefined where no parameter can stand. */
  of(token: Token, isList: boolean): Position | undefined {
    const index = this.tokens.indexOf(token);
    if (index < 0) return undefined;
    if (token.t === 'hole') return token.glued ? undefined : this.ofHole(index, isList);
    return token.t === 'string' ? this.ofString(index, isList) : undefined;
  }

  private ofString(index: number, isList: boolean): Position | undefined {
    const before = this.tokens[index - 1];
    if (isList) return this.ofList(index);
    if (before?.t === 'word' && typeNames.has(before.upper))
      return this.dialect === 'PostgreSQL' ? { as: 'typed', type: before.text } : undefined;
    if (before?.t === 'word' && prefixes.test(before.text) && touches(before, this.tokens[index])) return undefined;
    const { opener, clause } = this.at(index);
    if (this.startsComparison(index)) return { as: 'operand', bare: false, certain: true };
    if (!this.endsOperand(index)) return undefined;
    const cast =
      opener?.kind === 'function' && untyped.has(opener.name) && this.dialect !== 'MySQL' && this.dialect !== 'SQLite' ? 'text' : undefined;
    if (cast !== undefined && this.dialect === undefined) return undefined;
    if (this.isAfterOperator(index) || this.isElement(index))
      return { as: 'operand', bare: false, certain: true, ...(cast !== undefined && { cast }) };
    if (before?.t === 'symbol' && arithmetic.has(before.text))
      return before.text === '||' ? { as: 'operand', bare: false, certain: true } : undefined;
    if (before?.t === 'word' && ['THEN', 'ELSE', 'WHEN', 'ESCAPE'].includes(before.upper))
      return { as: 'operand', bare: false, certain: true };
    const inSelect = clause === 'SELECT' && opener?.kind !== 'function' && this.dialect !== undefined;
    const starts = before?.t === 'word' ? before.upper === 'SELECT' : before?.t === 'symbol' && before.text === ',';
    return inSelect && starts ? { as: 'operand', bare: false, certain: true } : undefined;
  }

  private ofHole(index: number, isList: boolean): Position | undefined {
    if (isList) return this.ofList(index);
    const before = this.tokens[index - 1];
    const after = this.tokens[index + 1];
    const { clause, opener } = this.at(index);
    if (before?.t === 'word' && (before.upper === 'LIMIT' || before.upper === 'OFFSET'))
      return this.endsOperand(index) || isSymbol(after, ',') ? { as: 'limit' } : undefined;
    if (clause === 'LIMIT' && isSymbol(before, ',') && this.endsOperand(index)) return { as: 'limit' };
    const order = this.inOrder(index);
    if (order !== undefined) return order;
    if (before?.t === 'word' && before.upper === 'INTERVAL')
      return this.dialect === 'MySQL' && after?.t === 'word' ? { as: 'operand', bare: true, certain: true } : undefined;
    const afterArithmetic = before?.t === 'symbol' && arithmetic.has(before.text);
    const beforeArithmetic = after?.t === 'symbol' && arithmetic.has(after.text);
    if (this.startsComparison(index)) return { as: 'operand', bare: true, certain: false };
    const isCompared = afterArithmetic && after?.t === 'symbol' && comparisons.has(after.text);
    if (!beforeArithmetic && !isCompared && !this.endsOperand(index)) return undefined;
    const operand = this.isAfterOperator(index) || this.isElement(index);
    if (!operand && !(afterArithmetic && clause !== 'SELECT' && clause !== 'ORDER' && clause !== 'GROUP')) return undefined;
    // `IN (${ids})` may hold a whole list.
    if (opener?.kind === 'in' && isSymbol(before, '(') && isSymbol(after, ')')) return undefined;
    if (opener?.kind === 'function' && untyped.has(opener.name) && this.dialect !== 'MySQL' && this.dialect !== 'SQLite') return undefined;
    // What was arithmetic on a number may be something else on a parameter whose type the server has to guess.
    const certain = !afterArithmetic && !beforeArithmetic && opener?.kind !== 'function' && !this.comparesExpression(index);
    return { as: 'operand', bare: true, certain };
  }

  /** All of what `IN (…)` holds. */
  private ofList(index: number): Position | undefined {
    const { opener } = this.at(index);
    if (opener?.kind !== 'in' || !isSymbol(this.tokens[index - 1], '(') || !isSymbol(this.tokens[index + 1], ')')) return undefined;
    const open = this.tokens[opener.index];
    const keyword = this.tokens[opener.index - 1];
    const close = this.tokens[index + 1];
    const not = this.tokens[opener.index - 2];
    if (open === undefined || keyword === undefined || close === undefined) return undefined;
    return { as: 'list', open, close, keyword, ...(not !== undefined && isWord(not, ['NOT']) && { not }) };
  }

  /** Only text is compared in this way. */
  comparesText(token: Token): boolean {
    const before = this.before(token);
    return isWord(before, ['LIKE', 'ILIKE', 'RLIKE', 'REGEXP', 'GLOB']);
  }

  /** The token before another one. */
  before(token: Token): Token | undefined {
    return this.tokens[this.tokens.indexOf(token) - 1];
  }

  private inOrder(index: number): Position | undefined {
    const { clause, opener } = this.at(index);
    if (clause !== 'ORDER' || opener?.kind === 'function') return undefined;
    const before = this.tokens[index - 1];
    const after = this.tokens[index + 1];
    const isEnd = this.endsOperand(index) || isSymbol(after, ',') || after?.t === 'hole';
    if (!isEnd) return undefined;
    if (before?.t === 'word' && before.upper === 'BY') return { as: 'order-column' };
    if (isSymbol(before, ',')) return { as: 'order-column' };
    const afterColumn =
      before?.t === 'hole' || before?.t === 'quoted' || (before?.t === 'word' && !endings.has(before.upper)) || isSymbol(before, ')');
    return afterColumn && (after === undefined || !isWord(after, ['ASC', 'DESC'])) ? { as: 'direction' } : undefined;
  }

  /** After `=`, `LIKE` and so on, or after the `AND` of a `BETWEEN`. */
  private isAfterOperator(index: number): boolean {
    const before = this.tokens[index - 1];
    if (before?.t === 'symbol') return comparisons.has(before.text);
    if (before?.t !== 'word') return false;
    if (comparingWords.has(before.upper)) return true;
    if (before.upper === 'TO') return isWord(this.tokens[index - 2], ['SIMILAR']);
    return before.upper === 'AND' && isWord(this.tokens[index - 3], ['BETWEEN']);
  }

  /** One of several in `VALUES (…)` or `IN (…)`, an argument of a function, or what a `CAST (…)` converts. */
  private isElement(index: number): boolean {
    const before = this.tokens[index - 1];
    const { opener } = this.at(index);
    return (
      (isSymbol(before, '(') || isSymbol(before, ',')) &&
      (opener?.kind === 'values' || opener?.kind === 'in' || opener?.kind === 'function' || opener?.name === 'CAST')
    );
  }

  /** The other side of the comparison is not a plain column: nothing says what type the value had to have. */
  private comparesExpression(index: number): boolean {
    const before = this.tokens[index - 1];
    if (before?.t !== 'symbol' || !comparisons.has(before.text)) return false;
    const operand = this.tokens[index - 2];
    const beyond = this.tokens[index - 3];
    const isColumn = operand?.t === 'word' || operand?.t === 'quoted';
    return !isColumn || (beyond?.t === 'symbol' && arithmetic.has(beyond.text));
  }

  /** `'x' = ANY(tags)`. */
  private startsComparison(index: number): boolean {
    const before = this.tokens[index - 1];
    const after = this.tokens[index + 1];
    const starts =
      isWord(before, ['WHERE', 'AND', 'OR', 'NOT', 'ON', 'HAVING']) || (isSymbol(before, '(') && this.at(index).opener?.kind === 'group');
    return (
      starts &&
      after?.t === 'symbol' &&
      comparisons.has(after.text) &&
      !(isWord(before, ['AND']) && isWord(this.tokens[index - 3], ['BETWEEN']))
    );
  }

  private endsOperand(index: number): boolean {
    const after = this.tokens[index + 1];
    if (after === undefined || after.t === 'hole') return true;
    if (after.t === 'word') return endings.has(after.upper);
    return after.t === 'symbol' && [')', ',', ';', '::', '||'].includes(after.text);
  }

  private at(index: number): Surroundings {
    return this.surroundings[index] ?? { clause: '', opener: undefined };
  }
}

const isSymbol = (token: Token | undefined, text: string): boolean => token?.t === 'symbol' && token.text === text;
const isWord = (token: Token | undefined, words: readonly string[]): boolean => token?.t === 'word' && words.includes(token.upper);
const touches = (a: Token, b: Token | undefined): boolean => b !== undefined && a.to.part === b.from.part && a.to.offset === b.from.offset;

function surround(tokens: readonly Token[]): readonly Surroundings[] {
  const result: Surroundings[] = [];
  const stack: { clause: string; opener: Opener | undefined }[] = [{ clause: '', opener: undefined }];
  tokens.forEach((token, index) => {
    if (isSymbol(token, ')') && stack.length > 1) stack.pop();
    const level = stack.at(-1);
    if (level !== undefined && token.t === 'word' && clauses.has(token.upper)) level.clause = token.upper;
    result.push({ clause: level?.clause ?? '', opener: level?.opener });
    if (isSymbol(token, '(')) {
      const opener = openerAt(tokens, index, level?.clause ?? '');
      stack.push({ clause: opener.kind === 'group' ? (level?.clause ?? '') : '', opener });
    }
  });
  return result;
}

function openerAt(tokens: readonly Token[], index: number, clause: string): Opener {
  const before = tokens[index - 1];
  if (isWord(before, ['IN'])) return { kind: 'in', name: 'IN', index };
  if (clause === 'VALUES')
    return { kind: isWord(before, ['VALUES', 'VALUE']) || isSymbol(before, ',') ? 'values' : 'function', name: nameOf(before), index };
  if (before?.t === 'quoted' || (before?.t === 'word' && ['INTO', 'UPDATE', 'FROM', 'JOIN', 'WITH', 'CREATE'].includes(clause)))
    return { kind: 'names', name: '', index };
  const isFunction =
    before?.t === 'word' &&
    !clauses.has(before.upper) &&
    !endings.has(before.upper) &&
    !comparingWords.has(before.upper) &&
    !['NOT', 'EXISTS', 'ANY', 'ALL', 'SOME', 'ARRAY', 'BY', 'DISTINCT', 'IS', 'CASE', 'OVER', 'CONFLICT', 'KEY', 'CAST'].includes(
      before.upper,
    );
  return isFunction ? { kind: 'function', name: nameOf(before), index } : { kind: 'group', name: nameOf(before), index };
}

const nameOf = (token: Token | undefined): string => (token?.t === 'word' ? token.upper : '');
