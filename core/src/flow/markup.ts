import type { Location } from '../model/index.ts';
import { headersGiven } from './answer-headers.ts';
import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import { tellSink } from './sinks.ts';
import type { State } from './state.ts';
import { anything, findPrefix, type ObjectId, type RowOf, shaped, type Taint, type Value } from './value.ts';

/** Where the content type of an answer is kept that was set by now. */
const typeField = '@type';

/** `res.type('html')`, `res.setHeader('Content-Type', 'text/html')`: the answer remembers its type. */
export function setContentType(m: Machine, call: Pick<Call, 'receiver' | 'args'>, type: Value | undefined, state: State): void {
  const answer = answerOf(m, call);
  if (answer !== undefined) m.setField(answer, typeField, type ?? anything, state);
}

/** The answer that a call is about: what it is called on, or what it is given first. */
function answerOf(m: Machine, { receiver, args }: Pick<Call, 'receiver' | 'args'>): ObjectId | undefined {
  for (const value of [receiver, args[0]])
    for (const shape of value?.shapes ?? []) if (shape.k === 'object' && m.info(shape.id).kind === 'adapter') return shape.id;
  return undefined;
}

/** Which inputs browsers take for markup, of those in what a call answers with. */
export function markupInputs(m: Machine, row: RowOf<'sink'>, input: Value, call: Call, state: State): readonly Taint[] {
  const taints = input.taints.filter((taint) => isText(input, taint));
  if (taints.length === 0 || row.markup === undefined) return taints;
  return isMarkup(row.markup, typeOf(m, row, call, state), input) ? taints : [];
}

/** The content type that was set: undefined where none was, '' where it is not known. */
function typeOf(m: Machine, row: RowOf<'sink'>, call: Call, state: State): string | undefined {
  const given = row.headers === undefined ? undefined : headersGiven(m, { at: row.headers }, call, state);
  const header = given?.find(({ name }) => name === 'content-type')?.value;
  const answer = answerOf(m, call);
  const type = header ?? (answer === undefined ? undefined : m.getField(answer, typeField, state));
  return type === undefined ? undefined : (findPrefix(type) ?? '').toLowerCase();
}

function isMarkup(markup: NonNullable<RowOf<'sink'>['markup']>, type: string | undefined, input: Value): boolean {
  if (type !== undefined) return /^\.?(?:text\/html|html?$|application\/xhtml|image\/svg|svg$)/.test(type.trim());
  const start = findPrefix(input) ?? '';
  if (markup === 'sniffed') return /<[a-z!]/i.test(start);
  return markup === 'text' || (markup === 'leading' && /^\s*(?:<|$)/.test(start));
}

/** True where the value is text with the input in it: objects and numbers are sent as JSON. */
function isText(value: Value, taint: Taint): boolean {
  if (value.shapes.some((shape) => shape.k !== 'text' && shape.k !== 'constant')) return false;
  // JSON alone is no markup; inside of a page it is.
  if (taint.cleared.has('code')) return (findPrefix(value) ?? '').includes('<');
  if (value.shapes.some((shape) => shape.k === 'text')) return true;
  if (taint.path === '' || taint.validated !== undefined) return false;
  return taint.part === 'query' || taint.part === 'params' || taint.cleared.has('nosql');
}

/** What a function of the framework returns is the answer. */
export function tellMarkup(
  m: Machine,
  markup: RowOf<'sink'>['markup'],
  value: Value,
  answer: ObjectId | undefined,
  place: Place,
  state: State,
): void {
  const { at, name } = place;
  const receiver = answer === undefined ? undefined : shaped({ k: 'object', id: answer });
  const call: Call = { args: [], expressions: [], receiver, at, nameAt: at, name, activation: undefined, open: false, construct: false };
  const row: RowOf<'sink'> = {
    row: 'sink',
    target: { export: name },
    danger: 'html',
    at: { argument: 0 },
    ...(markup !== undefined && { markup }),
  };
  tellSink(m, row, value, call, at, state);
}

interface Place {
  readonly at: Location;
  /** What the answer is, in messages. */
  readonly name: string;
}
