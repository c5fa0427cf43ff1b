import { type Danger, dangers } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import type { Expression } from '../syntax/facts.ts';
import type { Activation } from './activation.ts';
import { cellOf, evaluate } from './expressions.ts';
import { isAboutRights, isSecret } from './hints.ts';
import { noteNames } from './inherited.ts';
import { showing, showingHost } from './input-tests.ts';
import type { Machine } from './machine.ts';
import { render } from './render.ts';
import type { State } from './state.ts';
import { fieldTest, instanceTest } from './told-apart.ts';
import { anything, constant, findConstant, findString, type Narrowing, type Proof, type Shape, truthiness, type Value } from './value.ts';

export const everyDanger: ReadonlySet<Danger> = new Set(dangers);
/** Those that text without signs of a language cannot bring: it may still be the name of a host, or `..`. */
const everyDangerOfText: ReadonlySet<Danger> = new Set(dangers.filter((danger) => !['path', 'url', 'redirect'].includes(danger)));

/** The result of a two-sided operator other than `+`, with what its outcome proves. */
export function compare(
  m: Machine,
  e: Extract<Expression, { k: 'binary' }>,
  left: Value,
  right: Value,
  a: Activation,
  state: State,
  at: Location,
): Value {
  const equal = e.op === '===' || e.op === '==';
  const different = e.op === '!==' || e.op === '!=';
  if (e.op === 'instanceof') {
    const known = isInstance(m, left, right);
    if (known !== undefined) return constant(known);
    const told = instanceTest(m, left, right, cellOf(m, e.left, a, state));
    if (told !== undefined) return { ...anything, ...told };
  }
  if (!equal && !different) return relation(m, e, left, right, a, state);
  const l = findConstant(left);
  const r = findConstant(right);
  noteNames(left, [findString(right)], state);
  noteNames(right, [findString(left)], state);
  if (l !== undefined && r !== undefined) {
    const same = e.op.length === 3 ? l.value === r.value : looselyEqual(l.value, r.value);
    return constant(equal ? same : !same);
  }
  const there = [left.deployed ?? l, right.deployed ?? r];
  if (there[0] !== undefined && there[1] !== undefined)
    return { ...anything, deployed: { value: (there[0].value === there[1].value) === equal } };
  reportCaller(m, left, right, at);
  reportCaller(m, right, left, at);
  if (!equal) {
    reportRole(m, left, r, at);
    reportRole(m, right, l, at);
  }
  const impossible = neverEqual(left, right);
  const proof = proofOfEquality(e, left, right, at);
  const base: Value = impossible ? constant(different) : anything;
  const narrowing = narrowingOfEquality(m, e, left, right, a, state);
  if (left.atStart !== undefined && r?.value === 0) return { ...base, ...foundBy(e.op, left, 0) };
  const nullish = absence(r) ?? absence(l);
  const subject = absence(r) !== undefined ? left : right;
  if (nullish !== undefined) {
    // `x === undefined`: the outcome proves what the value's presence proves.
    const inverse = equal
      ? { whenTruthy: subject.whenFalsy, whenFalsy: subject.whenTruthy }
      : { whenTruthy: subject.whenTruthy, whenFalsy: subject.whenFalsy };
    // `result.error === undefined`: nothing was wrong.
    const accepted = (subject.narrows?.falsy ?? []).filter((narrowing) => narrowing.accepted !== undefined);
    const narrows = equal ? { truthy: accepted, falsy: [] } : { truthy: [], falsy: accepted };
    return { ...base, ...defined(inverse), ...(accepted.length > 0 && { narrows }) };
  }
  const outcome = equal ? { whenTruthy: proof } : { whenFalsy: proof };
  const booleans = comparedWithBoolean(l, r, left, right, equal);
  const found = foundBy(e.op, left, r?.value) ?? foundBy(e.op, right, l?.value);
  return {
    ...base,
    ...defined(outcome),
    ...booleans,
    ...found,
    ...(narrowing.length > 0 && { narrows: equal ? { truthy: narrowing, falsy: [] } : { truthy: [], falsy: narrowing } }),
  };
}

