import { assume, type Exit, invoke, isStrong, type Machine, type Shape, type State, settle, type Value } from '../../flow/index.ts';
import type { Step, StepOutcome } from '../framework.ts';

/** Permissions of graphql-shield 7: a tree of rules, each a function that says whether a field may be asked for. */

type LibraryShape = Extract<Shape, { k: 'library' }>;

const shield = 'graphql-shield#shield';

/** True for the middleware that `shield(rules, options)` makes. */
export const isShield = (shape: LibraryShape): boolean => shape.made?.callee === shield;

/** The rule for a field; undefined where the tree has none, which allows it. */
export function ruleFor(m: Machine, shape: LibraryShape, type: string, field: string): Value | undefined {
  const [tree, options] = shape.made?.args ?? [];
  const ofType = memberOf(m, tree, type) ?? memberOf(m, tree, '*');
  return (
    (isRule(tree) ? tree : undefined) ??
    (isRule(ofType) ? ofType : undefined) ??
    memberOf(m, ofType, field) ??
    memberOf(m, ofType, '*') ??
    memberOf(m, options, 'fallbackRule')
  );
}

const isRule = (value: Value | undefined): boolean => value?.shapes[0]?.k === 'library';

function memberOf(m: Machine, value: Value | undefined, name: string): Value | undefined {
  const [shape] = value?.shapes ?? [];
  return shape?.k === 'object' ? m.getField(shape.id, name, m.base) : undefined;
}

/** Runs a rule: what it takes to come past it. */
export function runRule(m: Machine, rule: Value, args: readonly Value[], step: Step, from: State, depth = 0): StepOutcome {
  const [shape, more] = rule.shapes;
  const unknown = { passed: from.fork(), unknown: 'its rule could not be followed' };
  if (shape?.k !== 'library' || more !== undefined || depth > deepest) return unknown;
  if (shape.key === 'graphql-shield#allow') return { passed: from.fork() };
  if (shape.key === 'graphql-shield#deny') {
    m.listener?.({ kind: 'answer', status: 403, at: step.at, proven: isStrong(from.proof) });
    m.listener?.({ kind: 'rejects', at: step.at, status: 403 });
    return { passed: undefined };
  }
  const { made } = shape;
  const run = (one: Value, state: State): StepOutcome => runRule(m, one, args, step, state, depth + 1);
  switch (made?.callee) {
    case 'graphql-shield#and':
    case 'graphql-shield#chain': {
      let state = from;
      for (const one of made.args) {
        const outcome = run(one, state);
        if (outcome.passed === undefined || outcome.unknown !== undefined) return outcome;
        state = outcome.passed;
      }
      return { passed: state };
    }
    case 'graphql-shield#or':
    case 'graphql-shield#race':
      return either(
        made.args.map((one) => run(one, from.fork())),
        from,
      );
    case m.catalog.called('graphql-shield#rule'):
      return made?.args[0] === undefined ? unknown : runFunction(m, made.args[0], args, step, from.fork());
    default:
      return unknown;
  }
}

const deepest = 6;

function either(outcomes: readonly StepOutcome[], from: State): StepOutcome {
  const unknown = outcomes.find((outcome) => outcome.unknown !== undefined)?.unknown;
  const passed = joined(
    outcomes.flatMap((outcome) => outcome.passed ?? []),
    from,
  );
  return unknown === undefined ? { passed } : { passed, unknown };
}

function joined(ways: readonly State[], from: State): State | undefined {
  if (ways.length === 0) return undefined;
  const state = from.fork();
  state.live = true;
  state.join(...ways);
  state.refused = undefined;
  return state;
}

/** `rule()(async (parent, args, context, info) => context.user !== null)`: true lets through, all else refuses. */
function runFunction(m: Machine, value: Value, args: readonly Value[], step: Step, state: State): StepOutcome {
  const [shape] = value.shapes;
  if (shape?.k !== 'closure') return { passed: state, unknown: 'its rule could not be followed' };
  const passes: State[] = [];
  const onExit = (exit: Exit): void => {
    const here = exit.state.fork();
    const result = settle(exit.value, here);
    if (!result.open && result.shapes.every((one) => one.k === 'answer' || (one.k === 'constant' && typeof one.value === 'string'))) return;
    assume(result, true, here);
    const { proof } = here;
    // Who was looked up by what the headers bring, or refused.
    if (proof?.tentative === true && proof.fromHeader === true) here.proof = { ...proof, tentative: false };
    if (here.live) passes.push(here);
  };
  const result = invoke(m, { closure: shape.closure, args, at: step.at, state, open: true, onExit });
  if (state.live) settle(result, state);
  return { passed: joined(passes, state) };
}
