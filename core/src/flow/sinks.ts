import { isBelow } from '../base/versions.ts';
import type { Danger, LibraryKey, OptionIs, Place } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import { setHeaders } from './answer-headers.ts';
import type { Call } from './calls.ts';
import { operatorInputs } from './filters.ts';
import { isShown } from './input-tests.ts';
import type { Machine } from './machine.ts';
import { markupInputs, setContentType } from './markup.ts';
import { credentialWithin, elementsOf, taintsWithin } from './objects.ts';
import { asksForRights, lookedUp, placeLocation, placeValue, storeParameters, tentatively } from './rows.ts';
import type { State } from './state.ts';
import { statementStart } from './statement-text.ts';
import { anything, findConstant, findPrefix, findString, type RowOf, type Taint, type Value } from './value.ts';

/** A call of which an argument is dangerous to choose. */
export function applySink(m: Machine, row: RowOf<'sink'>, call: Call, result: Value, state: State): Value | undefined {
  const input = placeValue(m, row.at, call, state);
  if (input === undefined) return result;
  const looksUnknown = 'export' in row.target && row.note === 'unresolved-receiver';
  if (looksUnknown && !statementStart.test(findPrefix(input) ?? '')) return undefined;
  const credential = call.args.map((v) => credentialWithin(m, v, state)).find((c) => c !== undefined);
  if (row.danger === 'sql') storeParameters(m, row, input, call, state, credential);
  tellSink(m, row, input, call, placeLocation(row.at, call), state);
  if (answering.has(row.danger)) return result;
  const given = call.args.flatMap((v) => taintsWithin(m, v, state));
  if (given.length > 0 && !itself.has(row.danger)) m.listener?.({ kind: 'passed-on', taints: given, at: call.at, callee: call.name });
  if (credential !== undefined) {
    if (asksForRights(call)) m.listener?.({ kind: 'caller-used', at: call.at });
    return lookedUp(result, call, credential);
  }
  return given.length > 0 ? tentatively(result, call, given) : result;
}

/** What is given to a statement, a filter or a pattern is not handed on to anything else. */
const itself: ReadonlySet<Danger> = new Set(['sql', 'nosql', 'regex']);
/** Dangers of places that do no more than contact an address or answer the request. */
const answering: ReadonlySet<Danger> = new Set(['url', 'redirect', 'html', 'header', 'log']);

/** Tells of the input in a value that is dangerous at the place of a row. */
export function tellSink(m: Machine, row: RowOf<'sink'>, input: Value, call: Call, at: Location, state: State): void {
  const taints = reaching(m, row, input, call, state);
  if (taints.length > 0) m.listener?.({ kind: 'sink', danger: row.danger, row, taints, at, call: call.at, callee: call.name });
}

/** Of a call that an adapter follows itself: what rows say of dangerous arguments. */
export function tellSinks(m: Machine, key: LibraryKey, call: Call, state: State): void {
  if (m.listener === undefined) return;
  for (const row of m.catalog.rows(key)) {
    if (row.row === 'sink' && answering.has(row.danger)) applySink(m, row, call, anything, state);
    if (row.row === 'answer-headers') setHeaders(m, row, call, state);
    if (row.row === 'content-type') setContentType(m, call, call.args[row.argument], state);
  }
}

/** The input that is dangerous at the place. */
function reaching(m: Machine, row: RowOf<'sink'>, input: Value, call: Call, state: State): readonly Taint[] {
  if (row.only !== undefined && !holds(m, row.only, call, state)) return [];
  if (row.below !== undefined && !isOlder(m, row.below, call)) return [];
  if (row.written === true && !isWritten(m, row.at, call, state)) return [];
  if (row.named !== undefined && !row.named.is.includes(programName(call.args[row.named.argument]))) return [];
  // The text of a statement is no object, and what a call nobody knows has made of input may be something else.
  if (row.danger === 'nosql') return operatorInputs(m, row, input, state);
  if (row.danger === 'sql')
    return input.shapes.some((s) => s.k === 'object') ? [] : input.taints.filter((taint) => !taint.cleared.has('sql'));
  // What is not text is written with its line breaks escaped.
  if (row.danger === 'log' && !input.shapes.some((s) => s.k === 'text')) return [];
  const isRaw = input.shapes.length === 0;
  const given = row.danger === 'html' ? markupInputs(m, row, input, call, state) : taintsAt(m, row, input, state);
  return given.filter(
    (taint) =>
      taint.unsure !== true &&
      !taint.cleared.has(row.danger) &&
      row.orWithout?.some((danger) => taint.cleared.has(danger) || isShown(state, taint, danger)) !== true &&
      (row.whole !== true || (taint.path === '' && taint.validated === undefined && taint.picked !== true)) &&
      (row.refusesDots !== true || isRaw || taint.resolved === true) &&
      !isShown(state, taint, row.danger),
  );
}

const isOlder = (m: Machine, versions: Readonly<Record<string, string>>, { at }: Call): boolean =>
  Object.entries(versions).some(([name, version]) => isBelow(m.program.range(at.file, name), version));

/** `{ $where: text }`, where the object is one of the program's and has that field. */
function isWritten(m: Machine, at: Place, call: Call, state: State): boolean {
  if (!('argument' in at) || at.field === undefined) return true;
  const { argument, field } = at;
  return call.args[argument]?.shapes.some((shape) => shape.k === 'object' && m.getField(shape.id, field, state) !== undefined) === true;
}

function taintsAt(m: Machine, row: RowOf<'sink'>, input: Value, state: State): readonly Taint[] {
  if (row.inside === undefined) return input.taints;
  if (row.inside === 'all') return taintsWithin(m, input, state);
  const { after } = row.inside;
  const elements = elementsOf(m, input, state) ?? [];
  const index = elements.findIndex((element) => after.includes(findString(element) ?? ''));
  return index < 0 ? [] : (elements[index + 1]?.taints ?? []);
}

/** `/bin/sh` is `sh`. */
function programName(value: Value | undefined): string {
  const text = value === undefined ? undefined : findString(value);
  return text?.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '') ?? '';
}

/** Whether the call has the option, as far as is known; what is not known does not hold. */
function holds(m: Machine, { argument, field, is }: OptionIs, call: Call, state: State): boolean {
  const arg = call.args[argument];
  if (field === undefined) {
    if (is === 'absent') return arg === undefined && !call.open;
    return arg !== undefined && (is === 'present' || findConstant(arg)?.value === is);
  }
  if (arg === undefined) return is === 'absent' && !call.open;
  const objects = arg.shapes.flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
  const fields = objects.map((id) => m.getField(id, field, state));
  if (is === 'absent')
    return (
      !(arg.open && arg.shapes.length === 0) && objects.every((id) => !m.info(id).open) && fields.every((value) => value === undefined)
    );
  const [value] = fields;
  if (value === undefined) return false;
  const known = findConstant(value);
  return is === 'present' ? known === undefined || Boolean(known.value) : known?.value === is;
}
