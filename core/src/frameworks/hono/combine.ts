import { elementsOf, findString, type Machine, type Shape, type State, shaped, type Value } from '../../flow/index.ts';
import type { RouteDraft, Step, StepOutcome } from '../framework.ts';
import { covers, normaliseHonoPath } from './path.ts';

/** Facts of `hono/combine` 4.13: what several middleware do together. */
export interface Combination {
  readonly how: 'every' | 'some' | 'except';
  readonly items: readonly Value[];
}

const key = 'hono/combine#<combination>';

/** `every(a, b)`: one after the other; `some(a, b)`: the first that lets the caller through; `except(path, a)`: not for these paths. */
export function watchCombinations(m: Machine): void {
  for (const how of ['every', 'some', 'except'] as const)
    m.callHooks.set(`hono/combine#${how}`, (event, state) => {
      const items = m.makeArray(state, event.args);
      const id = m.newObject({ kind: 'adapter', open: false, key });
      m.setField(id, '@items', items, state);
      m.setField(id, `@${how}`, items, state);
      return shaped({ k: 'object', id });
    });
}

export function combined(m: Machine, shape: Extract<Shape, { k: 'object' }>, state: State): Combination | undefined {
  if (m.info(shape.id).key !== key) return undefined;
  for (const how of ['every', 'some', 'except'] as const) {
    const items = m.getField(shape.id, `@${how}`, state);
    if (items !== undefined) return { how, items: elementsOf(m, items, state) ?? [] };
  }
  return undefined;
}

type Run = (m: Machine, value: Value, step: Step, from: State) => StepOutcome;

export function runCombined(m: Machine, { how, items }: Combination, step: Step, draft: RouteDraft, state: State, run: Run): StepOutcome {
  switch (how) {
    case 'every':
      return runAll(m, items, step, state, run);
    case 'some': {
      const outcomes = items.map((item) => run(m, item, step, state.fork()));
      const passes = outcomes.flatMap((o) => o.passed ?? []);
      const unknown = outcomes.find((o) => o.unknown !== undefined)?.unknown;
      if (passes.length === 0) return { passed: undefined };
      const joined = state.fork();
      joined.join(...passes);
      return { passed: joined, ...(unknown !== undefined && { unknown }) };
    }
    case 'except': {
      const [condition, ...rest] = items;
      const excepted = condition === undefined ? undefined : isExcepted(m, condition, draft, state);
      if (excepted === true) return { passed: state, leavesOut: true };
      const outcome = runAll(m, rest, step, state.fork(), run);
      if (excepted === false) return outcome;
      return { passed: state, unknown: 'the paths it leaves out could not be evaluated' };
    }
  }
}

function runAll(m: Machine, items: readonly Value[], step: Step, state: State, run: Run): StepOutcome {
  let last: StepOutcome = { passed: state };
  let unknown: string | undefined;
  for (const item of items) {
    if (last.passed === undefined) break;
    last = run(m, item, step, last.passed);
    unknown ??= last.unknown;
  }
  return { ...last, ...(unknown !== undefined && { unknown }) };
}

/** Whether the route's path is one of those that the condition, a path or several, names; undefined where that cannot be told. */
function isExcepted(m: Machine, condition: Value, draft: RouteDraft, state: State): boolean | undefined {
  const results = (elementsOf(m, condition, state) ?? [condition]).map((item) => {
    const path = findString(item);
    return path === undefined ? undefined : covers(normaliseHonoPath(path), draft.path);
  });
  return results.includes(true) ? true : results.includes(undefined) ? undefined : false;
}
