import type { Danger, LibraryKey } from '../libraries/index.ts';
import type { Location } from '../model/index.ts';
import type { Expression, FunctionFacts } from '../syntax/facts.ts';
import type { Activation, Exit } from './activation.ts';
import { applyMiddleware } from './applied-middleware.ts';
import { callBuiltin } from './builtins.ts';
import { callSuper, construct, superMember } from './classes.ts';
import { comparedByLoop } from './compare-loops.ts';
import { evaluate } from './expressions.ts';
import { loadModule } from './folders.ts';
import { callHooked, handsOn } from './handed-on.ts';
import { asksForCaller, calleeOf, mayConcernIdentity, packageOf } from './hints.ts';
import { lookIntoHosts, showing } from './input-tests.ts';
import type { Machine } from './machine.ts';
import { callByName } from './named-hooks.ts';
import { credentialWithin, elementsOf, holdsRequest, readMember, taintsWithin } from './objects.ts';
import { optionsOf } from './options.ts';
import { bindPattern } from './patterns.ts';
import { render } from './render.ts';
import { concludeReturns } from './returns.ts';
import { applyRows, lookedUp, tentatively } from './rows.ts';
import { isOfProgram } from './shared-globals.ts';
import { tellSinks } from './sinks.ts';
import type { State } from './state.ts';
import { executeBody, leave } from './statements.ts';
import { withSeparateEnds } from './tails.ts';
import { guarded, taughtGuard, taughtKey, taughtResult, wrapperProof } from './taught.ts';
import { inputCells, tellCaller, testedArguments, testedInput } from './tested-arguments.ts';
import {
  anything,
  type CallRecord,
  type Closure,
  isStrong,
  joinValues,
  mergeTaints,
  type Proof,
  type Shape,
  shaped,
  undefinedValue,
  unknownBecause,
  type Value,
  withStep,
} from './value.ts';

/** A call in progress, as rows and built-ins see it. */
export interface Call {
  readonly args: readonly Value[];
  /** The expressions of the arguments where they are written at the call (not for spread or bound ones). */
  readonly expressions: readonly (Expression | undefined)[];
  readonly receiver: Value | undefined;
  /** The receiver as written. */
  readonly on?: Expression;
  readonly at: Location;
  /** The callee's part of the call: `app.get`, or `.post` of a longer chain. */
  readonly nameAt: Location;
  /** The callee as written. */
  readonly name: string;
  readonly activation: Activation | undefined;
  /** More arguments than listed may be there. */
  readonly open: boolean;
  readonly construct: boolean;
}

export function evaluateCall(m: Machine, e: Extract<Expression, { k: 'call' }>, a: Activation, state: State): Value {
  const at: Location = { file: a.frame.file, start: e.start, end: e.end };
  if (e.callee.k === 'super') return callSuper(m, e, a, state);
  if (e.callee.k === 'other' && e.callee.name === 'import') return evaluateImport(m, e, a, state);
  let receiver: Value | undefined;
  let callee: Value;
  if (e.callee.k === 'member') {
    receiver = evaluate(m, e.callee.object, a, state);
    callee = readMember(m, receiver, e.callee.property, { file: a.frame.file, start: e.callee.start, end: e.callee.end }, state, true);
    if (e.callee.object.k === 'super') callee = superMember(m, e.callee.property, receiver, a, state) ?? callee;
  } else if (e.callee.k === 'index') {
    receiver = evaluate(m, e.callee.object, a, state);
    callee = evaluate(m, e.callee, a, state);
  } else callee = evaluate(m, e.callee, a, state);
  const { args, expressions, open } = evaluateArgs(m, e.args, a, state);
  const on = e.callee.k === 'member' ? { on: e.callee.object } : undefined;
  const result = callValue(
    m,
    callee,
    {
      args,
      expressions,
      receiver,
      ...on,
      at,
      nameAt: namePlace(e.callee, at),
      name: render(e.callee),
      activation: a,
      open,
      construct: false,
    },
    state,
  );
  if (!m.isRunning && args.length > 1 && e.args[0]?.k === 'literal') callByName(m, args, receiver, at, state);
  return result;
}

