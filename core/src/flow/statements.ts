import type { Location } from '../model/index.ts';
import type { Expression, Statement } from '../syntax/facts.ts';
import type { Activation } from './activation.ts';
import { isRefusal } from './answers.ts';
import { defineClass } from './classes.ts';
import { compare } from './compare.ts';
import { assume, branch } from './conditions.ts';
import { evaluate, isRejected } from './expressions.ts';
import type { Machine } from './machine.ts';
import { elementsOf } from './objects.ts';
import { bindPattern } from './patterns.ts';
import type { State } from './state.ts';
import { answeredUnder, anything, findConstant, isStrong, shaped, undefinedValue, type Value } from './value.ts';

/** Runs a function's or module's statements; what falls off the end stays in `state`. */
export function executeBody(m: Machine, body: readonly Statement[], a: Activation, state: State): void {
  hoist(m, body, a, state);
  execute(m, body, a, state);
}

/** Function declarations exist before their statement runs, also those of nested blocks; those of a module before its imports run. */
export function hoist(m: Machine, list: readonly Statement[], a: Activation, state: State): void {
  for (const s of list) {
    if (s.s === 'function') {
      m.keepAlive(a.frame);
      const cell = m.cell(a.frame, s.binding);
      if (cell !== undefined) state.store.set(cell, shaped({ k: 'closure', closure: { file: a.frame.file, fn: s.fn, frame: a.frame } }));
    } else if (s.s === 'block' || s.s === 'labelled') hoist(m, s.body, a, state);
    else if (s.s === 'if') {
      hoist(m, s.then, a, state);
      hoist(m, s.else, a, state);
    } else if (s.s === 'try') hoist(m, s.body, a, state);
  }
}

function execute(m: Machine, list: readonly Statement[], a: Activation, state: State): void {
  for (const [index, statement] of list.entries()) {
    if (!state.live) return;
    if (statement.s === 'if' && statement.else.length === 0 && leaves(statement.then)) {
      m.tick();
      const isOver = executeIf(m, statement.test, statement.then, [], a, state, list.slice(index + 1));
      if (isOver) return;
    } else executeOne(m, statement, a, state);
  }
}

/** True where nothing after the statements is reached from them. */
function leaves(list: readonly Statement[]): boolean {
  const last = list.at(-1)?.s;
  return last === 'return' || last === 'throw';
}

