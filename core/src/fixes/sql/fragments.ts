import type { TextEdit } from '../../model/index.ts';
import type { FixContext } from '../../rules/contract/rule.ts';
import type { BindingId, Expression } from '../../syntax/facts.ts';
import { children } from '../../syntax/walk.ts';
import { type Code, functionAround, type Placed } from '../validation/code.ts';
import { freeLocal } from '../validation/naming.ts';
import { findDeclared } from './constants.ts';
import { type Conversion, findConversions } from './conversions.ts';
import type { Driver } from './driver.ts';
import { lineAfter, runBefore } from './lines.ts';
import { canMove, writesOf } from './moving.ts';
import { isBuiltText, type Part, readParts } from './parts.ts';
import { replaceStretch } from './regions.ts';
import { isLogged } from './statement.ts';
import { inlineNumber, placeholderList } from './statement-edits.ts';
import { takesParameters, tokenise } from './tokens.ts';
import type { Holder } from './values.ts';

type Name = Extract<Expression, { k: 'name' }>;

/** A statement whose text grows while the code runs. */
export interface Growing {
  /** The statement that declares what grows. */
  readonly declaration: Placed;
  /** Text that is there from the start. */
  readonly start: readonly (readonly Part[])[];
  /** Text that is added, perhaps, and the statement that adds it. */
  readonly added: readonly { readonly parts: readonly Part[]; readonly placed: Placed }[];
  /** The text that the pieces are put into at the end. */
  readonly frame: readonly Part[];
  /** The index in `frame` of the part that takes the pieces. */
  readonly slot: number;
}

/** `let sql = …; if (x) sql += …;`, or `const where = []; if (x) where.push(…);` with `${where.join(' AND ')}` in the text. */
export function findGrowing(code: Code, context: FixContext, given: Expression): Growing | undefined {
  if (given.k === 'cast') return findGrowing(code, context, given.value);
  return given.k === 'name' && (code.facts.bindings[given.binding]?.writes ?? 0) > 0
    ? appended(code, context, given)
    : collected(code, context, given);
}

function appended(code: Code, context: FixContext, name: Name): Growing | undefined {
  const initial = findDeclared(code.facts, name.binding);
  const declaration = initial === undefined ? undefined : code.statementOf(initial);
  const start = initial === undefined || !isBuiltText(initial) ? undefined : readParts(code, context, initial);
  if (declaration === undefined || start === undefined) return undefined;
  if (!code.readsOf(name.binding).every((read) => read === name || isLogged(code, read))) return undefined;
  const writes = writesOf(code, name.binding);
  const added = writes.map((write) => {
    const placed = code.statementOf(write);
    const isLine = placed?.statement.s === 'expression' && placed.statement.value === write;
    const parts =
      write.k === 'assign' && write.op === '+=' && isLine && write.end <= name.start ? readParts(code, context, write.value) : undefined;
    return placed === undefined || parts === undefined ? undefined : { placed, parts };
  });
  const known = added.filter((one) => one !== undefined);
  if (known.length !== added.length || known.length !== (code.facts.bindings[name.binding]?.writes ?? 0)) return undefined;
  return { declaration, start: [start], added: known, frame: [], slot: -1 };
}

function collected(code: Code, context: FixContext, given: Expression): Growing | undefined {
  const held = given.k === 'name' ? findDeclared(code.facts, given.binding) : given;
  if (
    held === undefined ||
    !(isBuiltText(held) || held.k === 'call') ||
    (given.k === 'name' && !code.readsOf(given.binding).every((read) => read === given || isLogged(code, read)))
  )
    return undefined;
  const frame = readParts(code, context, held);
  const slots = (frame ?? []).flatMap((part, index) => {
    const list = part.kind === 'hole' ? findJoinedName(code, part.expression) : undefined;
    return list === undefined ? [] : [{ index, list }];
  });
  const [slot, more] = slots;
  const initial = slot === undefined ? undefined : findDeclared(code.facts, slot.list);
  const declaration = initial === undefined ? undefined : code.statementOf(initial);
  if (
    frame === undefined ||
    slot === undefined ||
    more !== undefined ||
    initial?.k !== 'array' ||
    declaration === undefined ||
    code.facts.bindings[slot.list]?.writes !== 0
  )
    return undefined;
  const start = initial.elements.map((element) =>
    element === null || element.k === 'spread' ? undefined : readParts(code, context, element),
  );
  const added = code.readsOf(slot.list).flatMap((read) => pushesAt(code, context, read));
  const knownStart = start.filter((one) => one !== undefined);
  const knownAdded = added.filter((one) => one !== undefined);
  if (knownStart.length !== start.length || knownAdded.length !== added.length) return undefined;
  return { declaration, start: knownStart, added: knownAdded, frame, slot: slot.index };
}