/** `import(path)`. */
function evaluateImport(m: Machine, e: Extract<Expression, { k: 'call' }>, a: Activation, state: State): Value {
  const at: Location = { file: a.frame.file, start: e.start, end: e.end };
  const { args, expressions, open } = evaluateArgs(m, e.args, a, state);
  const nameAt = { file: at.file, start: e.callee.start, end: e.callee.end };
  const call: Call = { args, expressions, receiver: undefined, at, nameAt, name: 'import', activation: a, open, construct: false };
  const [path = anything] = args;
  const inner = loadModule(m, path, at.file, state);
  applyRows(m, 'global#import', call, inner, state);
  return shaped({ k: 'promise', inner });
}

/** The callee's part of a call: `app.get`, or `.post` of a longer chain. */
export function namePlace(callee: Expression, at: Location): Location {
  const chained = callee.k === 'member' && (callee.object.k === 'call' || callee.object.k === 'await');
  return { file: at.file, start: chained ? callee.propertyStart : callee.start, end: callee.end };
}

/** The arguments of a call, known spreads opened up. */
export function evaluateArgs(m: Machine, list: readonly Expression[], a: Activation, state: State) {
  const args: Value[] = [];
  const expressions: (Expression | undefined)[] = [];
  let open = false;
  for (const arg of list) {
    const value = evaluate(m, arg, a, state);
    if (arg.k !== 'spread') {
      args.push(value);
      expressions.push(arg);
      continue;
    }
    const known = elementsOf(m, value, state);
    if (known === undefined) {
      open = true;
      args.push({ ...anything, taints: value.taints });
      expressions.push(undefined);
    } else {
      args.push(...known);
      expressions.push(...known.map(() => undefined));
    }
  }
  return { args, expressions, open };
}

/** Calls whatever the value may be; the alternatives run on forks. */
export function callValue(m: Machine, callee: Value, call: Call, state: State): Value {
  const targets = callee.shapes.filter((shape) => shape.k !== 'constant');
  // `await request.json()`: an input that is read by calling a method.
  if (targets.length === 0 && call.args.length === 0 && callee.taints.length > 0 && callee.maybe !== true) return callee;
  const unknown = callee.open || targets.length === 0;
  if (targets.length + (unknown ? 1 : 0) === 1) {
    const [only] = targets;
    return only === undefined ? callUnknown(m, callee.why, call, state) : callShape(m, only, callee, call, state);
  }
  let result: Value | undefined;
  const forks: State[] = [];
  for (const target of targets) {
    const fork = state.fork();
    const value = callShape(m, target, callee, call, fork);
    result = result === undefined ? value : joinValues(result, value);
    forks.push(fork);
  }
  if (unknown) {
    const fork = state.fork();
    const value = callUnknown(m, callee.why, call, fork);
    result = result === undefined ? value : joinValues(result, value);
    forks.push(fork);
  }
  state.join(...forks);
  return result ?? anything;
}

function callShape(m: Machine, target: Shape, callee: Value, call: Call, state: State): Value {
  switch (target.k) {
    case 'closure': {
      const teach = taughtGuard(m, target.closure);
      if (teach === 'call' || teach === 'identity') return taughtResult(teach, call, state);
      const bound = target.closure.bound ?? [];
      const result = invoke(m, {
        closure: target.closure,
        args: [...bound, ...call.args],
        at: call.at,
        state,
        self: call.receiver,
        open: call.open,
        cells: [...bound.map(() => undefined), ...inputCells(m, call, state)],
      });
      const guard = teach === 'wrapper' ? wrapperProof(call) : target.closure.guard;
      if (guard !== undefined) return guarded(m, guard, result, call);
      return testedInput(m, call, namedAfter(call, result), state);
    }
    case 'library':
      return callLibrary(m, target, call, state);
    case 'builtin':
      return callBuiltin(m, target.name, target.receiver, call, state);
    case 'hook':
      return m.suppliedFunctions.get(target.name)?.(call.args, call.at, state) ?? anything;
    case 'class':
      return call.construct ? construct(m, target, call, state) : anything;
    default:
      return callUnknown(m, callee.why, call, state);
  }
}