function executeOne(m: Machine, s: Statement, a: Activation, state: State): void {
  m.tick();
  const at: Location = { file: a.frame.file, start: s.start, end: s.end };
  switch (s.s) {
    case 'expression': {
      const value = evaluate(m, s.value, a, state);
      for (const shape of value.shapes) {
        // `NextResponse.json(…, { status: 401 });` is made and never returned.
        if (shape.k === 'answer' && (shape.status === 401 || shape.status === 403))
          m.listener?.({
            kind: 'went-on',
            refusal: { file: a.frame.file, start: s.value.start, end: s.value.end },
            refusalText: String(shape.status),
            at,
            what: 'what follows',
            untested: false,
            dropped: true,
          });
        // What is kept may be awaited later.
        if (shape.k === 'promise' && isStrong(shape.proof) && s.value.k !== 'assign')
          m.listener?.({
            kind: 'not-awaited',
            at: { file: a.frame.file, start: s.value.start, end: s.value.end },
            what: shape.proof.what,
            tested: false,
          });
      }
      return;
    }
    case 'variable': {
      const value = s.init === undefined ? (m.annotated(s.type, a.frame.file) ?? undefinedValue) : evaluate(m, s.init, a, state);
      const declared = value.shapes.length === 0 ? m.annotated(s.type, a.frame.file) : undefined;
      bindPattern(m, s.target, declared === undefined ? value : { ...value, shapes: declared.shapes }, a, state, s.init);
      return;
    }
    case 'return': {
      if (s.value?.k === 'conditional') {
        // Each way out has a state of its own.
        const way = (value: Expression): Statement => ({ ...s, value, start: value.start, end: value.end });
        executeIf(m, s.value.test, [way(s.value.then)], [way(s.value.else)], a, state);
        return;
      }
      const value = s.value === undefined ? undefinedValue : evaluate(m, s.value, a, state);
      if (isRejected(value) && m.program.facts(a.frame.file)?.functions[a.frame.fn]?.async === true) throwFrom(m, state);
      else if (state.live) {
        const status = statusWithin(m, value, state);
        leave(a, state, value, at);
        if (status !== undefined) state.refused = { at, what: String(status) };
      }
      return;
    }
    case 'throw': {
      const thrown = evaluate(m, s.value, a, state);
      const refuses = saysUnauthorised(s.value) || isRefusing(m, thrown);
      if (refuses && m.tries.length === 0) m.listener?.({ kind: 'rejects', at, status: 401 });
      throwFrom(m, state);
      if (refuses) state.refused = { at, what: '401' };
      tellThrown(m, thrown, at, state);
      return;
    }
    case 'if':
      executeIf(m, s.test, s.then, s.else, a, state);
      return;
    case 'for': {
      execute(m, s.init, a, state);
      loop(m, a, state, undefined, (inner) => {
        const [go, stop] = s.test === undefined ? [inner, undefined] : branch(m, s.test, a, inner);
        execute(m, s.body, a, go);
        if (s.update !== undefined && go.live) evaluate(m, s.update, a, go);
        if (stop !== undefined) inner.join(go, stop);
      });
      return;
    }
    case 'while':
    case 'do-while': {
      loop(m, a, state, undefined, (inner) => {
        const [go, stop] = branch(m, s.test, a, inner);
        execute(m, s.body, a, go);
        inner.join(go, stop);
      });
      return;
    }
    case 'for-of':
    case 'for-in': {
      const over = evaluate(m, s.over, a, state);
      const known = s.s === 'for-of' ? elementsOf(m, over, state) : undefined;
      if (known !== undefined && known.length <= mostUnrolled) {
        for (const element of known) {
          if (!state.live) return;
          const exits = newLoop(undefined);
          a.loops.push(exits);
          bindPattern(m, s.target, element, a, state);
          execute(m, s.body, a, state);
          a.loops.pop();
          if (exits.continues.length > 0) rejoin(state, exits.continues);
          if (exits.breaks.length > 0) rejoin(state, exits.breaks);
        }
        return;
      }
      const taints = s.s === 'for-in' ? over.taints.map((taint) => ({ ...taint, isName: true })) : over.taints;
      const element: Value = { ...anything, taints, ...(over.credential !== undefined && { credential: over.credential }) };
      loop(m, a, state, undefined, (inner) => {
        bindPattern(m, s.target, element, a, inner);
        execute(m, s.body, a, inner);
      });
      return;
    }
    case 'try':
      executeTry(m, s, a, state);
      return;
    case 'switch':
      executeSwitch(m, s, a, state);
      return;
    case 'block':
      execute(m, s.body, a, state);
      return;
    case 'labelled': {
      const exits = newLoop(s.label);
      a.loops.push(exits);
      execute(m, s.body, a, state);
      a.loops.pop();
      rejoin(state, exits.breaks);
      return;
    }
    case 'break':
    case 'continue': {
      const target = s.label === undefined ? a.loops.at(-1) : a.loops.findLast((l) => l.label === s.label);
      (s.s === 'break' ? target?.breaks : target?.continues)?.push(state.fork());
      state.live = false;
      return;
    }
    case 'function': {
      const cell = m.cell(a.frame, s.binding);
      if (cell !== undefined) state.store.set(cell, shaped({ k: 'closure', closure: { file: a.frame.file, fn: s.fn, frame: a.frame } }));
      return;
    }
    case 'class': {
      // Its static blocks may use its name.
      const cell = m.cell(a.frame, s.binding);
      if (cell !== undefined) state.store.set(cell, shaped({ k: 'class', file: a.frame.file, class: s.class, frame: a.frame }));
      defineClass(m, s.class, a, state);
      return;
    }
    case 'export-default': {
      const value = evaluate(m, s.value, a, state);
      const cell = m.cell(a.frame, s.binding);
      if (cell !== undefined) state.store.set(cell, value);
      return;
    }
    case 'export-assign': {
      const value = evaluate(m, s.value, a, state);
      const [module] = m.moduleObject(a.frame.file)?.shapes ?? [];
      if (module?.k === 'object') m.setField(module.id, 'exports', value, state);
      return;
    }
  }
}

/**
 * Runs `yes` where the test holds and `no` where it does not. `rest`: what follows, which is reached by the latter alone;
 * true where it has been run as well, because it decides about what the test proves.
 */
