import type { FixContext } from '../../rules/contract/rule.ts';
import type { Expression } from '../../syntax/facts.ts';
import type { Code } from '../validation/code.ts';
import { isChoiceOfConstants, isNumber, isText } from './constants.ts';
import type { Driver } from './driver.ts';
import { writeLiteral } from './literal.ts';
import type { HolePart, Part } from './parts.ts';
import { Positions } from './positions.ts';
import type { Content, Place, Token } from './tokens.ts';

/** One value that leaves the text of a statement for its parameters. */
export interface Conversion {
  readonly from: Place;
  readonly to: Place;
  /** Around the placeholder: `= ANY(` and `)`, or a cast. */
  readonly before: string;
  readonly after: string;
  /** The value's code; with `spread` it gives all elements, one placeholder each. */
  readonly value: string;
  readonly spread: boolean;
  /** The expressions that are evaluated for the value. */
  readonly expressions: readonly Expression[];
  /** The meaning certainly stays the same. */
  readonly certain: boolean;
}

/** A value that is part of the statement's structure: the name of a column, or a direction. */
export interface Structural {
  readonly as: 'order-column' | 'direction';
  readonly hole: HolePart;
}

/** What can be done about the holes of a statement. */
export interface Conversions {
  readonly values: readonly Conversion[];
  readonly structural: readonly Structural[];
  /** Numbers that have to stay in the text, as code that gives a number for sure. */
  readonly inline: readonly { readonly hole: HolePart; readonly code: string }[];
  /** Indexes of parts that are numbers where a parameter could stand as well. */
  readonly numbers: ReadonlySet<number>;
  /** Indexes of parts that hold text nobody knows, placeholders perhaps. */
  readonly opaque: readonly number[];
}

export function findConversions(
  parts: readonly Part[],
  tokens: readonly Token[],
  driver: Driver,
  code: Code,
  context: FixContext,
): Conversions {
  const positions = new Positions(tokens, driver.dialect);
  const values: Conversion[] = [];
  const structural: Structural[] = [];
  const inline: { hole: HolePart; code: string }[] = [];
  const opaque: number[] = [];
  const numbers = new Set<number>();
  const maker = new Maker(parts, positions, driver, code);
  for (const token of tokens) {
    if (token.t === 'string') {
      const conversion = maker.ofString(token);
      if (conversion !== undefined) values.push(conversion);
      continue;
    }
    if (token.t !== 'hole') continue;
    const hole = parts[token.part];
    if (hole?.kind !== 'hole') continue;
    const isNumeric = isNumber(code.facts, hole.expression);
    const position = positions.of(token, maker.listOf(hole) !== undefined);
    if (isNumeric && position?.as === 'limit') numbers.add(token.part);
    if (position?.as === 'limit' && !isNumeric && driver.parameters.limit === 'inline')
      inline.push({ hole, code: `Number(${hole.written})` });
    else if (position?.as === 'order-column' || position?.as === 'direction') {
      if (!isNumeric && !isChoiceOfConstants(context, code.file, hole.expression)) structural.push({ as: position.as, hole });
    } else {
      const conversion = position === undefined ? undefined : maker.ofHole(token, hole, isNumeric);
      if (conversion !== undefined) values.push(conversion);
      else if (!isNumeric && !isChoiceOfConstants(context, code.file, hole.expression)) opaque.push(token.part);
    }
  }
  return { values, structural, inline, numbers, opaque };
}

class Maker {
  private readonly parts: readonly Part[];
  private readonly positions: Positions;
  private readonly driver: Driver;
  private readonly code: Code;

  constructor(parts: readonly Part[], positions: Positions, driver: Driver, code: Code) {
    this.parts = parts;
    this.positions = positions;
    this.driver = driver;
    this.code = code;
  }

  /** The array of `ids.join(',')` and of `` ids.map((id) => `'${id}'`).join(',') ``. */
  listOf(hole: HolePart): Expression | undefined {
    const joined = joinedArray(hole.expression, /^\s*,\s*$/);
    return joined === undefined ? undefined : withoutQuoting(joined, this.code);
  }

  ofHole(token: Token, hole: HolePart, isNumeric: boolean): Conversion | undefined {
    const list = this.listOf(hole);
    const position = this.positions.of(token, list !== undefined);
    if (hole.expression.k === 'sequence' || hole.expression.k === 'spread') return undefined;
    if (list !== undefined) return position?.as === 'list' ? this.ofList(token, position, list) : undefined;
    if (position?.as === 'limit') {
      if (isNumeric) return undefined;
      // Only these two take text for a number there.
      const { dialect } = this.driver;
      const value = dialect === 'PostgreSQL' || dialect === 'SQLite' ? hole.written : `Number(${hole.written})`;
      return { ...spanOf(token), before: '', after: '', value, spread: false, expressions: [hole.expression], certain: true };
    }
    if (position?.as !== 'operand') return undefined;
    const { value, certain } = isNumeric ? { value: hole.written, certain: true } : this.bareValue(hole);
    return {
      ...spanOf(token),
      before: '',
      after: '',
      value,
      spread: false,
      expressions: [hole.expression],
      certain: position.certain && certain,
    };
  }

  /** A value that stood in the text as it is, a number most likely. */
  private bareValue(hole: HolePart): { readonly value: string; readonly certain: boolean } {
    if (this.driver.parameters.typed === true) return { value: `Number(${hole.written})`, certain: false };
    if (!this.expands(hole)) return { value: hole.written, certain: true };
    return this.driver.textual ? { value: `String(${hole.written})`, certain: true } : { value: hole.written, certain: false };
  }

  /** The driver would turn an array or an object into SQL, and the value may be one. */
  private expands(hole: HolePart): boolean {
    return (
      this.driver.parameters.lists === 'expand-array' &&
      !isText(this.code.facts, hole.expression) &&
      !isNumber(this.code.facts, hole.expression)
    );
  }

