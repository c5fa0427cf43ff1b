import { type Call, callValue, invoke } from './calls.ts';
import { guardEffect } from './guard-rows.ts';
import { callHooked } from './handed-on.ts';
import type { Machine } from './machine.ts';
import { delegate } from './rows.ts';
import type { State } from './state.ts';
import { anything, type Shape, type Value } from './value.ts';

/**
 * A package's middleware that the workspace's own code applies: `passport.authenticate('jwt', callback)(req, res, next)`.
 * Its callback gets the identity; without one, `next` is called for callers that have passed.
 */
export function applyMiddleware(m: Machine, target: Extract<Shape, { k: 'library' }>, call: Call, state: State): Value | undefined {
  const { made } = target;
  // The factory's own result, not a method of it (`guard.unless(…)`).
  if (made === undefined || call.construct || target.key !== m.catalog.called(made.callee)) return undefined;
  for (const row of m.catalog.rows(made.callee)) {
    if (row.row === 'delegates') {
      delegate(m, row, { ...call, args: made.args }, state);
      return anything;
    }
    if (row.row === 'neutral-middleware' && row.made === 'call') {
      callHooked(m, call, state);
      return anything;
    }
    if (row.row !== 'guard' || row.as !== 'middleware-factory') continue;
    const does = guardEffect(row, made);
    const proof = { at: call.at, what: `\`${call.name}\`` };
    const callback =
      row.callback === undefined
        ? undefined
        : made.args
            .slice(row.callback)
            .flatMap((arg) => arg.shapes)
            .find((shape) => shape.k === 'closure');
    if (callback?.k === 'closure') {
      const identity: Value = {
        ...anything,
        credential: { level: 'identity', at: call.at, what: 'the authenticated user' },
        whenTruthy: proof,
      };
      return invoke(m, { closure: callback.closure, args: [anything, identity], at: call.at, state, open: true });
    }
    const passed = state.fork();
    if (does === 'enforces' || does === 'verifies' || does === 'signature') passed.proof = proof;
    const next = call.args.find((arg) => arg.shapes.some((s) => s.k === 'hook')) ?? call.args[2];
    if (next !== undefined) callValue(m, next, { ...call, args: [], expressions: [], receiver: undefined }, passed);
    const stopped = state.fork();
    state.join(passed, stopped);
    return anything;
  }
  return undefined;
}