function executeIf(
  m: Machine,
  test: Expression,
  yes: readonly Statement[],
  no: readonly Statement[],
  a: Activation,
  state: State,
  rest: readonly Statement[] = [],
): boolean {
  const [then, otherwise] = branch(m, test, a, state);
  // What a look-up by plain input proves depends on how the other way answers: that one runs first.
  const [proven, unproven] = isStrong(then.proof) ? [then, otherwise] : [otherwise, then];
  const tellsApart = isStrong(proven.proof) && !isStrong(unproven.proof);
  const isTentative = then.proof?.tentative === true;
  // `if (key === known) return next(); res.sendStatus(401);`
  const others = isTentative && rest.length > 0 ? rest : no;
  const first = isTentative ? otherwise : then;
  const second = first === then ? otherwise : then;
  execute(m, first === then ? yes : others, a, first);
  confirm(second, first, state);
  execute(m, first === then ? others : yes, a, second);
  if (tellsApart && unproven.refused !== undefined && unproven.refused !== state.refused)
    unproven.refused = { ...unproven.refused, signIn: true };
  state.join(then, otherwise);
  return others !== no;
}

const newLoop = (label: string | undefined): Activation['loops'][number] => ({ label, breaks: [], continues: [] });

const mostUnrolled = 400;

/** A tentative proof becomes one when the other way has refused the caller, and is dropped when it has not. */
export function confirm(way: State, other: State, before: State): void {
  const { proof } = way;
  if (proof?.tentative !== true) return;
  const isEnded = proof.bySecret === true && !other.live;
  const refused =
    isEnded ||
    (other.refused !== undefined && other.refused !== before.refused && (proof.by401 ? /^401$/ : /^40[13]$/).test(other.refused.what));
  if (!refused) {
    way.proof = before.proof;
    return;
  }
  const { tentative: _tentative, by401: _by401, bySecret: _bySecret, ...kept } = proof;
  way.proof = proof.fromHeader === true ? kept : { ...kept, byInput: true };
}

/** Ends the function here with a value. */
export function leave(a: Activation, state: State, value: Value, at: Location | undefined): void {
  a.exits.push({ value: answeredUnder(value, state.proof), state: state.fork(), at });
  const [answer] = value.shapes;
  if (answer?.k === 'answer' && (answer.status === 401 || answer.status === 403) && at !== undefined)
    state.refused = { at, what: String(answer.status) };
  state.live = false;
}

/** `return { status: 401, body }`: a refusal written as data, by the fields that adapters name. */
function statusWithin(m: Machine, value: Value, state: State): number | undefined {
  const [shape, more] = value.shapes;
  if (shape?.k !== 'object' || more !== undefined || value.open || m.info(shape.id).kind !== 'plain') return undefined;
  for (const field of m.statusFields) {
    const status = m.getField(shape.id, field, state);
    const code = status === undefined ? undefined : findConstant(status)?.value;
    if (code === 401 || code === 403) return code;
  }
  return undefined;
}

/** `throw new UnauthorizedError()`, `throw createError(401)`: an error that says by itself what it is. */
function saysUnauthorised(e: Expression): boolean {
  if (e.k !== 'new' && e.k !== 'call') return false;
  const names = e.callee.k === 'name' ? e.callee.name : e.callee.k === 'member' ? e.callee.property : '';
  const words = e.args.flatMap((arg) =>
    arg.k === 'literal'
      ? [String(arg.value)]
      : arg.k === 'member'
        ? [arg.property]
        : arg.k === 'object'
          ? arg.props.flatMap((p) => (p.value.k === 'literal' ? [String(p.value.value)] : []))
          : [],
  );
  return [names, ...words].some((word) => refusing.test(word));
}

const refusing = /unauthori[sz]ed|unauthenticated|forbidden|access ?denied|^40[13]$/i;

/** An error made elsewhere, or of a class of the workspace that extends a package's. */
function isRefusing(m: Machine, thrown: Value): boolean {
  return (
    thrown.shapes.length > 0 &&
    thrown.shapes.every((shape) => {
      const key = shape.k === 'library' ? (shape.made?.callee ?? shape.key) : shape.k === 'object' ? m.info(shape.id).key : undefined;
      return key !== undefined && refusing.test(key);
    })
  );
}