  ofString(token: Extract<Token, { t: 'string' }>): Conversion | undefined {
    const holes = token.content.flatMap((item) => ('hole' in item ? [this.parts[item.hole]] : [])).filter((part) => part?.kind === 'hole');
    const [only] = holes;
    if (only === undefined || token.escapes || holes.some((hole) => hole.expression.k === 'sequence')) return undefined;
    const list = holes.length === 1 && token.content.length === 1 ? joinedArray(only.expression, /^'\s*,\s*'$/) : undefined;
    const position = this.positions.of(token, list !== undefined);
    if (list !== undefined) return position?.as === 'list' ? this.ofList(token, position, list) : undefined;
    const value = this.textValue(token.content, only);
    const expressions = holes.map((hole) => hole.expression);
    if (position?.as === 'typed') {
      const type = this.positions.before(token);
      return type === undefined
        ? undefined
        : { from: type.from, to: token.to, before: '', after: `::${position.type}`, value, spread: false, expressions, certain: true };
    }
    if (position?.as !== 'operand') return undefined;
    const certain = position.certain && (this.driver.parameters.typed !== true || this.positions.comparesText(token));
    return {
      ...spanOf(token),
      before: '',
      after: position.cast === undefined ? '' : `::${position.cast}`,
      value,
      spread: false,
      expressions,
      certain,
    };
  }

  private ofList(
    token: Token,
    position: { readonly open: Token; readonly close: Token; readonly keyword: Token; readonly not?: Token },
    list: Expression,
  ): Conversion | undefined {
    const written = this.code.text.slice(list.start, list.end);
    const { lists, pieces } = this.driver.parameters;
    if (pieces !== undefined)
      return { value: written, expressions: [list], ...spanOf(token), before: '', after: '', spread: true, certain: false };
    const base = { value: written, spread: false, expressions: [list], certain: true };
    if (lists === 'any-array' && this.driver.dialect === 'PostgreSQL') {
      const operator = position.not === undefined ? '= ANY(' : '<> ALL(';
      return { ...base, from: (position.not ?? position.keyword).from, to: position.close.to, before: operator, after: ')' };
    }
    if (lists === 'expand-array')
      return { ...base, value: this.driver.textual ? written : `${written}.map(String)`, ...spanOf(token), before: '', after: '' };
    return isPlain(list) ? { ...base, ...spanOf(token), before: '', after: '', spread: true } : undefined;
  }

  /** The value of a quoted stretch: what is in it, without the quotes. */
  private textValue(content: readonly Content[], only: HolePart): string {
    if (content.length === 1) return this.expands(only) ? `String(${only.written})` : only.written;
    const neighbour = this.parts.find((part) => part.kind === 'text' && part.root === only.root);
    const quote = neighbour?.kind === 'text' ? neighbour.quote : "'";
    const pieces = content.map((item): string => {
      const part = 'hole' in item ? this.parts[item.hole] : undefined;
      if ('text' in item) return quote === '`' ? writeLiteral(item.text, quote) : quote + writeLiteral(item.text, quote) + quote;
      if (part?.kind !== 'hole') return '';
      return quote === '`' ? `\${${part.written}}` : isOperand(part.expression) ? part.written : `(${part.written})`;
    });
    return quote === '`' ? `\`${pieces.join('')}\`` : pieces.join(' + ');
  }
}

const spanOf = (token: Token): { readonly from: Place; readonly to: Place } => ({ from: token.from, to: token.to });

/** Needs no parentheses beside `+`. */
const isOperand = (e: Expression): boolean => ['name', 'member', 'index', 'call', 'literal', 'template', 'this'].includes(e.k);

/** May be written twice: reading it does nothing. */
const isPlain = (e: Expression): boolean => e.k === 'name' || e.k === 'this' || (e.k === 'member' && isPlain(e.object));

/** `ids` of `ids.join(',')`, where the separator is one of a list. */
function joinedArray(e: Expression, separator: RegExp): Expression | undefined {
  if (e.k !== 'call' || e.callee.k !== 'member' || e.callee.property !== 'join') return undefined;
  const [given] = e.args;
  const text = given === undefined ? ',' : given.k === 'literal' ? given.value : undefined;
  return typeof text === 'string' && separator.test(text) ? e.callee.object : undefined;
}

/** `ids` of `` ids.map((id) => `'${id}'`) ``; the list itself where nothing quotes its elements; undefined where something else is done to them. */
function withoutQuoting(list: Expression, code: Code): Expression | undefined {
  if (list.k !== 'call' || list.callee.k !== 'member' || list.callee.property !== 'map') return list;
  const [callback] = list.args;
  const fn = callback?.k === 'function' ? code.facts.functions[callback.fn] : undefined;
  const [param] = fn?.params ?? [];
  const [statement] = fn?.body ?? [];
  if (fn?.params.length !== 1 || param?.pattern.p !== 'bind' || statement?.s !== 'return' || statement.value === undefined)
    return undefined;
  const { value } = statement;
  const { binding } = param.pattern;
  const isElement = (e: Expression | undefined): boolean => e?.k === 'name' && e.binding === binding;
  const isMark = (e: Expression): boolean => e.k === 'literal' && e.value === "'";
  if (value.k === 'template') return value.quasis.join('-') === "'-'" && isElement(value.holes[0]) ? list.callee.object : undefined;
  const isQuoting =
    value.k === 'binary' &&
    value.op === '+' &&
    value.left.k === 'binary' &&
    value.left.op === '+' &&
    isMark(value.left.left) &&
    isElement(value.left.right) &&
    isMark(value.right);
  return isQuoting ? list.callee.object : undefined;
}
