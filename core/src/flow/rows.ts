import type { LibraryKey, Place, Row } from '../libraries/index.ts';
import type { InputPart, Location } from '../model/index.ts';
import { asAccepted } from './accepted.ts';
import { without } from './addresses.ts';
import { setHeaders } from './answer-headers.ts';
import { applyResponse } from './answers.ts';
import type { Call } from './calls.ts';
import { narrowed } from './compare.ts';
import { declaredFields } from './declared-inputs.ts';
import { protect } from './filters.ts';
import { listFolder, loadAndApply, loadFolder, pathText, testPath } from './folders.ts';
import { applyGuard } from './guard-rows.ts';
import { isAboutRights } from './hints.ts';
import { injectedInstance } from './injection.ts';
import type { Machine } from './machine.ts';
import { setContentType } from './markup.ts';
import { credentialWithin, elementsOf, readMember, taintsKept, taintsWithin } from './objects.ts';
import { applySink } from './sinks.ts';
import type { State } from './state.ts';
import { type ParameterAccess, parameterAccess, statementStart } from './statement-text.ts';
import { applyValidator } from './validators.ts';
import {
  anything,
  constant,
  findPrefix,
  findString,
  isStrong,
  joinValues,
  type ObjectId,
  type RowOf,
  type Taint,
  type Value,
  withStep,
} from './value.ts';
import { keptFields, pickFields, wholeInputs } from './whole-inputs.ts';

/** Request headers and cookies that say who the caller is. */
const credentialFields =
  /^(authorization|proxy-authorization|cookie|x-api-key|api-key|apikey|x-auth-token|x-access-token|x-token|token|access_token|session|session_?id|sid|jwt|id_token|auth|__session|connect\.sid)$/i;

/** Reading a member that a row describes. */
export function readRow(m: Machine, key: LibraryKey, at: Location, _state: State): Value | undefined {
  for (const row of m.catalog.rows(key)) {
    if (row.row === 'constant') return constant(row.value);
    if (row.row === 'deployed') return { ...anything, deployed: { value: row.value } };
    if (row.row === 'method') {
      m.listener?.({ kind: 'asks-method', at });
      return anything;
    }
    if (row.row === 'input' && row.field === undefined) return inputValue(m, row.part, '', at, row);
    if (row.row === 'identity') m.listener?.({ kind: 'credential', at });
    if (row.row === 'identity' && row.when === 'truthy') {
      const what = memberName(key);
      return {
        ...anything,
        shapes: [{ k: 'library', key }],
        credential: { level: 'identity', at, what },
        whenTruthy: { at, what: `\`${what}\`` },
      };
    }
    if (row.row === 'identity') return { ...anything, credential: { level: 'identity', at, what: memberName(key) } };
  }
  return undefined;
}

