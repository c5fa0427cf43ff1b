import type { LibraryKey, OptionIs } from '../libraries/index.ts';
import type { Call } from './calls.ts';
import { callValue, invoke } from './calls.ts';
import type { Machine } from './machine.ts';
import { optionsOf } from './options.ts';
import type { State } from './state.ts';
import {
  anything,
  type CallRecord,
  findConstant,
  type Primitive,
  type Proof,
  type RowOf,
  shaped,
  undefinedValue,
  type Value,
} from './value.ts';

/** What a guard row does, its options considered. */
export function guardEffect(row: RowOf<'guard'>, made: CallRecord | undefined): RowOf<'guard'>['does'] {
  for (const exception of row.except ?? []) if (made !== undefined && optionHolds(exception.when, made)) return exception.does;
  return row.does;
}

export function optionHolds(option: OptionIs, made: CallRecord): boolean {
  if (option.field === undefined) {
    const arg = made.args[option.argument];
    return option.is === 'absent'
      ? arg === undefined
      : arg !== undefined && (option.is === 'present' || findConstant(arg)?.value === option.is);
  }
  const value: Primitive | 'present' | undefined = made.options[option.argument]?.get(option.field);
  const there = made.options[option.argument]?.has(option.field) === true;
  if (option.is === 'present') return there;
  if (option.is === 'absent') return !there;
  return there && value === option.is;
}

/** A guard row applied to a call inside a function. */
export function applyGuard(m: Machine, row: RowOf<'guard'>, key: LibraryKey, call: Call, result: Value, state: State): Value {
  if (row.as === 'wrapper') return result;
  m.listener?.({ kind: 'credential', at: call.at });
  const made: CallRecord = { callee: key, args: call.args, at: call.at, options: optionsOf(m, call.args, state) };
  const does = guardEffect(row, made);
  if (does !== 'decodes' && does !== 'optional' && does !== 'signs-in') m.listener?.({ kind: 'verified', at: call.at });
  const what = `\`${call.name}(…)\``;
  const proof: Proof = { at: call.at, what, ...(does === 'signature' && { signature: true }) };
  const identity: Value = {
    shapes: result.shapes,
    open: true,
    taints: [],
    credential: { level: 'identity', at: call.at, what: `${call.name}(…)` },
    whenTruthy: proof,
  };
  const wrap = (inner: Value, settled?: Proof): Value =>
    row.async === true ? shaped({ k: 'promise', inner, ...(settled !== undefined && { proof: settled }) }) : inner;
  switch (does) {
    case 'enforces':
    case 'verifies':
    case 'signature':
      return verification(m, row, call, identity, proof, wrap, state);
    case 'attaches': {
      const [callback] = (row.callback === undefined ? undefined : call.args[row.callback])?.shapes ?? [];
      // `withSession(request, async (error, session) => …)`: its result is the callback's.
      if (callback?.k === 'closure')
        return invoke(m, { closure: callback.closure, args: [anything, identity], at: call.at, state, open: true });
      return wrap(attached(m, row, identity, proof, state));
    }
    case 'checks':
      return wrap({ ...anything, whenTruthy: proof });
    case 'decodes': {
      const unverified = row.claims !== false && { unverified: true as const };
      const decoded: Value = {
        ...anything,
        taints: call.args.flatMap((arg) => arg.taints),
        credential: { level: 'presented', at: call.at, what: `${call.name}(…)`, ...unverified },
        whenTruthy: { ...proof, what: `a token decoded, not verified, by ${what}`, weak: true, ...unverified },
      };
      return wrap(attached(m, row, decoded, decoded.whenTruthy ?? proof, state));
    }
    case 'signs-in':
      m.listener?.({ kind: 'issues-credential', at: call.at, what: 'session', callee: call.name });
      return wrap(result);
    case 'optional':
      return wrap(result);
  }
}

/** A call that throws on a bad credential, or says so to its callback. */
function verification(
  m: Machine,
  row: RowOf<'guard'>,
  call: Call,
  identity: Value,
  proof: Proof,
  wrap: (inner: Value, settled?: Proof) => Value,
  state: State,
): Value {
  const callback =
    row.callback === undefined
      ? undefined
      : call.args
          .slice(row.callback)
          .flatMap((arg) => arg.shapes)
          .find((shape) => shape.k === 'closure');
  if (callback?.k === 'closure') {
    const error: Value = { ...anything, whenFalsy: proof };
    invoke(m, { closure: callback.closure, args: [error, identity], at: call.at, state, open: true });
    return anything;
  }
  const next = row.callback === undefined ? undefined : call.args.slice(row.callback).find((arg) => arg.shapes.some((s) => s.k === 'hook'));
  if (next !== undefined) {
    // `request.jwtVerify(done)`: whoever comes next gets the error.
    const error: Value = { ...anything, whenFalsy: proof };
    callValue(m, next, { ...call, args: [error, identity], expressions: [], receiver: undefined }, state);
    return undefinedValue;
  }
  if (row.async === true) return wrap(identity, proof);
  m.tries.at(-1)?.push(state.fork());
  state.proof = proof;
  return identity;
}

/** The session-like result: falsy without identity, or an object some of whose fields are. */
function attached(m: Machine, row: RowOf<'guard'>, identity: Value, proof: Proof, state: State): Value {
  if (row.identity === undefined || row.identity.length === 0) return identity;
  const root: Record<string, Value> = {};
  for (const path of row.identity) {
    const [first, ...rest] = path.split('.');
    if (first === undefined) continue;
    let value: Value = {
      ...anything,
      credential: { ...(identity.credential ?? { level: 'identity', at: proof.at }), what: path },
      whenTruthy: { ...proof, what: `\`${path}\` of ${proof.what}` },
    };
    for (const name of rest.reverse()) value = m.makeObject(state, { [name]: value }, { kind: 'plain', open: true });
    root[first] = value;
  }
  const [shape] = m.makeObject(state, root, {
    kind: 'plain',
    open: true,
    ...(identity.shapes[0]?.k === 'library' && { key: identity.shapes[0].key }),
  }).shapes;
  return shape === undefined ? identity : shaped(shape);
}
