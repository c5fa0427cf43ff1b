import type { Location } from '../model/index.ts';
import type { Expression } from '../syntax/facts.ts';
import type { Activation } from './activation.ts';
import { type Call, invoke, namePlace } from './calls.ts';
import { evaluate, text } from './expressions.ts';
import type { Machine } from './machine.ts';
import { taintsWithin } from './objects.ts';
import { render } from './render.ts';
import { applyRows } from './rows.ts';
import type { State } from './state.ts';
import { anything, type CallRecord, isStrong, shaped, type Value } from './value.ts';

export function evaluateTagged(m: Machine, e: Extract<Expression, { k: 'tagged' }>, a: Activation, state: State): Value {
  const at: Location = { file: a.frame.file, start: e.start, end: e.end };
  const receiver = e.tag.k === 'member' ? evaluate(m, e.tag.object, a, state) : undefined;
  const tag = evaluate(m, e.tag, a, state);
  const holes = e.holes.map((hole) => evaluate(m, hole, a, state));
  const [shape] = tag.shapes;
  if (shape?.k === 'library') {
    const call: Call = {
      args: holes,
      expressions: e.holes,
      receiver: shape.receiver ?? receiver,
      at,
      nameAt: namePlace(e.tag, at),
      name: render(e.tag),
      activation: a,
      open: false,
      construct: false,
    };
    const made: CallRecord = { callee: `${shape.key}\`\``, args: holes, at, options: [] };
    const result = shaped({ k: 'library', key: m.catalog.called(shape.key), made });
    // The tag decides what happens to the holes: rows of the tag itself speak of `${shape.key}` as a template.
    return applyRows(m, `${shape.key}\`\``, call, result, state) ?? storeHoles(m, e, holes, call, result, state);
  }
  const built = text(e.quasis, holes, at);
  if (shape?.k === 'closure') {
    const strings = m.makeArray(
      state,
      e.quasis.map((q) => ({ ...anything, shapes: [{ k: 'constant' as const, value: q }], open: false })),
    );
    return invoke(m, { closure: shape.closure, args: [strings, ...holes], at, state });
  }
  return built;
}

/** A query tag sends its holes as parameters: they are looked up or kept, not executed. */
function storeHoles(
  m: Machine,
  e: Extract<Expression, { k: 'tagged' }>,
  holes: readonly Value[],
  call: Call,
  result: Value,
  state: State,
): Value {
  const taints = holes.flatMap((hole) => taintsWithin(m, hole, state));
  const statement = (e.quasis[0] ?? '').trimStart().slice(0, 12).toUpperCase();
  const access = statement.startsWith('DELETE') ? 'delete' : /^(INSERT|UPDATE|REPLACE|MERGE)/.test(statement) ? 'write' : 'read';
  if ((taints.length > 0 || access !== 'read') && /^(SELECT|WITH|INSERT|UPDATE|DELETE|REPLACE|MERGE)/.test(statement)) {
    m.listener?.({ kind: 'store', access, taints, at: call.at, callee: call.name, proven: isStrong(state.proof) });
  }
  const credential = holes.map((hole) => hole.credential).find((c) => c !== undefined);
  if (credential === undefined) return result;
  const identity = { level: 'identity' as const, at: call.at, what: `${call.name}\`…\`` };
  return { ...result, credential: identity, whenTruthy: { at: call.at, what: identity.what } };
}