/** A proof that a call of the workspace gives is told by that call, not by what it calls in turn. */
function namedAfter(call: Call, result: Value): Value {
  const rename = (proof: Proof | undefined): Proof | undefined =>
    proof === undefined || !/^`[\w.$?]+\(…\)`$/.test(proof.what) || !/^[\w.$]+$/.test(call.name)
      ? proof
      : { ...proof, at: call.at, what: `\`${call.name}(…)\`` };
  const whenTruthy = rename(result.whenTruthy);
  const [only] = result.shapes;
  const promise = only?.k === 'promise' ? { ...only, inner: namedAfter(call, only.inner) } : undefined;
  return {
    ...result,
    ...(whenTruthy !== undefined && { whenTruthy }),
    ...(promise !== undefined && result.shapes.length === 1 && { shapes: [promise] }),
  };
}

function callLibrary(m: Machine, target: Extract<Shape, { k: 'library' }>, call: Call, state: State): Value {
  const key = call.construct ? `new ${target.key.endsWith('#') ? `${target.key}default` : target.key}` : target.key;
  const hook = m.callHooks.get(key.endsWith('#') ? `${key}default` : key);
  if (hook !== undefined) tellSinks(m, key, call, state);
  const byHook = hook?.(
    {
      key,
      args: call.args,
      receiver: target.receiver ?? call.receiver,
      at: call.at,
      nameAt: call.nameAt,
      ...(call.expressions.length > 0 && { expressions: call.expressions }),
      ...(target.made !== undefined && { made: target.made }),
    },
    state,
  );
  if (byHook !== undefined) return byHook;
  const teach = taughtKey(m, target.key);
  if (teach === 'call' || teach === 'identity') return taughtResult(teach, call, state);
  if (teach === 'wrapper') return guarded(m, wrapperProof(call), anything, call);
  const applied = applyMiddleware(m, target, call, state);
  if (applied !== undefined) return applied;
  const made: CallRecord = {
    callee: key,
    args: call.args,
    at: call.at,
    options: optionsOf(m, call.args, state),
    ...(target.made !== undefined && { before: target.made }),
  };
  const resultKey = call.construct ? m.catalog.constructed(target.key) : m.catalog.called(target.key);
  const result: Value = m.catalog.isRecord(resultKey)
    ? // What is looked up may not be there.
      { ...shaped({ k: 'object', id: m.newObject({ kind: 'instance', key: resultKey, open: true }) }), open: !call.construct }
    : shaped({ k: 'library', key: resultKey, made });
  const byRows = applyRows(m, key, { ...call, receiver: target.receiver ?? call.receiver }, result, state);
  const types = m.catalog.callbacks(key);
  const isData = byRows !== undefined && m.catalog.rows(key).every(({ row }) => row === 'sink' || row === 'store');
  if (isData && types.length === 0) runCallbacks(m, call, state, [], false, [anything, byRows]);
  else runCallbacks(m, call, state, types, byRows !== undefined);
  if (byRows !== undefined) return byRows;
  if (handsOn(m, call, packageOf(key))) {
    const fork = state.fork();
    const skip = state.fork();
    callHooked(m, call, fork);
    state.join(fork, skip);
  }
  if (isOfProgram(key)) return callUnnamed(m, undefined, call, state);
  if (isPureGlobal(key)) return builtinGlobal(m, key, call, state) ?? passOn(m, call, result, state);
  return callOutside(m, key, call, result, state);
}

/** A call into a package that no row describes. */
function callOutside(m: Machine, key: LibraryKey, call: Call, result: Value, state: State): Value {
  const module = packageOf(key);
  noteUnknown(m, call, state, `Routewarden does not know \`${module}\``, module);
  const built = call.args[0];
  // `decorate(express.Router())`: what is made of an application, while it is put together, is that application.
  if (!m.isRunning && !call.construct && call.args.length === 1 && built !== undefined && isApplication(m, built)) return built;
  return passOn(m, call, result, state);
}

