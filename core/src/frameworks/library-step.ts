import {
  anything,
  calleeOf,
  constant,
  type DeclaredField,
  declaredFields,
  delegate,
  guardEffect,
  type Machine,
  mayConcernIdentity,
  optionHolds,
  packageOf,
  type RowOf,
  type Shape,
  type State,
  schemaFields,
  type Taint,
  taughtKey,
  type Value,
} from '../flow/index.ts';
import type { InputPart } from '../model/index.ts';
import { findExemption } from './exemptions.ts';
import type { RouteDraft, Step, StepOutcome } from './framework.ts';
import { passByPolicy } from './outcomes.ts';

type LibraryShape = Extract<Shape, { k: 'library' }>;
type ClosureShape = Extract<Shape, { k: 'closure' }>;

/** Types that a package gives the parameters of a function it is passed. */
export type ParameterTypes = ReturnType<Machine['catalog']['callbacks']>;

/**
 * A package's function as a step: its rows say what it does. `inner` runs the workspace's function that it wraps;
 * `setPart` replaces a part of the request by what a validator let through.
 */
export function runLibraryStep(
  m: Machine,
  shape: LibraryShape,
  step: Step,
  draft: RouteDraft,
  state: State,
  inner: (closure: ClosureShape, state: State, types: ParameterTypes) => StepOutcome,
  setPart: (part: InputPart | DeclaredField, value: Value, state: State) => void,
): StepOutcome {
  if (taughtKey(m, shape.key) === 'middleware' || (shape.made !== undefined && taughtKey(m, shape.made.callee) === 'middleware')) {
    return passByPolicy(step, state);
  }
  const wrapped = shape.made?.args.flatMap((arg) => arg.shapes).find((s) => s.k === 'closure');
  const types = shape.made === undefined ? [] : m.catalog.callbacks(shape.made.callee);
  const exempting = shape.made?.before;
  for (const row of exempting === undefined ? [] : m.catalog.rows(exempting.callee)) {
    if (
      exempting === undefined ||
      row.row !== 'guard' ||
      row.unless === undefined ||
      shape.made?.callee.endsWith(`.${row.unless}`) !== true
    )
      continue;
    const exempt = findExemption(m, shape.made.args[0], step, draft, state);
    if (exempt === undefined) return { passed: state, unknown: 'the paths it leaves out could not be evaluated' };
    if (exempt === 'listed') return { passed: state, leavesOut: true };
    const optional = exempt === 'none' && applyGuard(m, row, { ...shape, made: exempting }, step, state);
    return { passed: state, ...(optional && { optional }) };
  }
  for (const row of shape.made === undefined ? [] : m.catalog.rows(shape.made.callee)) {
    if (row.row === 'guard' && (row.as === 'middleware-factory' || row.as === 'wrapper')) {
      if (wrapped?.k === 'closure' && row.callback !== undefined) return inner(wrapped, state, types);
      const optional = applyGuard(m, row, shape, step, state);
      return wrapped?.k === 'closure' && row.as === 'wrapper'
        ? inner(wrapped, state, types)
        : { passed: state, ...(optional && { optional }) };
    }
    if (row.row === 'delegates') {
      delegate(m, row, { args: shape.made?.args ?? [], receiver: undefined, at: step.at, name: step.name }, state);
      return { passed: state, neutral: true };
    }
    const outcome = harmless(m, row, 'call', shape, step, state, setPart);
    if (outcome !== undefined) return outcome;
  }
  for (const row of m.catalog.rows(shape.key)) {
    if (row.row === 'guard' && row.as === 'middleware') {
      const optional = applyGuard(m, row, shape, step, state);
      return { passed: state, ...(optional && { optional }) };
    }
    const outcome = harmless(m, row, 'self', shape, step, state, setPart);
    if (outcome !== undefined) return outcome;
  }
  const name = packageOf(shape.key);
  const isAboutIdentity = mayConcernIdentity(name) || mayConcernIdentity(calleeOf(step.name));
  if (name !== 'global' && !name.startsWith('@') && !isAboutIdentity)
    return wrapped?.k === 'closure' ? inner(wrapped, state, types) : { passed: state, neutral: true };
  const why = `Routewarden does not know \`${name}\``;
  if (wrapped?.k === 'closure') return { ...inner(wrapped, state, types), unknown: `it is wrapped by a function of a package, and ${why}` };
  return { passed: state, unknown: why };
}

/** Applies the row; true where the guard is optional. */
function applyGuard(m: Machine, row: RowOf<'guard'>, shape: LibraryShape, step: Step, state: State): boolean {
  const does = guardEffect(row, shape.made);
  if (does === 'enforces' || does === 'verifies' || does === 'signature')
    state.proof = { at: step.at, what: `\`${step.name}\``, ...(does === 'signature' && { signature: true }) };
  if (does === 'signs-in') m.listener?.({ kind: 'issues-credential', at: step.at, what: 'session', callee: step.name });
  return does === 'optional';
}

function harmless(
  m: Machine,
  row: ReturnType<Machine['catalog']['rows']>[number],
  made: 'call' | 'self',
  shape: LibraryShape,
  step: Step,
  state: State,
  setPart: (part: InputPart | DeclaredField, value: Value, state: State) => void,
): StepOutcome | undefined {
  if (row.row === 'declares-input') {
    for (const field of declaredFields(m, row, shape.made, state)) setPart(field, constant(true), state);
    return { passed: state, neutral: true };
  }
  if (row.row === 'neutral-middleware' && row.made === made) return { passed: state, neutral: true };
  if (row.row === 'cleaning-middleware' && row.made === made) {
    for (const part of row.parts) {
      const taint: Taint = { part, path: '', source: step.at, cleared: new Set(row.removes), trail: undefined, unread: true };
      setPart(part, { ...anything, taints: [taint] }, state);
    }
    return { passed: state, neutral: true };
  }
  if (row.row !== 'validating-middleware' || row.made !== made) return undefined;
  if (row.except !== undefined && shape.made !== undefined && optionHolds(row.except, shape.made)) return { passed: state, neutral: true };
  for (const { part, schema } of partsOf(m, row, shape, state)) {
    m.listener?.({ kind: 'validated', part, path: '', at: step.at, what: step.name });
    const fields = schemaFields(m, schema, state);
    const validated = { at: step.at, what: step.name };
    const taint: Taint = { part, path: '', source: step.at, cleared: new Set(['nosql']), validated, trail: undefined };
    setPart(part, { ...anything, taints: [fields === undefined ? taint : { ...taint, fields }] }, state);
  }
  return { passed: state, neutral: true };
}

/** What a middleware validates, and by which schema where that is an argument of its own. */
function partsOf(
  m: Machine,
  row: RowOf<'validating-middleware'>,
  { made }: LibraryShape,
  state: State,
): readonly { readonly part: InputPart; readonly schema: Value | undefined }[] {
  const { parts } = row;
  if ('named' in parts) {
    const [name] = made?.args[parts.named]?.shapes ?? [];
    const part = name?.k === 'constant' ? parts.map[String(name.value)] : undefined;
    return part === undefined ? [] : [{ part, schema: made?.args[parts.named + 1] }];
  }
  if (!('keysOf' in parts)) return parts.map((part) => ({ part, schema: undefined }));
  const [given] = made?.args[parts.keysOf]?.shapes ?? [];
  return [...(made?.options[parts.keysOf]?.keys() ?? [])].flatMap((key) => {
    const part = parts.map[key];
    return part === undefined ? [] : [{ part, schema: given?.k === 'object' ? m.getField(given.id, key, state) : undefined }];
  });
}
