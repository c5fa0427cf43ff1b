import { accept } from './accepted.ts';
import type { Call } from './calls.ts';
import { everyDanger } from './compare.ts';
import { validateParts } from './declared-inputs.ts';
import { cellOf } from './expressions.ts';
import type { Machine } from './machine.ts';
import { taintsWithin } from './objects.ts';
import { type SchemaContent, schemaContent, schemaNames } from './schema-fields.ts';
import type { State } from './state.ts';
import { testedAsNumber } from './tested-arguments.ts';
import { type Accepted, anything, type Narrowing, type RowOf, shaped, type Taint, type Validated, type Value } from './value.ts';

/** What a validator gives for its `input`, and what it shows about the input itself: at once where it throws otherwise, or once its answer is tested. */
export function applyValidator(
  m: Machine,
  row: RowOf<'validator'>,
  call: Call,
  input: Value | undefined,
  result: Value,
  state: State,
): Value {
  if (input === undefined) return result;
  const mark = { at: call.at, what: call.name };
  const request = input.shapes.find((s) => s.k === 'object' && m.info(s.id).kind === 'adapter');
  const taints = request?.k === 'object' ? validateParts(m, request.id, mark, state) : taintsWithin(m, input, state);
  const tells = typeof row.result === 'object' ? row.result : row.result === 'boolean' ? {} : undefined;
  for (const { part, path } of taints)
    m.listener?.({ kind: 'validated', part, path, at: call.at, what: call.name, ...(tells !== undefined && { tells }) });
  const schema = request === undefined ? schemaOf(m, row, call, state) : undefined;
  const content = schema?.content;
  const removes = content === 'scalar' ? 'all' : (row.removes ?? []);
  const accepted: Value = {
    ...anything,
    taints: taints.map((t) => ({
      ...t,
      validated: mark,
      cleared: removes === 'all' ? everyDanger : new Set([...t.cleared, 'nosql' as const, ...removes]),
      ...(content !== undefined && content !== 'scalar' && { fields: content }),
    })),
    ...(input.credential !== undefined && { credential: input.credential }),
  };
  const raw = request === undefined ? asItCame(row, call, input, taints, schema?.value, m, state) : [];
  const place = row.input;
  const expression = 'argument' in place ? call.expressions[place.argument] : undefined;
  const cell = expression === undefined || call.activation === undefined ? undefined : cellOf(m, expression, call.activation, state);
  const passes = row.result === 'nothing' || (typeof row.result === 'object' && row.result.value === '' && row.result.error !== '');
  if (passes && cell !== undefined && request === undefined) state.store.set(cell, acceptedRecord(m, input, accepted, mark, state));
  const isTested = row.result === 'boolean' || (typeof row.result === 'object' && row.result.value !== '');
  if (!isTested) accept(state, raw);
  if (row.result === 'nothing') return anything;
  const shown = raw.map((one): Narrowing => ({ accepted: one }));
  if (row.result === 'boolean') {
    const more = removes === 'all' && 'argument' in place ? testedAsNumber(m, call, place.argument, state) : [];
    const own = cell === undefined ? [] : [{ cell, value: accepted }];
    const value: Value = { ...anything, narrows: { truthy: [...shown, ...more, ...own], falsy: [] } };
    return row.async === true ? shaped({ k: 'promise', inner: value }) : value;
  }
  const value =
    row.result === 'value' || (row.result.value === '' && row.result.error === '')
      ? request === undefined
        ? accepted
        : byField(m, accepted, state)
      : outcome(m, row.result, accepted, shown, state);
  return row.async === true ? shaped({ k: 'promise', inner: value }) : value;
}

/** The record that the program has made, with its fields accepted; anything else as it is accepted whole. */
function acceptedRecord(m: Machine, input: Value, accepted: Value, mark: Validated, state: State): Value {
  const [shape, more] = input.shapes;
  if (shape?.k !== 'object' || more !== undefined || input.open || input.taints.length > 0) return accepted;
  const { kind, open, fields } = m.info(shape.id);
  if (kind !== 'plain' || open) return accepted;
  const validated = (t: Taint): Taint => ({ ...t, validated: mark, cleared: new Set([...t.cleared, 'nosql' as const]) });
  const entries = [...fields].map((name): [string, Value] => {
    const field = m.getField(shape.id, name, state) ?? anything;
    return [name, { ...field, taints: field.taints.map(validated) }];
  });
  return m.makeObject(state, Object.fromEntries(entries), { kind: 'plain', open: false });
}

/** `{ success, data, error }`: the record of what was accepted, or of why it was not. */
function outcome(
  m: Machine,
  { value, ok, error }: Extract<RowOf<'validator'>['result'], object>,
  accepted: Value,
  shown: readonly Narrowing[],
  state: State,
): Value {
  const fields = {
    [value]: accepted,
    ...(shown.length > 0 && ok !== undefined && { [ok]: { ...anything, narrows: { truthy: shown, falsy: [] } } }),
    ...(shown.length > 0 && error !== undefined && value !== '' && { [error]: { ...anything, narrows: { truthy: [], falsy: shown } } }),
  };
  return m.makeObject(state, fields, { kind: 'plain', open: true });
}

/** The input as it came counts as accepted as well, but for fields of which the schema says nothing. */
function asItCame(
  row: RowOf<'validator'>,
  call: Call,
  input: Value,
  taints: readonly Taint[],
  schema: Value | undefined,
  m: Machine,
  state: State,
): readonly Accepted[] {
  const [only, more] = input.taints;
  const isWhole = input.shapes.length === 0 && only !== undefined && more === undefined;
  const known = isWhole ? schemaNames(m, schema, state) : undefined;
  const unknownKeys = known?.unknownKeys ?? row.unknownKeys;
  const by = { at: call.at, what: call.name, raw: true as const, ...(known !== undefined && { unknownKeys }) };
  return taints
    .filter((taint) => taint.validated === undefined)
    .map(({ part, path }) => ({ part, path, by, ...(known !== undefined && { names: known.names }) }));
}

/** What a validator gives of the request: its declared fields by name. */
function byField(m: Machine, accepted: Value, state: State): Value {
  const named = accepted.taints.filter(({ path }) => path !== '' && !path.includes('.'));
  if (named.length < accepted.taints.length) return accepted;
  const fields = Object.fromEntries(named.map((taint) => [taint.path, { ...anything, taints: [taint] }]));
  return { ...m.makeObject(state, fields, { kind: 'plain', open: true }), taints: accepted.taints };
}

/** The schema that a validator is a method of, or is given beside the input, and what it lets through. */
function schemaOf(m: Machine, row: RowOf<'validator'>, call: Call, state: State): { value: Value | undefined; content: SchemaContent } {
  const given = 'argument' in row.input && row.input.argument > 0 ? [call.args[0]] : [call.receiver, call.args[1]];
  const contents = given.map((value) => ({ value, content: schemaContent(m, value, state) }));
  return (
    contents.find(({ content }) => content !== undefined) ?? {
      value: given.find((value) => schemaNames(m, value, state) !== undefined),
      content: undefined,
    }
  );
}