/** `req.body.userId !== req.user.id`. */
function reportCaller(m: Machine, input: Value, caller: Value, at: Location): void {
  if (caller.credential?.level === 'identity' && input.taints.length > 0)
    m.listener?.({ kind: 'compared-with-caller', taints: input.taints, at });
}

/** `user.role !== 'admin'`: what follows is for that role. What an equality leads to may be a refusal as well. */
function reportRole(m: Machine, value: Value, other: ReturnType<typeof findConstant>, at: Location): void {
  const { credential } = value;
  if (typeof other?.value !== 'string' || credential?.level !== 'identity') return;
  if (isAboutRights(credential.what.split('.').at(-1) ?? '')) m.listener?.({ kind: 'role', role: other.value, at });
}

function defined(outcome: { whenTruthy?: Proof | undefined; whenFalsy?: Proof | undefined }): { whenTruthy?: Proof; whenFalsy?: Proof } {
  return {
    ...(outcome.whenTruthy !== undefined && { whenTruthy: outcome.whenTruthy }),
    ...(outcome.whenFalsy !== undefined && { whenFalsy: outcome.whenFalsy }),
  };
}

function looselyEqual(a: unknown, b: unknown): boolean {
  if (a === null || a === undefined) return b === null || b === undefined;
  return String(a) === String(b);
}

function absence(c: ReturnType<typeof findConstant>): true | undefined {
  return c !== undefined && (c.value === undefined || c.value === null || c.value === '' || c.value === 0) ? true : undefined;
}

/** `check(x) === true`, `ok === false`. */
function comparedWithBoolean(
  l: ReturnType<typeof findConstant>,
  r: ReturnType<typeof findConstant>,
  left: Value,
  right: Value,
  equal: boolean,
): { whenTruthy?: Proof; whenFalsy?: Proof } {
  const literal = typeof r?.value === 'boolean' ? r.value : typeof l?.value === 'boolean' ? l.value : undefined;
  if (literal === undefined) return {};
  const subject = typeof r?.value === 'boolean' ? left : right;
  const sameSense = literal === equal;
  return defined(
    sameSense
      ? { whenTruthy: subject.whenTruthy, whenFalsy: subject.whenFalsy }
      : { whenTruthy: subject.whenFalsy, whenFalsy: subject.whenTruthy },
  );
}

/** What the outcome shows the other way around. */
const reversed = ({ truthy, falsy }: NonNullable<Value['narrows']>): NonNullable<Value['narrows']> => ({ truthy: falsy, falsy: truthy });

/**
 * `columns.includes(x) === true`, `columns.indexOf(x) !== -1`, `columns.indexOf(x) >= 0`: what the outcome shows where the
 * value is compared with what it is when something was found, or was not; `path.indexOf(root) === 0`: or found at the beginning.
 */
function foundBy(op: string, value: Value, limit: unknown): Pick<Value, 'narrows'> | undefined {
  const { narrows, atStart } = value;
  if (atStart !== undefined && limit === 0 && /^[!=]==?$/.test(op)) return { narrows: op.startsWith('!') ? reversed(atStart) : atStart };
  if (narrows === undefined) return undefined;
  const isEqual = op === '===' || op === '==';
  if (typeof limit === 'boolean') return { narrows: limit === isEqual ? narrows : reversed(narrows) };
  if (typeof limit !== 'number') return undefined;
  const isFound = (limit === -1 && (op === '!==' || op === '!=' || op === '>')) || (limit === 0 && op === '>=');
  const isNotFound = (limit === -1 && isEqual) || (limit === 0 && op === '<');
  return isFound ? { narrows } : isNotFound ? { narrows: reversed(narrows) } : undefined;
}

