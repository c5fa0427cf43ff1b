import type { TextEdit } from '../../model/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import type { Expression } from '../../syntax/facts.ts';
import { type Code, functionAround } from '../validation/code.ts';
import { freeLocal } from '../validation/naming.ts';
import { findConstantText, findInitial } from './constants.ts';
import { type Conversion, type Conversions, findConversions } from './conversions.ts';
import type { Driver } from './driver.ts';
import { lineBefore } from './lines.ts';
import { canMove, isStable } from './moving.ts';
import { isBuiltText, type Part, readParts } from './parts.ts';
import { replaceStretch } from './regions.ts';
import { comparePlaces, inlineNumber, placeholderList } from './statement-edits.ts';
import { tokenise } from './tokens.ts';
import type { Holder } from './values.ts';

type Conditional = Extract<Expression, { k: 'conditional' }>;

/** Text that is in a statement or not. */
interface Piece {
  /** The index of its part in the statement. */
  readonly part: number;
  readonly test: Expression;
  readonly then: Branch;
  readonly else: Branch;
}

interface Branch {
  readonly parts: readonly Part[];
  readonly values: readonly Conversion[];
}

/** What is known of a statement with text that may be in it. */
interface Subject {
  readonly code: Code;
  readonly parts: readonly Part[];
  readonly conversions: Conversions;
  readonly driver: Driver;
  readonly holder: Holder;
}

/**
 * Binds the values of a statement with pieces that a test puts in or leaves out: `` ${name ? `AND name = '${name}'` : ''} ``.
 * Only for calls that have no values yet.
 */
export function bindOptional(subject: Subject, context: FixContext): readonly TextEdit[] | undefined {
  const { code, parts, conversions, driver, holder } = subject;
  const tokens = tokenise(parts, driver);
  if (holder.give === undefined || (driver.style !== 'dollar' && driver.style !== 'question')) return undefined;
  if (tokens === undefined || tokens.some((token) => token.t === 'placeholder') || conversions.structural.length > 0) return undefined;
  if (driver.style === 'question' && parts.some((part) => part.kind !== 'hole' && part.text.includes('?'))) return undefined;
  const reader = new PieceReader(code, context, driver);
  const pieces = conversions.opaque.map((index) => reader.read(parts, index));
  const known = pieces.filter((piece) => piece !== undefined);
  if (known.length === 0 || known.length < pieces.length) return undefined;
  const inline = conversions.inline.map(({ hole, code: written }) => inlineNumber(hole, written));
  const bound = driver.style === 'dollar' && known.length > 1 ? pushed(subject, known) : listed(subject, known);
  return bound === undefined ? undefined : [...inline, ...reader.edits, ...bound];
}

class PieceReader {
  readonly edits: TextEdit[] = [];
  private readonly code: Code;
  private readonly context: FixContext;
  private readonly driver: Driver;

  constructor(code: Code, context: FixContext, driver: Driver) {
    this.code = code;
    this.context = context;
    this.driver = driver;
  }

  read(parts: readonly Part[], part: number): Piece | undefined {
    const hole = parts[part];
    const choice = hole?.kind === 'hole' ? this.findChoice(hole.expression) : undefined;
    if (choice === undefined) return undefined;
    const [then, otherwise] = [this.branch(choice.then), this.branch(choice.else)];
    return then === undefined || otherwise === undefined ? undefined : { part, test: choice.test, then, else: otherwise };
  }

  /** The choice that stands in the text, or is held in a constant for it alone. */
  private findChoice(e: Expression): Conditional | undefined {
    const held = e.k === 'name' && this.code.readsOf(e.binding).length === 1 ? findInitial(this.code.facts, e.binding) : e;
    return held?.k === 'conditional' ? held : undefined;
  }

  private branch(e: Expression): Branch | undefined {
    if (findConstantText(this.context, this.code.file, e) !== undefined) return { parts: [], values: [] };
    const parts = isBuiltText(e) ? readParts(this.code, this.context, e) : undefined;
    const tokens = parts === undefined ? undefined : tokenise(parts, this.driver);
    if (parts === undefined || tokens === undefined || tokens.some((token) => token.t === 'placeholder')) return undefined;
    if (this.driver.style === 'question' && parts.some((part) => part.kind !== 'hole' && part.text.includes('?'))) return undefined;
    const found = findConversions(parts, tokens, this.driver, this.code, this.context);
    if (found.opaque.length > 0 || found.structural.length > 0) return undefined;
    for (const { hole, code } of found.inline) this.edits.push(inlineNumber(hole, code));
    return { parts, values: found.values };
  }
}