const memberName = (key: LibraryKey): string => key.replace(/^.*#/, '').replace(/<(\w+)>/g, '$1');

/** What a row says of an input besides what it is. */
type InputTraits = Pick<RowOf<'input'>, 'nested' | 'own'>;

/** A fresh piece of the request; `nested`: a query whose fields may be objects; `own`: fields that the server makes up. */
export function inputValue(m: Machine, part: InputPart, path: string, at: Location, { nested, own = [] }: InputTraits = {}): Value {
  const fields = own.length === 0 ? undefined : new Map(own.map((name) => [name, 'scalar' as const]));
  const taint: Taint = {
    part,
    path,
    source: at,
    cleared: new Set(),
    trail: undefined,
    ...(nested === true && { nested }),
    ...(fields !== undefined && { fields }),
  };
  m.listener?.({ kind: 'input', part, path, at });
  return presentedCredential(m, { ...anything, taints: [taint] }, part, path, at);
}

function unnamedCookie(m: Machine, at: Location): Value {
  const value = inputValue(m, 'cookies', '', at);
  m.listener?.({ kind: 'credential', at });
  const what = 'a cookie of a configured name';
  return { ...value, credential: { level: 'presented', at, what }, whenTruthy: { at, what: `presence of ${what}`, weak: true } };
}

/** Marks a header or cookie that says who the caller is. */
export function presentedCredential(m: Machine, value: Value, part: InputPart, path: string, at: Location): Value {
  if ((part !== 'headers' && part !== 'cookies') || !credentialFields.test(path)) return value;
  m.listener?.({ kind: 'credential', at });
  const what = `the \`${path}\` ${part === 'cookies' ? 'cookie' : 'header'}`;
  return { ...value, credential: { level: 'presented', at, what }, whenTruthy: { at, what: `presence of ${what}`, weak: true } };
}

/** Applies the rows of a key to a call. Undefined when no row says what the result is or that the call is known. */
export function applyRows(m: Machine, key: LibraryKey, call: Call, result: Value, state: State): Value | undefined {
  const rows = m.catalog.rows(key);
  if (rows.length === 0) return undefined;
  let value: Value | undefined;
  for (const row of rows) {
    if ('when' in row && row.row !== 'identity') continue;
    const next = applyRow(m, row, key, call, value ?? result, state);
    if (next !== undefined) value = next;
    if (!state.live) return anything;
  }
  return value;
}

function applyRow(m: Machine, row: Row, key: LibraryKey, call: Call, result: Value, state: State): Value | undefined {
  switch (row.row) {
    case 'sink':
      return applySink(m, row, call, result, state);
    case 'store':
      return applyStore(m, row, call, result, state);
    case 'validator':
      return applyValidator(m, row, call, placeValue(m, row.input, call, state), result, state);
    case 'guard':
      if (row.as === 'call' && isWrapping(m, key, call)) return result;
      return row.as === 'call' || row.as === 'wrapper' ? applyGuard(m, row, key, call, result, state) : result;
    case 'issues-credential':
      m.listener?.({
        kind: 'issues-credential',
        at: call.at,
        what: row.what,
        callee: call.name,
        known: row.what.startsWith('password') && isStrong(state.proof) && state.proof.byInput !== true,
      });
      return result;
    case 'sanitizer': {
      const input = placeValue(m, row.input, call, state);
      if (input === undefined) return result;
      if (row.removes === 'all')
        return {
          ...narrowed({ ...anything, taints: input.taints }, 'all'),
          ...(input.whenTruthy !== undefined && { whenTruthy: input.whenTruthy }),
        };
      const removed = row.removes;
      return {
        ...anything,
        taints: input.taints.map((t) => ({ ...t, cleared: new Set([...t.cleared, ...removed]) })),
        ...(input.credential !== undefined && { credential: input.credential }),
      };
    }
    case 'picks':
      return pickFields(m, row, call, state);
    case 'passes': {
      const inputs = row.from.map((place) => placeValue(m, place, call, state)).filter((v) => v !== undefined);
      const taints = inputs.flatMap((v) => taintsWithin(m, v, state));
      return withStep({ ...anything, taints }, call.at, `passed through \`${call.name}\``);
    }
    case 'keyed-digest': {
      const taints = [...(call.receiver?.taints ?? []), ...call.args.flatMap((arg) => taintsWithin(m, arg, state))];
      return { ...result, taints: taints.map((taint) => ({ ...taint, keyed: true })) };
    }
    case 'input': {
      const named = row.field === undefined ? undefined : call.args[row.field];
      const field = findString(named ?? anything);
      // A name that is configured (`getCookie(c, config.sessionCookie)`) is that of a session more often than not.
      if (named !== undefined && field === undefined && row.part === 'cookies') return unnamedCookie(m, call.at);
      return inputValue(m, row.part, field ?? '', call.at, row);
    }
    case 'identity':
      return {
        ...anything,
        credential: { level: 'identity', at: call.at, what: call.name },
        whenTruthy: { at: call.at, what: `\`${call.name}(…)\`` },
      };
    case 'response':
      return applyResponse(m, row, call, state);
    case 'status': {
      const receiver = call.receiver;
      const [shape] = receiver?.shapes ?? [];
      if (shape?.k === 'object') m.setField(shape.id, '@status', call.args[row.argument] ?? anything, state);
      return receiver ?? result;
    }
    case 'answer-headers':
      setHeaders(m, row, call, state);
      return result;
    case 'content-type':
      setContentType(m, call, call.args[row.argument], state);
      return result;
    case 'transparent-receiver':
      return call.receiver ?? result;
    case 'transparent':
      return call.args[row.argument] ?? anything;
    case 'instance-of': {
      const target = call.args[row.argument]?.shapes.find((shape) => shape.k === 'class');
      return target?.k === 'class' ? injectedInstance(m, target, () => undefined) : undefined;
    }
    case 'protects':
      protect(m, row, call, state);
      return result;
    case 'delegates':
      delegate(m, row, call, state);
      return result;
    case 'declares-input': {
      // `await body('name').run(req)`
      const [maker] = call.receiver?.shapes ?? [];
      for (const target of call.args.flatMap((arg) => arg.shapes))
        if (target.k === 'object' && m.info(target.id).kind === 'adapter')
          for (const field of declaredFields(m, row, maker?.k === 'library' ? maker.made : undefined, state))
            m.setField(target.id, field, constant(true), state);
      return result;
    }
    case 'path':
      return resolvedPath(row, call, pathText(m, row, call, result, state));
    case 'folder-list':
      return listFolder(m, row, call, result, state);
    case 'path-test':
      return testPath(m, row, call, result, state);
    case 'module-load':
      return loadAndApply(m, row, call, state);
    case 'folder-load':
      return loadFolder(m, row, call, result, state);
    case 'address': {
      const given = handOn(m, call, result, state);
      if (row.later === true) return { ...given, taints: placeValue(m, row.at, call, state)?.taints ?? [] };
      return applySink(m, { row: 'sink', target: row.target, danger: 'url', at: row.at }, call, given, state);
    }
    case 'constant':
    case 'deployed':
    case 'method':
    case 'validating-middleware':
    case 'neutral-middleware':
    case 'cleaning-middleware':
    case 'serves-folder':
    case 'tls-switch':
    case 'accepts-anything':
    case 'schema-fields':
    case 'schema-of':
      return result;
  }
}

/** A path that is worked out holds no `..` that is still to be followed: none at all where it begins at the root. */
function resolvedPath({ does }: RowOf<'path'>, { args }: Call, path: Value | undefined): Value | undefined {
  if (path === undefined || !['join', 'resolve', 'normalize', 'relative'].includes(does)) return path;
  const [first = anything] = args;
  const rooted = does !== 'relative' && (does === 'normalize' ? findPrefix(first)?.startsWith('/') : findString(first) === '/') === true;
  const worked = (taint: Taint): Taint => {
    const below = does === 'join' && taint.rooted === true ? without(taint, ['path']) : taint;
    return { ...below, resolved: true, ...(rooted && { rooted }) };
  };
  return { ...path, taints: path.taints.map(worked) };
}

/** A server of procedures gets the request: one that is known has routes of its own, any other may do anything. */
export function delegate(m: Machine, row: RowOf<'delegates'>, call: Pick<Call, 'args' | 'receiver' | 'at' | 'name'>, state: State): void {
  const given = row.through === undefined || !('argument' in row.through) ? undefined : call.args[row.through.argument];
  const field = row.through !== undefined && 'field' in row.through ? row.through.field : undefined;
  const served = given === undefined || field === undefined ? given : readMember(m, given, field, call.at, state);
  if (served?.shapes.some((s) => s.k === 'object') === true) m.listener?.({ kind: 'delegates', at: call.at, to: row.to });
  else
    m.listener?.({
      kind: 'unknown-call',
      at: call.at,
      callee: call.name,
      why: `its ${row.to} decide who may call them`,
      proven: isStrong(state.proof),
    });
}

/**
 * `fetch(url, { headers: { Authorization: token } })` with the caller's own credential: whoever gets it may refuse it. What
 * the answer holds (`ok`, a user) is about that caller; that there is an answer says nothing.
 */
function handOn(m: Machine, call: Call, result: Value, state: State): Value {
  const handed = call.args
    .flatMap((arg) => arg.shapes)
    .map((shape) => (shape.k === 'object' ? handedWithin(m, shape.id, state) : undefined))
    .find((what) => what !== undefined);
  if (handed === undefined) return result;
  const why = `it hands ${handed} on to another server, which may refuse it`;
  m.listener?.({ kind: 'unknown-call', at: call.at, callee: call.name, why, proven: isStrong(state.proof) });
  return { ...result, open: true, credential: { level: 'identity', at: call.at, what: `${call.name}(…)` } };
}

/** What of the caller's the options of a request to another server hold: a credential, or all headers. */
function handedWithin(m: Machine, options: ObjectId, state: State): string | undefined {
  for (const name of ['headers', 'body']) {
    const value = m.getField(options, name, state);
    if (value === undefined) continue;
    const credential = credentialWithin(m, value, state);
    if (credential !== undefined) return credential.what;
    if (taintsWithin(m, value, state).some((taint) => taint.part === 'headers' && taint.path === '')) return "the caller's headers";
  }
  return undefined;
}

/** `auth(handler)` of a function that can be called on its own as well. */
function isWrapping(m: Machine, key: LibraryKey, call: Call): boolean {
  return (
    call.args.some((arg) => arg.shapes.some((s) => s.k === 'closure')) &&
    m.catalog.rows(key).some((row) => row.row === 'guard' && row.as === 'wrapper')
  );
}

/** The value at a place of the call. */
export function placeValue(m: Machine, place: Place, call: Call, state: State): Value | undefined {
  if ('receiver' in place) return call.receiver;
  if ('holes' in place)
    return call.args.slice(1).reduce<Value | undefined>((a, b) => (a === undefined ? b : joinValues(a, b)), call.args[0]);
  const arg = call.args[place.argument];
  if (arg === undefined || place.field === undefined) return arg;
  return place.field.split('.').reduce((value, name) => readMember(m, value, name, call.at, state), arg);
}

/** The values of a query are looked up or kept. */
export function storeParameters(m: Machine, row: RowOf<'sink'>, statement: Value, call: Call, state: State, by: Value['credential']): void {
  const text = findPrefix(statement);
  if (text === undefined || row.parameters === undefined) return;
  const { values } = row.parameters;
  const given =
    values.in === 'argument'
      ? call.args[values.index]
      : values.in === 'field' && 'argument' in row.at
        ? placeValue(m, { argument: row.at.argument, field: values.name }, call, state)
        : undefined;
  const list = values.in === 'rest' ? call.args.slice(values.from) : given === undefined ? [] : (elementsOf(m, given, state) ?? [given]);
  tellStores(m, text, findString(statement) !== undefined, [...list, { ...anything, taints: statement.taints }], call, state, by);
}

/** One event for each kind of access that the parameters of a statement have. */
function tellStores(
  m: Machine,
  text: string,
  whole: boolean,
  values: readonly Value[],
  call: Call,
  state: State,
  by: Value['credential'],
): void {
  const taints = new Map<ParameterAccess, Taint[]>([[parameterAccess(text, whole, 0), []]]);
  values.forEach((value, index) => {
    const access = parameterAccess(text, whole, index);
    taints.set(access, [...(taints.get(access) ?? []), ...taintsWithin(m, value, state).map((taint) => asAccepted(state, taint))]);
  });
  for (const [access, list] of taints)
    m.listener?.({
      kind: 'store',
      access,
      taints: list,
      at: call.at,
      callee: call.name,
      proven: isStrong(state.proof),
      ...whoseOf(by),
    });
}

/** What a call that keeps or looks up something was given of the caller. */
const whoseOf = (by: Value['credential']): { byCaller?: true; byUnverified?: string } => ({
  ...(by?.level === 'identity' && { byCaller: true }),
  ...(by?.unverified === true && { byUnverified: by.what }),
});

function applyStore(m: Machine, row: RowOf<'store'>, call: Call, result: Value, state: State): Value {
  const input = placeValue(m, row.at, call, state);
  const taints = input === undefined ? [] : taintsKept(m, input, state).map((taint) => asAccepted(state, taint));
  const access = preparedAccess(row, call) ?? row.access;
  const whole = wholeInputs(m, row, call, state).map((taint) => asAccepted(state, taint));
  const fields = access === 'write' ? keptFields(m, row, call, state) : [];
  const credential = call.args.map((v) => credentialWithin(m, v, state)).find((c) => c !== undefined);
  m.listener?.({
    kind: 'store',
    access,
    taints,
    records: (input?.taints ?? []).map((taint) => asAccepted(state, taint)),
    ...(whole.length > 0 && { whole }),
    ...(fields.length > 0 && { fields }),
    at: call.at,
    callee: call.name,
    proven: isStrong(state.proof),
    ...whoseOf(credential),
  });
  if (credential !== undefined) {
    if (asksForRights(call)) m.listener?.({ kind: 'caller-used', at: call.at });
    return lookedUp(result, call, credential);
  }
  return row.access === 'read' && taints.length > 0 ? tentatively(result, call, taints) : result;
}

/** `db.prepare(text).run(a, b)`: the prepared text says what happens to each value. */
function preparedAccess(row: RowOf<'store'>, call: Call): ParameterAccess | undefined {
  const [shape] = call.receiver?.shapes ?? [];
  const statement = shape?.k === 'library' ? shape.made?.args[0] : undefined;
  const text = statement === undefined ? undefined : findPrefix(statement);
  if (statement === undefined || text === undefined || !statementStart.test(text) || !('argument' in row.at)) return undefined;
  return parameterAccess(text, findString(statement) !== undefined, row.at.argument);
}

/** Found by plain input: being there proves the caller only if its absence is answered with 401 or 403. */
export function tentatively(result: Value, call: Call, taints: readonly Taint[]): Value {
  const fromHeader = taints.some((t) => t.part === 'headers' || t.part === 'cookies');
  return {
    ...result,
    open: true,
    whenTruthy: { at: call.at, what: `\`${call.name}(…)\``, tentative: true, ...(fromHeader && { fromHeader }) },
  };
}

/** `Permission.findOne({ user })`, `SELECT role FROM members …`: what is looked up may be what the caller may do. */
export function asksForRights(call: Call): boolean {
  return isAboutRights(call.name) || call.args.some((arg) => isAboutRights(findPrefix(arg) ?? ''));
}

/** What was found with a credential stands for its owner. */
export function lookedUp(result: Value, call: Call, by?: Value['credential']): Value {
  const what = `${call.name}(…)`;
  const unverified = by?.unverified === true && { unverified: true as const };
  return {
    ...result,
    open: true,
    credential: { level: 'identity', at: call.at, what, ...unverified },
    whenTruthy: { at: call.at, what: `\`${what}\``, ...unverified, ...(unverified !== false && { weak: true }) },
  };
}

export function placeLocation(place: Place, call: Call): Location {
  const expression = 'argument' in place ? call.expressions[place.argument] : undefined;
  return expression === undefined ? call.at : { file: call.at.file, start: expression.start, end: expression.end };
}
