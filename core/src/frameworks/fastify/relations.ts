import { elementsOf, findString, type Machine, type ObjectId, type Shape, type State, shaped, type Value } from '../../flow/index.ts';
import type { StepOutcome } from '../framework.ts';
import { appKey, fieldOf, objectsOf } from './instances.ts';

/** Facts of @fastify/auth 5.1: several functions as one hook, of which one has to let the caller through, or all. */
const key = 'fastify#<auth>';

export function watchRelations(m: Machine): void {
  m.callHooks.set(`${appKey}.auth`, (event, state) => {
    const [functions, options] = event.args;
    const id = m.newObject({ kind: 'adapter', open: false, key });
    const [on] = objectsOf(event.receiver);
    const relation = fieldOf(m, options, 'relation', state) ?? (on === undefined ? undefined : m.getField(on, '@relation', state));
    if (functions !== undefined) m.setField(id, '@functions', functions, state);
    if (relation !== undefined) m.setField(id, '@relation', relation, state);
    return shaped({ k: 'object', id });
  });
}

export interface Relation {
  readonly how: 'or' | 'and';
  readonly functions: readonly Value[];
}

export function relationOf(m: Machine, shape: Extract<Shape, { k: 'object' }>, state: State): Relation | undefined {
  if (m.info(shape.id).key !== key) return undefined;
  const relation = m.getField(shape.id, '@relation', state);
  return { how: howOf(relation), functions: functionsOf(m, shape.id, state) };
}

function functionsOf(m: Machine, id: ObjectId, state: State): readonly Value[] {
  const functions = m.getField(id, '@functions', state);
  return functions === undefined ? [] : (elementsOf(m, functions, state) ?? [functions]);
}

const howOf = (relation: Value | undefined): Relation['how'] => (relation !== undefined && findString(relation) === 'and' ? 'and' : 'or');

type Run = (value: Value, state: State) => StepOutcome;

/** Within an array in the array the other relation holds. */
export function runRelation(m: Machine, { how, functions }: Relation, state: State, run: Run): StepOutcome {
  const runOne = (value: Value, from: State): StepOutcome => {
    const inner = elementsOf(m, value, from);
    return inner === undefined ? run(value, from) : runRelation(m, { how: how === 'or' ? 'and' : 'or', functions: inner }, from, run);
  };
  return how === 'and' ? runAll(functions, state, runOne) : runAny(functions, state, runOne);
}

function runAll(functions: readonly Value[], state: State, run: Run): StepOutcome {
  let passed: State | undefined = state;
  let unknown: string | undefined;
  for (const value of functions) {
    if (passed === undefined) break;
    const outcome: StepOutcome = run(value, passed);
    passed = outcome.passed;
    unknown ??= outcome.unknown;
  }
  return { passed, ...(unknown !== undefined && { unknown }) };
}

function runAny(functions: readonly Value[], state: State, run: Run): StepOutcome {
  const outcomes = functions.map((value) => run(value, state.fork()));
  const passes = outcomes.flatMap((outcome) => outcome.passed ?? []);
  const unknown = outcomes.find((outcome) => outcome.unknown !== undefined)?.unknown;
  if (passes.length === 0) return { passed: undefined };
  const joined = state.fork();
  joined.live = true;
  joined.join(...passes);
  return { passed: joined, ...(unknown !== undefined && { unknown }) };
}