function neverEqual(left: Value, right: Value): boolean {
  if (left.open || right.open || left.shapes.length === 0 || right.shapes.length === 0) return false;
  return !left.shapes.some((one) => right.shapes.some((other) => mayBeEqual(one, other)));
}

const isNullish = (shape: Shape): boolean => shape.k === 'constant' && (shape.value === null || shape.value === undefined);

const neverNullish: ReadonlySet<Shape['k']> = new Set(['object', 'closure', 'class', 'promise', 'hook', 'regex', 'answer']);

/** False for two constants that differ, for an object and nothing, and for a text that does not begin as the other has to. */
function mayBeEqual(one: Shape, other: Shape): boolean {
  if ((neverNullish.has(one.k) && isNullish(other)) || (neverNullish.has(other.k) && isNullish(one))) return false;
  if (one.k === 'constant' && other.k === 'constant') return one.value === other.value;
  const [text, constantShape] = one.k === 'text' ? [one, other] : [other, one];
  if (text.k !== 'text' || constantShape.k !== 'constant') return true;
  return typeof constantShape.value === 'string' && constantShape.value.startsWith(text.prefix);
}

/** Equality of a credential with something the caller does not choose proves the caller. */
function proofOfEquality(e: Extract<Expression, { k: 'binary' }>, left: Value, right: Value, at: Location): Proof | undefined {
  if (isSigned(left, right) || isSigned(right, left)) return { at, what: `\`${render(e)}\``, signature: true };
  const [credential, other] = left.credential !== undefined ? [left, right] : [right, left];
  if (credential.credential === undefined) return tentativeEquality(e, left, right, at);
  if (e.left.k === 'unary' && e.left.op === 'typeof') return undefined;
  if (e.right.k === 'unary' && e.right.op === 'typeof') return undefined;
  if (other.taints.length > 0 && credential.credential.level === 'presented') return undefined;
  if (credential.credential.level === 'presented' && truthiness(other) === undefined && !other.open && other.shapes.length === 0)
    return undefined;
  return { at, what: `\`${render(e)}\`` };
}

/** Input that equals a digest which the server has made with its key: a signature over the request. */
const isSigned = (digest: Value, input: Value): boolean =>
  digest.taints.length > 0 && digest.taints.every((t) => t.keyed) && input.taints.length > 0 && !input.taints.some((t) => t.keyed);

/** Input that equals something of the server's own, such as a key from the configuration. */
function tentativeEquality(e: Extract<Expression, { k: 'binary' }>, left: Value, right: Value, at: Location): Proof | undefined {
  const [input, own] = left.taints.length > 0 ? [left, right] : [right, left];
  if (input.taints.length === 0 || own.taints.length > 0 || findConstant(own) !== undefined) return undefined;
  const headers = input.taints.filter(({ part }) => part === 'headers' || part === 'cookies');
  return {
    at,
    what: `\`${render(e)}\``,
    tentative: true,
    ...(headers.length > 0 && { fromHeader: true }),
    ...(headers.some(({ path }) => isSecret(path)) && { bySecret: true }),
  };
}

function narrowingOfEquality(
  m: Machine,
  e: Extract<Expression, { k: 'binary' }>,
  left: Value,
  right: Value,
  a: Activation,
  state: State,
): readonly Narrowing[] {
  for (const [side, value, other] of [
    [e.left, left, right],
    [e.right, right, left],
  ] as const) {
    if (side.k === 'unary' && side.op === 'typeof') {
      const type = findConstant(other)?.value;
      const cell = cellOf(m, side.value, a, state);
      const tested = evaluateAgain(m, side.value, a, state);
      if (cell !== undefined && tested !== undefined && typeof type === 'string' && type !== 'object' && type !== 'undefined')
        return [{ cell, value: narrowed(tested, type === 'string' ? 'scalar' : 'all') }];
    }
    // `url.origin === base.origin`
    const hosts = other.taints.every((taint) => taint.part === 'headers') ? showingHost(value, state) : [];
    if (value.taints.length > 0 && findConstant(other) !== undefined) {
      const cell = cellOf(m, side, a, state);
      if (cell !== undefined) return [...hosts, { cell, value: narrowed(value, 'all') }];
    }
    if (hosts.length > 0) return hosts;
    // `uri === client.redirectUri`: what the server knows is not the caller's choice.
    if (value.taints.length > 0 && other.taints.length === 0 && findConstant(other) === undefined)
      return showing(value.taints, ['redirect'], state);
  }
  return [];
}

