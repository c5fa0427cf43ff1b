import {
  constant,
  type Exit,
  invoke,
  isRefusal,
  isStrong,
  type Machine,
  type ObjectId,
  type Shape,
  type State,
  settle,
  shaped,
  type Value,
} from '../flow/index.ts';
import type { Step } from './framework.ts';

/** Functions around the rest of a request: they call a function for what follows, and answer by what they return. */

type Closure = Extract<Shape, { k: 'closure' }>['closure'];

/** How such a function may let the request on. */
export interface Passing {
  /** The states in which it called for what follows. */
  readonly passes: readonly State[];
  /** The states in which it ended without that and without an answer. */
  readonly silent: readonly State[];
}

/** `on`: an object of the request, which remembers on each way whether what follows has been called for. */
export function runPassing(
  m: Machine,
  closure: Closure,
  argsFor: (next: Value) => readonly Value[],
  step: Step,
  on: ObjectId,
  state: State,
): Passing {
  const passes: State[] = [];
  const silent: State[] = [];
  const name = `next:${m.newTag()}`;
  m.setField(on, '@passed', constant(false), state);
  m.suppliedFunctions.set(name, (_args, _at, here) => {
    passes.push(here.fork());
    m.setField(on, '@passed', constant(true), here);
    return shaped({ k: 'promise', inner: shaped({ k: 'library', key: 'global#<response>' }) });
  });
  const args = argsFor(shaped({ k: 'hook', name }));
  const onExit = (exit: Exit): void => {
    const here = exit.state.fork();
    const value = settle(exit.value, here);
    const [passed] = m.getField(on, '@passed', here)?.shapes ?? [];
    if (passed?.k === 'constant' && passed.value === true) return;
    if (tellAnswers(m, value, here, exit.at ?? step.at) === 'something else') silent.push(here);
  };
  const result = invoke(m, { closure, args, at: step.at, state, open: true, onExit });
  if (state.live) settle(result, state);
  m.suppliedFunctions.delete(name);
  return { passes, silent };
}

function tellAnswers(m: Machine, value: Value, state: State, at: Step['at']): 'answers' | 'something else' {
  const answers = value.shapes.flatMap((shape) => (shape.k === 'answer' ? [shape] : []));
  for (const { status, proof } of answers) {
    m.listener?.({ kind: 'answer', status, at, proven: isStrong(state.proof) || isStrong(proof) });
    if (isRefusal(status)) m.listener?.({ kind: 'rejects', at, status });
  }
  return answers.length > 0 && answers.length === value.shapes.length && !value.open ? 'answers' : 'something else';
}

/** The state with which the request goes on where it may come from any of these; undefined where there are none. */
export function joinedPass(ways: readonly State[], state: State): State | undefined {
  if (ways.length === 0) return undefined;
  const joined = state.fork();
  joined.live = true;
  joined.join(...ways);
  joined.refused = undefined;
  return joined;
}
