import { lineage } from './bases.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';
import { anything, type Proof, type Shape, truthiness, type Value } from './value.ts';

/**
 * A value that proves the caller, except where it is one of `shapes`: a response, an error of the program's own. A test
 * that tells those from the rest (`instanceof`, `in`, a field of theirs) proves as much.
 */
export interface Otherwise {
  readonly shapes: readonly Shape[];
  readonly proof: Proof;
}

const isTold = (shape: Shape): boolean => shape.k === 'answer' || shape.k === 'object';

/** The value of several ways to an end, where those without the proof give what can be told from the others. */
export function toldApart(joined: Value, unproven: readonly Value[], proof: Proof): Value {
  const shapes = unproven.flatMap((value) => value.shapes);
  const told = shapes.length > 0 && unproven.every((value) => !value.open) && shapes.every(isTold);
  return told ? { ...joined, otherwise: { shapes, proof } } : joined;
}

/** What `value instanceof type` tells: undefined where nothing follows. */
export function instanceTest(
  m: Machine,
  value: Value,
  type: Value,
  cell: string | undefined,
): Pick<Value, 'whenFalsy' | 'narrows'> | undefined {
  const [exported, more] = type.shapes;
  if (exported === undefined || more !== undefined || value.shapes.length === 0) return undefined;
  const known = value.shapes.map((shape) => isInstance(m, shape, exported));
  const { otherwise } = value;
  const told = otherwise?.shapes.every((shape) => isInstance(m, shape, exported) === true) === true;
  const narrows = cell === undefined || known.every((is) => is === undefined) ? undefined : narrowing(value, known, cell, told);
  return { ...(told && { whenFalsy: otherwise.proof }), ...(narrows !== undefined && { narrows }) };
}

/** What proves the caller is taken for none of what the rest is told by. */
function narrowing(value: Value, known: readonly (boolean | undefined)[], cell: string, told: boolean): NonNullable<Value['narrows']> {
  const { otherwise: _, ...rest } = value;
  const shapes = value.shapes.filter((_shape, i) => known[i] === true || (!told && known[i] === undefined));
  const others = value.shapes.filter((_shape, i) => known[i] !== true);
  return {
    truthy: [{ cell, value: { ...rest, shapes, open: value.open && !told } }],
    falsy: [{ cell, value: { ...rest, shapes: others } }],
  };
}

/** Whether a value of that shape is an instance of what `type` makes. */
function isInstance(m: Machine, shape: Shape, type: Shape): boolean | undefined {
  if (type.k === 'class') {
    const made = shape.k === 'object' ? m.info(shape.id) : undefined;
    if (shape.k === 'answer' || made?.kind === 'plain' || made?.kind === 'array') return false;
    if (made?.kind !== 'instance' || made.class === undefined) return undefined;
    return lineage(m, made.class).some((one) => one.file === type.file && one.class === type.class);
  }
  if (type.k !== 'library') return undefined;
  const makesAnswer = m.catalog.rows(`new ${type.key}`).some((row) => row.row === 'response');
  if (shape.k === 'answer') return makesAnswer ? true : undefined;
  if (!makesAnswer || shape.k !== 'object') return undefined;
  return m.info(shape.id).kind === 'plain' ? false : undefined;
}

/** `result.error`, `'error' in result`: a field that all have which do not prove, or that none of them has. */
export function fieldTest(m: Machine, value: Value, name: string, state: State): Pick<Value, 'whenTruthy' | 'whenFalsy'> {
  const { otherwise } = value;
  if (otherwise === undefined) return {};
  const there = otherwise.shapes.map((shape) => {
    if (shape.k !== 'object') return undefined;
    const info = m.info(shape.id);
    if (info.open || info.kind !== 'plain') return undefined;
    const field = info.fields.has(name) ? (m.getField(shape.id, name, state) ?? anything) : undefined;
    return field === undefined ? false : truthiness(field);
  });
  if (there.every((is) => is === true)) return { whenFalsy: otherwise.proof };
  return there.every((is) => is === false) ? { whenTruthy: otherwise.proof } : {};
}

/** A join keeps it where the other side is told from the proven ones as well, or proves. */
export function joinOtherwise(a: Value, b: Value): Otherwise | undefined {
  if (a.otherwise !== undefined && b.otherwise !== undefined)
    return { shapes: [...a.otherwise.shapes, ...b.otherwise.shapes], proof: a.otherwise.proof };
  const [one, other] = a.otherwise === undefined ? [b.otherwise, a] : [a.otherwise, b];
  if (one === undefined || other.open || other.shapes.length === 0) return undefined;
  return other.shapes.every(isTold) ? { shapes: [...one.shapes, ...other.shapes], proof: one.proof } : undefined;
}