function isApplication(m: Machine, value: Value): boolean {
  const [shape, more] = value.shapes;
  return shape?.k === 'object' && more === undefined && m.info(shape.id).kind === 'adapter';
}

function isPureGlobal(key: LibraryKey): boolean {
  return key.startsWith('global#') || key.startsWith('new global#');
}

/** `Object.keys` and its like, `Promise.all`, `new Set`. */
function builtinGlobal(m: Machine, key: LibraryKey, call: Call, state: State): Value | undefined {
  const name = key.replace('global#', '');
  return callBuiltin(m, name, anything, call, state, true);
}

/** The result of a call nothing is known of: it carries what it was given. */
function passOn(m: Machine, call: Call, result: Value, state: State): Value {
  const given = call.args.flatMap((arg) => taintsWithin(m, arg, state));
  const taints = mergeTaints(call.receiver?.taints ?? [], given);
  lookIntoHosts(call.args, state);
  const credential = [...call.args, ...(call.receiver === undefined ? [] : [call.receiver])]
    .map((arg) => credentialWithin(m, arg, state))
    .find((c) => c !== undefined);
  if (credential === undefined) {
    const remade = isOutside(m, result) && { remade: true };
    const isLanguage = result.shapes.some((shape) => shape.k === 'library' && isPureGlobal(shape.key));
    const changed = isLanguage ? taints : taints.map((taint) => ({ ...taint, ...remade, unsure: true }));
    const tested =
      m.isRunning && given.length > 0 ? { narrows: { truthy: showing(given, shownByUnknown(call.name), state), falsy: [] } } : {};
    const carried = withStep({ ...tested, ...result, taints: changed, maybe: true }, call.at, `passed through \`${call.name}\``);
    if (m.isRunning && call.args.some((arg) => holdsRequest(m, arg, state))) return fromRequest(carried, call);
    return taints.length > 0 && m.isRunning ? tentatively(carried, call, taints) : carried;
  }
  return { ...lookedUp(result, call, credential), open: result.open, taints, maybe: true };
}

/** What a test shows that cannot be looked into: `allowed.includes(x)` is about all of it, any other may be about an address. */
const shownByUnknown = (name: string): readonly Danger[] =>
  /\.(?:includes|has|indexOf)$/.test(name) ? ['redirect', 'html', 'header', 'log'] : ['redirect'];

/** `const user = await findCaller(req)`: what was made of the whole request is the caller where its absence is answered with 401. */
const fromRequest = (result: Value, call: Call): Value => ({
  ...result,
  open: true,
  whenTruthy: { at: call.at, what: `\`${call.name}(…)\``, tentative: true, fromHeader: true, by401: true },
});

/** What a package that no row describes gives may be anything it made of its input. */
const isOutside = (m: Machine, result: Value): boolean =>
  result.shapes.some((shape) => shape.k === 'library' && !isPureGlobal(shape.key) && !m.catalog.knowsModule(packageOf(shape.key)));

/** A call of something that could not be found. */
function callUnknown(m: Machine, why: string | undefined, call: Call, state: State): Value {
  runCallbacks(m, call, state, [], false);
  return callUnnamed(m, why, call, state);
}

function callUnnamed(m: Machine, why: string | undefined, call: Call, state: State): Value {
  noteUnknown(m, call, state, why ?? 'it could not be followed');
  const byRows = applyRows(m, `?#${call.name.split('.').at(-1) ?? ''}`, call, anything, state);
  return byRows ?? passOn(m, call, why === undefined ? anything : unknownBecause(why), state);
}

