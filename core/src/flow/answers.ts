import type { Location } from '../model/index.ts';
import type { Expression } from '../syntax/facts.ts';
import type { Call } from './calls.ts';
import type { Machine } from './machine.ts';
import { readMember } from './objects.ts';
import { placeValue } from './rows.ts';
import type { State } from './state.ts';
import { throwFrom } from './statements.ts';
import { anything, constant, findConstant, isStrong, type RowOf, shaped, type Value } from './value.ts';

/** A response row applied to a call. */
export function applyResponse(m: Machine, row: RowOf<'response'>, call: Call, state: State): Value {
  const status = statusOf(m, row, call, state);
  if (row.how === 'value') return shaped({ k: 'answer', status });
  if (row.how === 'throws') {
    m.listener?.({ kind: 'answer', status, at: call.at, proven: isStrong(state.proof), ...presenceIn(state) });
    if (isRefusal(status)) m.listener?.({ kind: 'rejects', at: call.at, status });
    throwFrom(m, state);
    if (isRefusal(status)) {
      m.listener?.({ kind: 'rejects', at: call.at, status });
      state.refused = { at: call.at, what: String(status) };
    }
    return anything;
  }
  const bare = call.args.length > 0 && call.expressions.every((e) => e !== undefined && isBare(e));
  answer(m, status, call.at, call.name, state, bare);
  noteSent(m, call, state);
  return call.receiver ?? anything;
}

/** Where it matters to the framework: the response remembers that it was sent, and a function that is over then ends here. */
function noteSent(m: Machine, call: Call, state: State): void {
  const [shape] = call.receiver?.shapes ?? [];
  const ends = shape?.k === 'object' ? m.getField(shape.id, '@ends', state) : undefined;
  if (shape?.k !== 'object' || ends === undefined) return;
  m.setField(shape.id, '@sent', constant(true), state);
  if (findConstant(ends)?.value === true) state.live = false;
}

function statusOf(m: Machine, row: RowOf<'response'>, call: Call, state: State): number | undefined {
  if (typeof row.status === 'number') return row.status;
  if (row.status === 'current') return carried(call) ?? statusSet(m, call, state);
  const place = placeValue(
    m,
    { argument: row.status.argument, ...(row.status.field !== undefined && { field: row.status.field }) },
    call,
    state,
  );
  const otherwise = row.status.otherwise === 'current' ? statusSet(m, call, state) : row.status.otherwise;
  if (place === undefined) return otherwise;
  if (row.status.argument === 0 && row.status.field === undefined && carried(call) !== undefined) return carried(call);
  const options = row.status.field === undefined && place.shapes.some((s) => s.k === 'object');
  const status = options ? readMember(m, place, 'status', call.at, state) : place;
  const { names } = row.status;
  const isGiven = status.open || status.shapes.some(({ k }) => k !== 'constant');
  return (
    statusAmong(names === undefined ? status : withNumbers(status, names), m.clauses > 0 && isGiven) ?? (isGiven ? undefined : otherwise)
  );
}

/** `{ code: 'UNAUTHORIZED' }`: statuses by their names. */
function withNumbers(value: Value, names: Readonly<Record<string, number>>): Value {
  return {
    ...value,
    shapes: value.shapes.map((s) => (s.k === 'constant' && typeof s.value === 'string' ? { k: 'constant', value: names[s.value] } : s)),
  };
}

/** The status of the answer that is sent: `reply.send(httpErrors.unauthorized())`. */
function carried(call: Call): number | undefined {
  const [shape, more] = call.args[0]?.shapes ?? [];
  return shape?.k === 'answer' && more === undefined ? shape.status : undefined;
}

/** The status that was set before. */
function statusSet(m: Machine, call: Call, state: State): number | undefined {
  const [shape] = call.receiver?.shapes ?? [];
  const set = shape?.k === 'object' ? m.getField(shape.id, '@status', state) : undefined;
  return set === undefined ? 200 : statusAmong(set, m.clauses > 0);
}

/**
 * One status of a value that may be several: a successful one where there is one. What falls back on errors alone
 * (`error.status || 500`) is the status of an error, and so is what is worked out in a `catch` clause (`handling`).
 */
export function statusAmong(value: Value, handling = false): number | undefined {
  const codes = value.shapes.flatMap((s) => (s.k === 'constant' && typeof s.value === 'number' ? [s.value] : []));
  const success = codes.find((code) => code < 400);
  return value.open && success !== undefined ? undefined : (success ?? codes[0] ?? (value.caught === true || handling ? 500 : undefined));
}

/** An answer was sent while the function goes on: refusals are remembered, a second answer after one is a defect. */
export function answer(m: Machine, status: number | undefined, at: Location, what: string, state: State, bare = false): void {
  if (state.refused?.pending === true) state.refused = undefined;
  if (state.refused !== undefined && (state.refused.signIn === true || /^40[13]$/.test(state.refused.what)))
    reportWentOn(m, state, at, `\`${what}\``);
  m.listener?.({ kind: 'answer', status, at, proven: isStrong(state.proof), ...(bare && { bare }) });
  if (isRefusal(status)) {
    m.listener?.({ kind: 'rejects', at, status });
    state.refused ??= { at, what: `${status}` };
  }
}

/** True for an expression that says no more than yes or no: `rows.length > 0`, `{ ok: true }`. */
function isBare(e: Expression): boolean {
  if (e.k === 'literal') return true;
  if (e.k === 'unary') return e.op === '!';
  if (e.k === 'binary') return /^([=!]==?|[<>]=?|in|instanceof)$/.test(e.op);
  if (e.k === 'logical') return isBare(e.left) && isBare(e.right);
  if (e.k === 'conditional') return isBare(e.then) && isBare(e.else);
  return e.k === 'object' && e.props.every((prop) => typeof prop.key === 'string' && isBare(prop.value));
}

/** What of a credential an answer given here tells: that there was one, and no more. */
export const presenceIn = ({ proof }: State): { readonly presence?: string } => (proof?.weak === true ? { presence: proof.what } : {});

/** 401 and 403, and redirects (to a sign-in page). */
export function isRefusal(status: number | undefined): boolean {
  return status === 401 || status === 403 || status === 302 || status === 303 || status === 307;
}

/** Code went on after a refusal was sent. */
export function reportWentOn(m: Machine, state: State, at: Location, what: string): void {
  const { refused } = state;
  if (refused === undefined || (refused.at.file === at.file && refused.at.start === at.start)) return;
  m.listener?.({ kind: 'went-on', refusal: refused.at, refusalText: refused.what, at, what, untested: refused.tag !== undefined });
}