/** The value of a name or member chain, which can be read again without doing anything. */
export function evaluateAgain(m: Machine, e: Expression, a: Activation, state: State): Value | undefined {
  let root = e;
  while (root.k === 'member') root = root.object;
  return root.k === 'name' ? evaluate(m, e, a, state) : undefined;
}

/** A tainted value after a test by hand: `scalar` can no longer be an object, `text` has dots and slashes at most, `all` is one of few harmless values. */
export function narrowed(value: Value, to: 'scalar' | 'text' | 'all'): Value {
  const cleared = to === 'all' ? everyDanger : to === 'text' ? everyDangerOfText : undefined;
  return {
    ...value,
    taints: value.taints.map((t) => ({ ...t, narrowed: true, cleared: cleared ?? new Set([...t.cleared, 'nosql' as const]) })),
  };
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** `rows.length > 0`, `rows.length < 1`: whether anything was found. */
function count(op: string, counted: Value, limit: unknown): Value | undefined {
  const proof = counted.whenTruthy;
  if (proof === undefined || typeof limit !== 'number') return undefined;
  if ((op === '>' && limit >= 0) || (op === '>=' && limit >= 1)) return { ...anything, whenTruthy: proof };
  if ((op === '<' && limit === 1) || (op === '<=' && limit === 0)) return { ...anything, whenFalsy: proof };
  return undefined;
}

function relation(m: Machine, e: Extract<Expression, { k: 'binary' }>, left: Value, right: Value, a: Activation, state: State): Value {
  const field = e.op === 'in' ? findString(left) : undefined;
  if (field !== undefined) return { ...anything, ...fieldTest(m, right, field, state) };
  if (e.op === 'in' && left.taints.length > 0) {
    const cell = cellOf(m, e.left, a, state);
    if (cell !== undefined) return { ...anything, narrows: { truthy: [{ cell, value: narrowed(left, 'all') }], falsy: [] } };
  }

  if (['<', '>', '<=', '>='].includes(e.op)) {
    const l = findConstant(left)?.value;
    const r = findConstant(right)?.value;
    if (typeof l === 'number' && typeof r === 'number')
      return constant(e.op === '<' ? l < r : e.op === '>' ? l > r : e.op === '<=' ? l <= r : l >= r);
    const found = foundBy(e.op, left, r);
    return (
      count(e.op, left, r) ??
      (typeof l === 'number' ? count(mirrored[e.op] ?? e.op, right, l) : undefined) ??
      (found === undefined ? anything : { ...anything, ...found })
    );
  }
  return anything;
}

/** `loaded instanceof Router`, where the one is an object that is known and the other what a package exports. */
function isInstance(m: Machine, left: Value, right: Value): boolean | undefined {
  const [one, another] = left.shapes;
  const [exported] = right.shapes;
  if (left.open || one === undefined || another !== undefined || exported?.k !== 'library' || right.shapes.length > 1) return undefined;
  const type = m.catalog.constructed(exported.key);
  if (one.k === 'closure') return false;
  if (one.k !== 'object' || !type.endsWith('>')) return undefined;
  const { kind, key } = m.info(one.id);
  if (kind === 'adapter') return key === type;
  return kind === 'plain' || kind === 'array' || kind === 'namespace' ? false : undefined;
}