function noteUnknown(m: Machine, call: Call, state: State, why: string, module = ''): void {
  if (m.listener === undefined) return;
  const taints = call.args.flatMap((arg) => taintsWithin(m, arg, state));
  if (taints.length > 0) m.listener({ kind: 'passed-on', taints, at: call.at, callee: call.name });
  const given = call.args.some((arg) => holdsRequest(m, arg, state) || credentialWithin(m, arg, state) !== undefined);
  if (given || call.receiver?.credential !== undefined) m.listener({ kind: 'caller-used', at: call.at });
  const asks =
    call.args.length === 0 && call.receiver?.credential === undefined && !m.catalog.knowsModule(module) && asksForCaller(call.name);
  if (asks || (given && (mayConcernIdentity(calleeOf(call.name)) || mayConcernIdentity(module))))
    m.listener({ kind: 'unknown-call', at: call.at, callee: call.name, why, proven: isStrong(state.proof) });
}

/** Functions given to a call that is not followed may be called by it; `given`: with these, such as an error and what was found. */
export function runCallbacks(
  m: Machine,
  call: Call,
  state: State,
  types: readonly { argument: number; parameter: number; type: LibraryKey }[],
  handled: boolean,
  given: readonly Value[] = [],
): void {
  if (handled && types.length === 0) return;
  call.args.forEach((arg, index) => {
    for (const shape of arg.shapes) {
      if (shape.k !== 'closure') continue;
      const params = [...given];
      for (const type of types) if (type.argument === index) params[type.parameter] = shaped({ k: 'library', key: type.type });
      const fork = state.fork();
      const skip = state.fork();
      invoke(m, { closure: shape.closure, args: Array.from(params, (p) => p ?? anything), at: call.at, state: fork, open: true });
      state.join(fork, skip);
    }
  });
}

export interface Invocation {
  readonly closure: Closure;
  readonly args: readonly Value[];
  readonly at: Location;
  readonly state: State;
  readonly self?: Value | undefined;
  /** Parameters without an argument may be anything. */
  readonly open?: boolean;
  /** The caller's variables that the arguments are, for what tests of the parameters show. */
  readonly cells?: readonly (string | undefined)[];
  /** Told of every way the function ends, before they are joined. */
  onExit?(exit: Exit): void;
}

/** Runs a function of the workspace. */
export function invoke(m: Machine, { closure, args, at, state, self, open = false, cells = [], onExit }: Invocation): Value {
  const facts = m.program.facts(closure.file)?.functions[closure.fn];
  if (facts === undefined) return unknownBecause(`${closure.file} could not be read`);
  if (!m.mayEnter(closure)) return unknownBecause(`\`${facts.name}\` is nested too deeply to follow`);
  return m.enter(closure, self === undefined ? args : [self, ...args], () => {
    const frame = m.newFrame(closure.file, closure.fn, closure.frame ?? m.moduleFrame(closure.file), closure.self ?? self);
    const a: Activation = { frame, exits: [], loops: [] };
    const inner = state.fork();
    if (closure.guard !== undefined && m.isRunning && !isStrong(inner.proof)) inner.proof = closure.guard;
    bindParams(m, facts, args, a, inner, open);
    executeBody(m, withSeparateEnds(facts), a, inner);
    if (inner.live) leave(a, inner, undefinedValue, { file: closure.file, start: facts.end - 1, end: facts.end });
    if (onExit !== undefined) a.exits.forEach(onExit);
    const tested = cells.some((cell) => cell !== undefined) ? testedArguments(m, facts, frame, args, a.exits) : undefined;
    const ended = concludeReturns(m, facts, frame, a.exits, state);
    const result = comparedByLoop(facts, args, ended, { at, what: `\`${facts.name}(…)\`` });
    return tested === undefined ? result : tellCaller(tested, cells, result, state);
  });
}

function bindParams(m: Machine, facts: FunctionFacts, args: readonly Value[], a: Activation, state: State, open: boolean): void {
  facts.params.forEach((param, index) => {
    if (param.rest) {
      bindPattern(m, param.pattern, m.makeArray(state, args.slice(index), open), a, state);
      return;
    }
    const given = args[index] ?? (open ? anything : undefinedValue);
    const declared = given.shapes.length === 0 ? m.annotated(param.type, a.frame.file) : undefined;
    bindPattern(m, param.pattern, declared === undefined ? given : { ...given, shapes: declared.shapes }, a, state);
  });
}
