import {
  callValue,
  constant,
  elementsOf,
  findConstant,
  type Machine,
  readMember,
  type Shape,
  type State,
  shaped,
  truthiness,
  type Value,
} from '../flow/index.ts';
import type { Location } from '../model/index.ts';
import type { RouteDraft, Step } from './framework.ts';
import { samplePath } from './paths.ts';

/** `listed`: exactly this path is left out; `matched`: a pattern or a method happens to cover it. */
export type Exemption = 'listed' | 'matched' | 'none';

/**
 * `guard.unless({ path, method })` with the semantics of express-unless 2.1: a string is compared with the whole path, a
 * regular expression is tested anywhere in it, `{ url, methods }` is either for some methods only.
 */
export function findExemption(m: Machine, options: Value | undefined, step: Step, draft: RouteDraft, state: State): Exemption | undefined {
  const [shape, more] = options?.shapes ?? [];
  if (options === undefined || options.open || shape?.k !== 'object' || more !== undefined) return undefined;
  const field = (name: string): readonly Value[] => listOf(m, m.getField(shape.id, name, state), state);
  const byMethod = field('method').map((value) => findConstant(value)?.value === draft.method);
  const byPath = field('path').map((value) => matches(m, value, step.at, draft, state));
  const results = [...byMethod, ...byPath];
  if (field('path').some((value) => findConstant(value)?.value === draft.path)) return 'listed';
  if (results.includes(true)) return 'matched';
  const others = ['custom', 'ext', 'useOriginalUrl'].some((name) => m.getField(shape.id, name, state) !== undefined);
  return results.includes(undefined) || others || results.length === 0 ? undefined : 'none';
}

function listOf(m: Machine, value: Value | undefined, state: State): readonly Value[] {
  return value === undefined ? [] : (elementsOf(m, value, state) ?? [value]);
}

function matches(m: Machine, value: Value, at: Location, draft: RouteDraft, state: State): boolean | undefined {
  const [shape, more] = value.shapes;
  if (shape === undefined || more !== undefined || value.open) return undefined;
  if (shape.k === 'constant') return shape.value === draft.path;
  if (shape.k === 'regex') return tests(m, shape, at, draft.path, state);
  if (shape.k !== 'object') return undefined;
  const url = m.getField(shape.id, 'url', state);
  const methods = listOf(m, m.getField(shape.id, 'methods', state), state).map((item) => findConstant(item)?.value);
  if (methods.length > 0 && !methods.includes(draft.method)) return false;
  return url === undefined ? undefined : matches(m, url, at, draft, state);
}

function tests(m: Machine, regex: Extract<Shape, { k: 'regex' }>, at: Location, path: string, state: State): boolean | undefined {
  const receiver = shaped(regex);
  const test = readMember(m, receiver, 'test', at, state, true);
  const call = {
    args: [constant(samplePath(path))],
    expressions: [],
    receiver,
    at,
    nameAt: at,
    name: 'test',
    activation: undefined,
    open: false,
    construct: false,
  };
  return truthiness(callValue(m, test, call, state));
}
