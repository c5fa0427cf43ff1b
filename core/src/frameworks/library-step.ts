import { anything, guardEffect, type Machine, type RowOf, type Shape, type State, type Value } from '../flow/index.ts';
import type { InputPart } from '../model/index.ts';
import type { Step, StepOutcome } from './framework.ts';

type LibraryShape = Extract<Shape, { k: 'library' }>;
type ClosureShape = Extract<Shape, { k: 'closure' }>;

/**
 * A package's function as a step: its rows say what it does. `inner` runs the workspace's function that it wraps;
 * `setPart` replaces a part of the request by what a validator let through.
 */
export function runLibraryStep(m: Machine, shape: LibraryShape, step: Step, state: State, inner: (closure: ClosureShape, state: State) => StepOutcome, setPart: (part: InputPart, value: Value, state: State) => void): StepOutcome {
  const wrapped = shape.made?.args.flatMap((arg) => arg.shapes).find((s) => s.k === 'closure');
  for (const row of shape.made === undefined ? [] : m.catalog.rows(shape.made.callee)) {
    if (row.row === 'guard' && (row.as === 'middleware-factory' || row.as === 'wrapper')) {
      if (wrapped?.k === 'closure' && row.callback !== undefined) return inner(wrapped, state);
      applyGuard(row, shape, step, state);
      return wrapped?.k === 'closure' && row.as === 'wrapper' ? inner(wrapped, state) : { passed: state };
    }
    const outcome = harmless(m, row, 'call', shape, step, state, setPart);
    if (outcome !== undefined) return outcome;
  }
  for (const row of m.catalog.rows(shape.key)) {
    if (row.row === 'guard' && row.as === 'middleware') {
      applyGuard(row, shape, step, state);
      return { passed: state };
    }
    const outcome = harmless(m, row, 'self', shape, step, state, setPart);
    if (outcome !== undefined) return outcome;
  }
  const why = `Routewarden does not know \`${packageOf(shape.key)}\``;
  if (wrapped?.k === 'closure') return { ...inner(wrapped, state), unknown: `it is wrapped by a function of a package, and ${why}` };
  return { passed: state, unknown: why };
}

const packageOf = (key: string): string => key.replace(/^new /, '').split('#')[0] ?? key;

function applyGuard(row: RowOf<'guard'>, shape: LibraryShape, step: Step, state: State): void {
  const does = guardEffect(row, shape.made);
  if (does === 'enforces' || does === 'verifies' || does === 'signature') state.proof = { at: step.at, what: `\`${step.name}\``, ...(does === 'signature' && { signature: true }) };
}

function harmless(m: Machine, row: ReturnType<Machine['catalog']['rows']>[number], made: 'call' | 'self', shape: LibraryShape, step: Step, state: State, setPart: (part: InputPart, value: Value, state: State) => void): StepOutcome | undefined {
  if (row.row === 'neutral-middleware' && row.made === made) return { passed: state, neutral: true };
  if (row.row !== 'validating-middleware' || row.made !== made) return undefined;
  for (const part of partsOf(row, shape)) {
    m.listener?.({ kind: 'validated', part, path: '', at: step.at, what: step.name });
    setPart(part, { ...anything, taints: [{ part, path: '', source: step.at, cleared: new Set(['nosql']), validated: { at: step.at, what: step.name }, trail: undefined }] }, state);
  }
  return { passed: state, neutral: true };
}

function partsOf(row: RowOf<'validating-middleware'>, shape: LibraryShape): readonly InputPart[] {
  const { parts } = row;
  if (!('keysOf' in parts)) return parts;
  return [...(shape.made?.options[parts.keysOf]?.keys() ?? [])].flatMap((key) => parts.map[key] ?? []);
}
