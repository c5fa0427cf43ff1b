import type { Danger } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import type { Expression } from '../syntax/facts.ts';
import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import { setContentType } from './markup.ts';
import { elementsOf } from './objects.ts';
import { placeLocation, placeValue } from './rows.ts';
import { tellSink } from './sinks.ts';
import type { State } from './state.ts';
import { findString, type RowOf, type Shape, type Value } from './value.ts';

/** One header that a call gives the answer. */
interface Header {
  /** In small letters; undefined where it is not known. */
  readonly name: string | undefined;
  readonly value: Value;
  readonly at: Location;
}

/** Headers whose text has a grammar of its own, in which input may write what it likes. */
const structured: ReadonlyMap<string | undefined, string> = new Map([
  ['content-disposition', 'a file name that is neither quoted nor encoded'],
  ['set-cookie', 'the text of a cookie with its attributes'],
]);

/** Headers of the answer are set. */
export function setHeaders(m: Machine, row: RowOf<'answer-headers'>, call: Call, state: State): void {
  const tell = (danger: Danger, value: Value, at: Location, as?: string): void => {
    const { target } = row;
    tellSink(m, { row: 'sink', target, danger, at: row.at, ...(as !== undefined && { as }) }, value, call, at, state);
  };
  for (const { name, value, at } of headersGiven(m, row, call, state)) {
    if (name === 'content-type') setContentType(m, call, value, state);
    if (name === 'location') tell('redirect', value, at);
    // What a package has made of it is encoded, or of another kind.
    const as = structured.get(name);
    if (as !== undefined && !value.shapes.some((shape) => shape.k === 'library'))
      tell('header', { ...value, taints: (elementsOf(m, value, state) ?? [value]).flatMap((one) => one.taints) }, at, as);
  }
  const given = placeValue(m, row.at, call, state);
  // `X-Meta-${key}` stays among headers of its own.
  const isName = 'argument' in row.at && row.at.field === undefined && call.args[row.at.argument + 1] !== undefined;
  if (given !== undefined && isName && given.shapes.every(isEmptyText))
    tell('header', given, placeLocation(row.at, call), 'the name of a header');
}

const isEmptyText = (shape: Shape): boolean => shape.k === 'text' && shape.prefix === '';

/** The headers that a call is given. */
export function headersGiven(m: Machine, { at }: Pick<RowOf<'answer-headers'>, 'at'>, call: Call, state: State): readonly Header[] {
  const given = placeValue(m, at, call, state);
  if (given === undefined || !('argument' in at)) return [];
  const objects = given.shapes.flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
  const whole = placeLocation(at, call);
  const fields = objects.flatMap((id) =>
    [...m.info(id).fields].flatMap((name): readonly Header[] => {
      const value = m.getField(id, name, state);
      const written = valueIn(call.expressions[at.argument], at.field === undefined ? [name] : [...at.field.split('.'), name]);
      const place = written === undefined ? whole : { file: whole.file, start: written.start, end: written.end };
      return value === undefined ? [] : [{ name: name.toLowerCase(), value, at: place }];
    }),
  );
  const next = call.args[at.argument + 1];
  if (at.field !== undefined || objects.length > 0 || next === undefined) return fields;
  const name = findString(given)?.toLowerCase();
  return [{ name, value: next, at: placeLocation({ argument: at.argument + 1 }, call) }];
}

/** The value of a property as it is written in a literal. */
function valueIn(e: Expression | undefined, path: readonly string[]): Expression | undefined {
  const [name, ...rest] = path;
  if (e === undefined || name === undefined) return e;
  if (e.k === 'cast') return valueIn(e.value, path);
  return e.k === 'object' ? valueIn(e.props.find((prop) => prop.key === name)?.value, rest) : undefined;
}