/** `throw new HTTPException(401)`: an answer that is thrown. */
function tellThrown(m: Machine, thrown: Value, at: Location, state: State): void {
  for (const shape of thrown.shapes) {
    if (shape.k !== 'answer') continue;
    m.listener?.({ kind: 'answer', status: shape.status, at, proven: isStrong(state.proof) });
    if (!isRefusal(shape.status)) continue;
    if (m.tries.length === 0) m.listener?.({ kind: 'rejects', at, status: shape.status });
    state.refused = { at, what: String(shape.status) };
  }
}

/** Ends the path with an exception. */
export function throwFrom(m: Machine, state: State): void {
  m.tries.at(-1)?.push(state.fork());
  state.live = false;
}

/** Runs a body that may run any number of times: not at all, or (for values carried around) twice. */
function loop(m: Machine, a: Activation, state: State, label: string | undefined, body: (inner: State) => void): void {
  const exits = newLoop(label);
  a.loops.push(exits);
  for (let round = 0; round < (m.isRunning ? 2 : 1); round += 1) {
    const zero = state.fork();
    const once = state.fork();
    body(once);
    rejoin(once, exits.continues.splice(0));
    state.join(once, zero);
  }
  a.loops.pop();
  rejoin(state, exits.breaks);
}

/** Adds ways that lead here to a state that may itself be dead. */
function rejoin(state: State, more: readonly State[]): void {
  const alive = more.filter((s) => s.live);
  if (alive.length === 0) return;
  const own = state.fork();
  own.live = state.live;
  state.join(own, ...alive);
}

function executeTry(m: Machine, s: Extract<Statement, { s: 'try' }>, a: Activation, state: State): void {
  if (s.handler === undefined) {
    execute(m, s.body, a, state);
  } else {
    const entry = state.fork();
    const body = state.fork();
    const thrown: State[] = [];
    m.tries.push(thrown);
    execute(m, s.body, a, body);
    m.tries.pop();
    const handler = state.fork();
    handler.join(entry, ...telling(thrown, entry));
    if (s.param !== undefined) bindPattern(m, s.param, { ...anything, caught: true }, a, handler);
    m.clauses += 1;
    execute(m, s.handler, a, handler);
    m.clauses -= 1;
    state.join(body, handler);
  }
  if (s.finalizer !== undefined) {
    const live = state.live;
    state.live = true;
    execute(m, s.finalizer, a, state);
    state.live = live && state.live;
  }
}

const mostThrown = 16;

/** Enough of the states in which a body was left by an exception: variables change slowly on the way, and a refusal once. */
function telling(thrown: readonly State[], entry: State): readonly State[] {
  if (thrown.length <= mostThrown) return thrown;
  const refused = thrown.find((state) => state.refused !== undefined && state.refused !== entry.refused);
  return [...thrown.slice(0, mostThrown / 2), ...(refused === undefined ? [] : [refused]), ...thrown.slice(-mostThrown / 2)];
}

function executeSwitch(m: Machine, s: Extract<Statement, { s: 'switch' }>, a: Activation, state: State): void {
  const value = evaluate(m, s.value, a, state);
  const exits = newLoop(undefined);
  a.loops.push(exits);
  const before = state.fork();
  let through: State | undefined;
  const entries = new Map<(typeof s.cases)[number], State>();
  let rest = before.fork();
  for (const item of s.cases) {
    if (item.test === undefined) continue;
    const test = evaluate(m, item.test, a, rest);
    const equality = {
      k: 'binary' as const,
      op: '===' as const,
      left: s.value,
      right: item.test,
      start: item.test.start,
      end: item.test.end,
    };
    const equal = compare(m, equality, value, test, a, rest, { file: a.frame.file, start: item.test.start, end: item.test.end });
    const entry = rest.fork();
    const other = rest.fork();
    assume(equal, true, entry);
    assume(equal, false, other);
    entries.set(item, entry);
    rest = other;
  }
  for (const item of s.cases) {
    const entry = entries.get(item) ?? rest.fork();
    const here = before.fork();
    if (through === undefined) here.join(entry);
    else here.join(entry, through);
    execute(m, item.body, a, here);
    through = here;
  }
  a.loops.pop();
  const none = rest.fork();
  none.live = rest.live && !s.cases.some((item) => item.test === undefined);
  state.join(none, ...(through === undefined ? [] : [through]), ...exits.breaks);
  if (exits.continues.length > 0) a.loops.at(-1)?.continues.push(...exits.continues);
}
