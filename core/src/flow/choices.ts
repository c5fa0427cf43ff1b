import type { Expression } from '../syntax/facts.ts';
import type { Activation } from './activation.ts';
import { assume, branch } from './conditions.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { confirm } from './statements.ts';
import { toldApart } from './told-apart.ts';
import { answeredUnder, anything, isStrong, joinValues, truthiness, type Value } from './value.ts';

/** `a && b`, `a || b`, `a ?? b`, `a ? b : c`. */
export function evaluateChoice(m: Machine, e: Extract<Expression, { k: 'logical' | 'conditional' }>, a: Activation, state: State): Value {
  if (e.k === 'conditional') {
    const [yes, no] = branch(m, e.test, a, state);
    // As for `if`: what a look-up by plain input proves depends on how the other way answers.
    const first = yes.proof?.tentative === true && no.live ? evaluate(m, e.else, a, no) : undefined;
    if (first !== undefined) confirm(yes, no, state);
    const then = yes.live ? evaluate(m, e.then, a, yes) : undefined;
    if (first === undefined) confirm(no, yes, state);
    const otherwise = first ?? (no.live ? evaluate(m, e.else, a, no) : undefined);
    const result = eitherOf(then, yes, otherwise, no);
    state.join(yes, no);
    return result;
  }
  const left = evaluate(m, e.left, a, state);
  const known = e.op === '??' ? nullishness(left) : truthiness(left);
  const takesRight = e.op === '&&' ? known !== false : known !== true;
  const takesLeft = e.op === '&&' ? known !== true : known !== false;
  if (!takesRight) return left;
  const go = state.fork();
  const stay = state.fork();
  if (e.op !== '??') {
    assume(left, e.op === '&&', go);
    assume(left, e.op !== '&&', stay);
  }
  if (!takesLeft) stay.live = false;
  const right = evaluate(m, e.right, a, go);
  const kept = e.op === '??' ? withoutNullish(left) : keep(left, e.op === '||');
  const result = joinChoice(e.op, kept, takesLeft, right, left);
  state.join(go, stay);
  // `process.env.NODE_ENV || 'development'`
  const deployed = e.op !== '&&' && left.deployed?.value ? left.deployed : undefined;
  return deployed === undefined ? result : { ...result, deployed };
}

/** `a && b` is truthy only with both; `a || b` falsy only with neither: proofs follow. */
function joinChoice(op: '&&' | '||' | '??', kept: Value, takesLeft: boolean, right: Value, left: Value): Value {
  const either = takesLeft ? joinValues(kept, right) : right;
  const joined = op !== '&&' && takesLeft && isStrong(left.whenTruthy) ? toldApart(either, [right], left.whenTruthy) : either;
  if (op === '&&') {
    const proof = right.whenTruthy ?? left.whenTruthy;
    const narrows = [...(left.narrows?.truthy ?? []), ...(right.narrows?.truthy ?? [])];
    return {
      ...joined,
      ...(proof !== undefined && { whenTruthy: proof }),
      ...(narrows.length > 0 && { narrows: { truthy: narrows, falsy: [] } }),
    };
  }
  if (op === '||') {
    const proof = right.whenFalsy ?? left.whenFalsy;
    const both =
      left.whenTruthy !== undefined && right.whenTruthy !== undefined
        ? right.whenTruthy
        : truthiness(right) === false
          ? left.whenTruthy
          : undefined;
    return { ...joined, ...(proof !== undefined && { whenFalsy: proof }), ...(both !== undefined && { whenTruthy: both }) };
  }
  return joined;
}

function eitherOf(then: Value | undefined, yes: State, otherwise: Value | undefined, no: State): Value {
  if (then === undefined || !yes.live) return otherwise ?? anything;
  if (otherwise === undefined || !no.live) return then;
  const both = joinValues(answeredUnder(then, yes.proof), answeredUnder(otherwise, no.proof));
  const onlyThen = isStrong(yes.proof) && !isStrong(no.proof) ? yes.proof : undefined;
  const onlyElse = isStrong(no.proof) && !isStrong(yes.proof) ? no.proof : undefined;
  const sure = onlyThen ?? onlyElse;
  const joined = sure === undefined ? both : toldApart(both, [onlyThen === undefined ? then : otherwise], sure);
  // `token ? decode(token) : null`: there is something only where the token was.
  const present = yes.proof?.weak === true && no.proof === undefined && joined.whenTruthy === undefined ? yes.proof : undefined;
  const whenThere = onlyThen ?? present;
  const proof =
    (whenThere !== undefined && truthiness(otherwise) === false ? whenThere : undefined) ??
    (onlyElse !== undefined && truthiness(then) === false ? onlyElse : undefined);
  // `next(user ? undefined : createError(401))`
  const whenAbsent =
    (onlyThen !== undefined && truthiness(then) === false && isSomething(otherwise) ? onlyThen : undefined) ??
    (onlyElse !== undefined && truthiness(otherwise) === false && isSomething(then) ? onlyElse : undefined);
  return { ...joined, ...(proof !== undefined && { whenTruthy: proof }), ...(whenAbsent !== undefined && { whenFalsy: whenAbsent }) };
}

/** Not known to be falsy in any of its shapes; what a package's function gives counts as something. */
const isSomething = (value: Value): boolean =>
  !value.open &&
  value.shapes.length > 0 &&
  value.shapes.every((shape) => truthiness({ shapes: [shape], open: false, taints: [] }) !== false);

function nullishness(value: Value): boolean | undefined {
  if (value.open) return undefined;
  const nullish = value.shapes.map((s) => s.k === 'constant' && (s.value === null || s.value === undefined));
  if (nullish.every((n) => n)) return false;
  return nullish.some((n) => n) ? undefined : value.shapes.some((s) => s.k === 'library') ? undefined : true;
}

const withoutNullish = (value: Value): Value => ({
  ...value,
  shapes: value.shapes.filter((s) => !(s.k === 'constant' && (s.value === null || s.value === undefined))),
});

function keep(value: Value, truthy: boolean): Value {
  const shapes = value.shapes.filter((s) => truthiness({ shapes: [s], open: false, taints: [] }) !== !truthy);
  return shapes.length === value.shapes.length ? value : { ...value, shapes };
}