/** All values in one array, those of a piece by the same test: `[org, ...(name ? [name] : [])]`. */
function listed({ code, parts, conversions, driver, holder }: Subject, pieces: readonly Piece[]): readonly TextEdit[] | undefined {
  const own = [...conversions.values].sort((a, b) => comparePlaces(a.from, b.from));
  const moved = [
    ...own.flatMap((value) => value.expressions),
    ...pieces.flatMap(({ test, then, else: otherwise }) => [
      test,
      ...[...then.values, ...otherwise.values].flatMap((value) => value.expressions),
    ]),
  ];
  // The test is made once more for the values.
  if (!pieces.every(({ test }) => isStable(test))) return undefined;
  if (!moved.every((e) => holder.targets.every((target) => canMove(code, e, target)))) return undefined;
  const edits = [
    ...own.map((value, index) => write(parts, value, driver, code, index + 1)),
    ...pieces.flatMap(({ then, else: otherwise }) =>
      [then, otherwise].flatMap((branch) =>
        branch.values.map((value, index) => write(branch.parts, value, driver, code, own.length + index + 1)),
      ),
    ),
  ];
  const known = edits.filter((edit) => edit !== undefined);
  const [only] = pieces;
  const array =
    own.length === 0 && pieces.length === 1 && only !== undefined
      ? choiceOf(code, only)
      : `[${inOrder(own, pieces, driver)
          .map((item) => ('part' in item ? `...(${choiceOf(code, item)})` : codeOf(item)))
          .join(', ')}]`;
  return known.length < edits.length ? undefined : [...known, ...(holder.give?.(array) ?? [])];
}

/** Values and pieces as they come in the text; numbered placeholders have those of the piece last. */
function inOrder(own: readonly Conversion[], pieces: readonly Piece[], driver: Driver): readonly (Conversion | Piece)[] {
  if (driver.style === 'dollar') return [...own, ...pieces];
  const partOf = (item: Conversion | Piece): number => ('part' in item ? item.part : item.from.part);
  return [...own, ...pieces].sort((a, b) => partOf(a) - partOf(b));
}

function choiceOf(code: Code, { test, then, else: otherwise }: Piece): string {
  const array = (branch: Branch): string => `[${branch.values.map(codeOf).join(', ')}]`;
  return `${code.text.slice(test.start, test.end)} ? ${array(then)} : ${array(otherwise)}`;
}

const codeOf = ({ value, spread }: Conversion): string => (spread ? `...${value}` : value);

/** Each piece adds its values as it is put in: `` `AND name = $${params.push(name)}` ``. */
function pushed({ code, parts, conversions, driver, holder }: Subject, pieces: readonly Piece[]): readonly TextEdit[] | undefined {
  const roots = [...parts, ...pieces.flatMap(({ then, else: otherwise }) => [...then.parts, ...otherwise.parts])].map((part) => part.root);
  const [first] = [...roots].sort((a, b) => a.start - b.start);
  const around = first === undefined ? 0 : functionAround(code.facts, first);
  const placed = first === undefined ? undefined : code.statementOf(first);
  const fn = code.facts.functions[around];
  if (placed === undefined || fn === undefined || around === 0) return undefined;
  if (!roots.every((root) => functionAround(code.facts, root) === around)) return undefined;
  const array = freeLocal(code, fn, ['params', 'values', 'sqlParams']);
  const own = [...conversions.values].sort((a, b) => comparePlaces(a.from, b.from));
  const start = { start: placed.statement.start, end: placed.statement.start };
  if (!own.every((value) => value.expressions.every((e) => canMove(code, e, start)))) return undefined;
  const isTyped = /\.[cm]?tsx?$/.test(code.file);
  const declared = lineBefore(code, placed, `const ${array}${isTyped ? ': unknown[]' : ''} = [${own.map(codeOf).join(', ')}]`);
  const edits = [
    declared,
    ...own.map((value, index) => write(parts, value, driver, code, index + 1)),
    ...pieces.flatMap(({ then, else: otherwise }) =>
      [then, otherwise].flatMap((branch) =>
        branch.values.map((value) =>
          replaceStretch(branch.parts, value.from, value.to, {
            sql: `${value.before}$`,
            code: `${array}.push(${value.value})`,
            after: value.after,
          }),
        ),
      ),
    ),
  ];
  const known = edits.filter((edit) => edit !== undefined);
  return known.length < edits.length ? undefined : [...known, ...(holder.give?.(array) ?? [])];
}

function write(parts: readonly Part[], value: Conversion, driver: Driver, code: Code, number: number): TextEdit | undefined {
  const placeholder = driver.style === 'question' ? '?' : `$${number}`;
  const list = value.spread ? { sql: '', code: placeholderList(value.value, code) } : undefined;
  return replaceStretch(parts, value.from, value.to, list ?? { sql: value.before + placeholder + value.after });
}
