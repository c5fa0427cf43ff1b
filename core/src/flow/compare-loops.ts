import type { BindingId, Expression, FunctionFacts } from '../syntax/facts.ts';
import { children, walkStatements } from '../syntax/walk.ts';
import { isStrong, type Proof, truthiness, type Value } from './value.ts';

/**
 * `for (…) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)`: a function that compares two of its parameters in constant
 * time, as one does with nothing but keys and signatures. Its truth proves what `timingSafeEqual` proves.
 */
export function comparedByLoop(facts: FunctionFacts, args: readonly Value[], result: Value, proof: Proof): Value {
  if (args.length < 2 || truthiness(result) !== undefined || isStrong(result.whenTruthy)) return result;
  if (!args.some((arg) => arg.taints.length > 0 || arg.credential !== undefined) || !comparesInConstantTime(facts)) return result;
  return { ...result, whenTruthy: proof };
}

function comparesInConstantTime(facts: FunctionFacts): boolean {
  const params = new Set(facts.params.flatMap((param) => (param.pattern.p === 'bind' ? [param.pattern.binding] : [])));
  if (params.size < 2 || !facts.body.some((s) => s.s === 'for' || s.s === 'for-of' || s.s === 'while')) return false;
  const of = originsOf(facts, params);
  const pairs = new Set<BindingId>();
  walkStatements(facts.body, (e) => {
    if (e.k !== 'assign' || e.op !== '|=') return;
    for (const one of [e.value, ...children(e.value)]) {
      if (one.k !== 'binary' || one.op !== '^') continue;
      const [left, right] = [paramsIn(one.left, of), paramsIn(one.right, of)];
      if (left.length === 1 && right.length === 1 && left[0] !== right[0]) for (const param of [...left, ...right]) pairs.add(param);
    }
  });
  return pairs.size === 2;
}

/** The parameters, and the variables that are made of one of them: `const left = Buffer.from(a)`. */
function originsOf(facts: FunctionFacts, params: ReadonlySet<BindingId>): ReadonlyMap<BindingId, BindingId> {
  const of = new Map([...params].map((param) => [param, param]));
  for (const s of facts.body) {
    if (s.s !== 'variable' || s.init === undefined || s.target.p !== 'bind') continue;
    const [origin, more] = paramsIn(s.init, of);
    if (origin !== undefined && more === undefined) of.set(s.target.binding, origin);
  }
  return of;
}

function paramsIn(e: Expression, of: ReadonlyMap<BindingId, BindingId>): readonly BindingId[] {
  const origin = e.k === 'name' ? of.get(e.binding) : undefined;
  if (origin !== undefined) return [origin];
  return [...new Set(children(e).flatMap((child) => paramsIn(child, of)))];
}
