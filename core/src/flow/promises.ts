import type { Call } from './calls.ts';
import { callValue, invoke } from './calls.ts';
import { settle } from './expressions.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { anything, joinValues, shaped, undefinedValue, type Value } from './value.ts';

/** `then`, `catch`, `finally`. */
export function callPromise(m: Machine, name: string, receiver: Value, call: Call, state: State): Value {
  const wrap = (inner: Value, proof: State['proof']): Value => shaped({ k: 'promise', inner, ...(proof !== undefined && { proof }) });
  const before = state.proof;
  if (name === 'then') {
    const go = state.fork();
    const failed = state.fork();
    const inner = settle(receiver, go);
    const [onDone, onFailed] = call.args;
    let value: Value = onDone === undefined ? inner : callValue(m, onDone, { ...call, args: [inner], expressions: [], open: true }, go);
    value = settle(value, go);
    if (onFailed !== undefined) callValue(m, onFailed, { ...call, args: [anything], expressions: [], open: true }, failed);
    else failed.live = false;
    const proof = go.proof !== before && onFailed === undefined ? go.proof : undefined;
    state.join(go, ...(onFailed === undefined ? [] : [failed]));
    if (!state.live) state.live = true;
    state.proof = before;
    return wrap(value, proof);
  }
  const inner = receiver.shapes.find((s) => s.k === 'promise');
  const aside = state.fork();
  const on = state.fork();
  const [handler] = call.args;
  let caught: Value = undefinedValue;
  if (handler !== undefined)
    caught = callValue(
      m,
      handler,
      { ...call, args: name === 'catch' ? [{ ...anything, shapes: [], why: 'an error' }] : [], expressions: [], open: true },
      aside,
    );
  const recovers = name === 'catch' && aside.live;
  state.join(aside, on);
  state.live = true;
  state.proof = before;
  const value = inner?.k === 'promise' ? inner.inner : receiver;
  return wrap(recovers ? joinValues(value, caught) : value, recovers ? undefined : inner?.k === 'promise' ? inner.proof : undefined);
}

/** `new Promise((resolve, reject) => …)`: its value is what `resolve` is given; what held then holds after an await. */
export function newPromise(m: Machine, executor: Value, call: Call, state: State): Value {
  const before = state.proof;
  const settled: { value: Value; proof: State['proof'] }[] = [];
  const name = `resolve:${m.newTag()}`;
  m.suppliedFunctions.set(name, (args, _at, s) => {
    settled.push({ value: args[0] ?? undefinedValue, proof: s.proof });
    return undefinedValue;
  });
  const run = state.fork();
  const skip = state.fork();
  const [shape] = executor.shapes;
  if (shape?.k === 'closure')
    invoke(m, {
      closure: shape.closure,
      args: [shaped({ k: 'hook', name }), shaped({ k: 'hook', name: 'reject' })],
      at: call.at,
      state: run,
      open: true,
    });
  m.suppliedFunctions.delete(name);
  state.join(run, skip);
  state.proof = before;
  if (settled.length === 0) return shaped({ k: 'promise', inner: anything });
  const proof = settled.every((s) => s.proof !== undefined && s.proof !== before) ? settled[0]?.proof : undefined;
  return shaped({ k: 'promise', inner: settled.map((s) => s.value).reduce(joinValues), ...(proof !== undefined && { proof }) });
}