/** What one use of the list adds to it: nothing for `.length` and `.join`; undefined for a use that is not understood. */
function pushesAt(code: Code, context: FixContext, read: Name): readonly (Growing['added'][number] | undefined)[] {
  const member = code.parentOf(read);
  if (member?.k !== 'member' || member.object !== read) return [undefined];
  if (member.property === 'length' || member.property === 'join') return [];
  const call = code.parentOf(member);
  const placed = call === undefined ? undefined : code.statementOf(call);
  if (member.property !== 'push' || call?.k !== 'call' || placed?.statement.s !== 'expression' || placed.statement.value !== call)
    return [undefined];
  return call.args.map((arg) => {
    const parts = arg.k === 'spread' ? undefined : readParts(code, context, arg);
    return parts === undefined ? undefined : { parts, placed };
  });
}

/** The list that is joined inside an expression, by way of constants. */
function findJoinedName(code: Code, e: Expression, depth = 0): BindingId | undefined {
  if (depth > 6) return undefined;
  if (e.k === 'call' && e.callee.k === 'member' && e.callee.property === 'join' && e.callee.object.k === 'name') {
    const { binding } = e.callee.object;
    return findDeclared(code.facts, binding)?.k === 'array' ? binding : undefined;
  }
  const initial = e.k === 'name' && code.facts.bindings[e.binding]?.writes === 0 ? findDeclared(code.facts, e.binding) : undefined;
  for (const inner of initial === undefined ? children(e) : [initial]) {
    const found = findJoinedName(code, inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Collects the values in an array while the text grows. Only for calls that have no values yet. */
export function bindGrowing(
  code: Code,
  context: FixContext,
  growing: Growing,
  driver: Driver,
  holder: Holder,
): readonly TextEdit[] | undefined {
  const around = functionAround(code.facts, growing.declaration.statement);
  const fn = code.facts.functions[around];
  const places = growing.added.map(({ placed }) => placed.statement);
  // Text that outlives one call, or grows by two pieces at once, would need values counted in another way.
  if (around === 0 || new Set(places).size < places.length || !places.every((place) => functionAround(code.facts, place) === around))
    return undefined;
  if (holder.give === undefined || fn === undefined || driver.style === 'colon' || driver.style === 'at') return undefined;
  const array = freeLocal(code, fn, ['params', 'values', 'sqlParams']);
  const binder = new Binder(code, context, driver, array);
  const [head] = growing.slot < 0 ? growing.start : [growing.frame];
  const opening = head === undefined ? undefined : tokenise(head, driver);
  if (opening === undefined || !takesParameters(opening)) return undefined;
  const atStart = growing.start.map((parts) => binder.bind(parts, { known: binder.count }));
  const lines = growing.added.map(({ parts, placed }) => binder.bindAdded(parts, placed));
  const frame = binder.bindFrame(growing);
  if (atStart.includes(undefined) || lines.includes(undefined) || frame === undefined || binder.total === 0) return undefined;
  const first = atStart.flatMap((values) => values ?? []);
  const isTyped = /\.[cm]?tsx?$/.test(code.file) && first.length > 0;
  const declared = lineAfter(
    code,
    growing.declaration,
    `const ${array}${isTyped ? ': unknown[]' : ''} = [${first.map(({ value }) => value).join(', ')}]`,
  );
  const isShort = frame.before.length === 0 && frame.after.length === 0;
  const written = isShort ? array : `[${[...frame.before, `...${array}`, ...frame.after].join(', ')}]`;
  if (
    declared === undefined ||
    !frame.values.every((value) => value.expressions.every((e) => holder.targets.every((target) => canMove(code, e, target))))
  )
    return undefined;
  return [declared, ...binder.edits, ...lines.flatMap((line) => line ?? []), ...holder.give(written)];
}

/** How many values there are before: a number, or as many as the array holds by then. */
type Before = { readonly known: number } | { readonly counted: string; readonly offset: number };

class Binder {
  readonly edits: TextEdit[] = [];
  total = 0;
  count = 0;
  private readonly code: Code;
  private readonly context: FixContext;
  private readonly driver: Driver;
  private readonly array: string;

  constructor(code: Code, context: FixContext, driver: Driver, array: string) {
    this.code = code;
    this.context = context;
    this.driver = driver;
    this.array = array;
  }

  /** Writes placeholders into parts; gives the values in order. */
  bind(parts: readonly Part[], before: Before): readonly Conversion[] | undefined {
    const values = this.valuesOf(parts);
    const written = values?.every((value, index) => this.write(parts, value, before, index, values.length));
    if (values === undefined || written !== true) return undefined;
    this.total += values.length;
    if ('known' in before) this.count += values.length;
    return values;
  }

  /** Text that is added: its values go into the array just before. */
  bindAdded(parts: readonly Part[], placed: Placed): readonly TextEdit[] | undefined {
    const values = this.bind(parts, { counted: `${this.array}.length`, offset: 0 });
    if (values === undefined || values.length === 0) return values === undefined ? undefined : [];
    const codes = values.map(({ value, spread }) => (spread ? `...${value}` : value));
    return runBefore(this.code, placed, `${this.array}.push(${codes.join(', ')})`);
  }

  /** The text around the pieces: its values come before and after the array's. */
  bindFrame({
    frame,
    slot,
  }: Growing):
    | { readonly before: readonly string[]; readonly after: readonly string[]; readonly values: readonly Conversion[] }
    | undefined {
    if (slot < 0) return { before: [], after: [], values: [] };
    const values = this.valuesOf(frame, slot);
    if (values === undefined) return undefined;
    const isDollar = this.driver.style === 'dollar';
    const early = isDollar ? [] : values.filter((value) => value.from.part < slot);
    const late = values.filter((value) => !early.includes(value));
    this.total += values.length;
    const done = values.every((value) =>
      this.write(frame, value, { counted: `${this.array}.length`, offset: late.indexOf(value) + 1 }, 0, 1),
    );
    const codes = (some: readonly Conversion[]): readonly string[] => some.map(({ value, spread }) => (spread ? `...${value}` : value));
    return done ? { before: codes(early), after: codes(late), values } : undefined;
  }

  private valuesOf(parts: readonly Part[], slot?: number): readonly Conversion[] | undefined {
    const tokens = tokenise(parts, this.driver);
    if (tokens === undefined || tokens.some((token) => token.t === 'placeholder')) return undefined;
    if (this.driver.style === 'question' && parts.some((part) => part.kind !== 'hole' && part.text.includes('?'))) return undefined;
    const found = findConversions(parts, tokens, this.driver, this.code, this.context);
    if (found.opaque.some((index) => index !== slot)) return undefined;
    for (const { hole, code } of found.inline) this.edits.push(inlineNumber(hole, code));
    return found.values;
  }

  private write(parts: readonly Part[], value: Conversion, before: Before, index: number, all: number): boolean {
    const edit = replaceStretch(parts, value.from, value.to, this.placeholder(value, before, index, all));
    if (edit !== undefined) this.edits.push(edit);
    return edit !== undefined;
  }

  private placeholder(value: Conversion, before: Before, index: number, all: number) {
    if (this.driver.style === 'question')
      return value.spread ? { sql: '', code: placeholderList(value.value, this.code) } : { sql: `${value.before}?${value.after}` };
    if ('known' in before) return { sql: `${value.before}$${before.known + index + 1}${value.after}` };
    const offset = before.offset > 0 ? before.offset : index + 1 - all;
    const code = offset === 0 ? before.counted : `${before.counted} ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}`;
    return { sql: `${value.before}$`, code, after: value.after };
  }
}
