import {
  anything,
  type CallRecord,
  type ClassShape,
  callValue,
  constant,
  elementsOf,
  findString,
  isStrong,
  joinValues,
  lineage,
  type Machine,
  type Proof,
  packageBase,
  readMember,
  type State,
  settle,
  shaped,
  superValue,
  truthiness,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { bareCall } from '../classes.ts';

const guard = '@nestjs/passport#<guard>';

/** Strategies with a form or a provider's page, by the package that they come from. */
const signInPackages =
  /^(passport-local|passport-google|passport-github|passport-facebook|passport-twitter|passport-linkedin|passport-microsoft|passport-azure-ad|passport-apple|passport-discord|passport-gitlab|passport-auth0|passport-oauth2|passport-openidconnect|@node-saml\/passport-saml|passport-saml|openid-client|passport-ldapauth|passport-magic)/;
const signInNames =
  /^(local|google|github|facebook|twitter|linkedin|microsoft|apple|saml|oidc|openidconnect|azuread-openidconnect|auth0|discord|gitlab)$/;

/** Hooks what guards that extend `AuthGuard(…)` do themselves and what they leave to it. */
export function watchPassport(m: Machine): void {
  m.callHooks.set(`${guard}.canActivate`, (event, state) =>
    authenticate(m, event.receiver ?? anything, event.args[0] ?? anything, event.at, state),
  );
  m.callHooks.set(`${guard}.handleRequest`, (event, state) => {
    const [, user = anything] = event.args;
    return handled(m, user, event.at, state);
  });
  m.callHooks.set(`${guard}.getRequest`, (event, state) => requestOf(m, event.args[0] ?? anything, event.at, state));
  m.callHooks.set(`${guard}.logIn`, () => shaped({ k: 'promise', inner: undefinedValue }));
}

/** `canActivate` as the package has it: authenticates, hands the user to `handleRequest` and keeps what that gives. */
export function authenticate(m: Machine, self: Value, context: Value, at: Location, state: State): Value {
  m.listener?.({ kind: 'credential', at });
  const names = strategiesOf(m, self, state);
  const signsIn = names.some((name) => isSignIn(m, name));
  if (signsIn) m.listener?.({ kind: 'issues-credential', at, what: 'session', callee: 'AuthGuard' });
  const proof: Proof = { at, what: names.length === 0 ? 'a passport strategy' : `the \`${names.join('`, `')}\` strategy` };
  const found: Value = { ...anything, credential: { level: 'identity', at, what: 'user' }, ...(!signsIn && { whenTruthy: proof }) };
  const optional = names.includes('anonymous');
  const handle = readMember(m, self, 'handleRequest', at, state, true);
  const handling = (user: Value, here: State): Value =>
    handle.shapes.some((shape) => shape.k === 'closure')
      ? callValue(m, handle, { ...bareCall(at), args: [anything, user, anything, context, anything], receiver: self }, here)
      : optional
        ? user
        : handled(m, user, at, here);
  const refuses = !signsIn && !optional && !survives(m, state, (here) => handling(constant(false), here));
  const given = handling(refuses || signsIn ? found : joinValues(found, constant(false)), state);
  if (!state.live) return shaped({ k: 'promise', inner: anything });
  if (refuses && !isStrong(state.proof)) state.proof = proof;
  const kept = settle(given, state);
  const [request] = requestFor(m, self, context, at, state).shapes;
  if (request?.k === 'object') m.setField(request.id, 'user', kept, state);
  return shaped({ k: 'promise', inner: constant(true), ...(isStrong(state.proof) && { proof: state.proof }) });
}

/** True where what runs can come to its end. */
function survives(m: Machine, state: State, run: (here: State) => void): boolean {
  const probe = state.fork();
  const { listener } = m;
  const tries = m.tries.splice(0);
  m.listener = () => undefined;
  run(probe);
  m.listener = listener;
  m.tries.push(...tries);
  return probe.live;
}

/** The request, as a guard of the workspace may itself get it from the context. */
function requestFor(m: Machine, self: Value, context: Value, at: Location, state: State): Value {
  const own = readMember(m, self, 'getRequest', at, state, true);
  return own.shapes.some((shape) => shape.k === 'closure')
    ? callValue(m, own, { ...bareCall(at), args: [context], receiver: self }, state)
    : requestOf(m, context, at, state);
}

/** The package's own `handleRequest`: throws where there is no user. */
function handled(m: Machine, user: Value, at: Location, state: State): Value {
  if (m.tries.length === 0) m.listener?.({ kind: 'rejects', at, status: 401 });
  m.tries.at(-1)?.push(state.fork());
  if (truthiness(user) === false) state.live = false;
  if (user.whenTruthy !== undefined && !isStrong(state.proof)) state.proof = user.whenTruthy;
  return user;
}

function requestOf(m: Machine, context: Value, at: Location, state: State): Value {
  const http = callValue(m, readMember(m, context, 'switchToHttp', at, state, true), { ...bareCall(at), receiver: context }, state);
  return callValue(m, readMember(m, http, 'getRequest', at, state, true), { ...bareCall(at), receiver: http }, state);
}

/** The strategies of the guard that an instance is. */
function strategiesOf(m: Machine, self: Value, state: State): readonly string[] {
  const [shape] = self.shapes;
  const target = shape?.k === 'object' ? m.info(shape.id).class : undefined;
  const made = target === undefined ? undefined : packageBase(m, target, state)?.made;
  return made === undefined ? [] : strategyNames(m, made, state);
}

/** The strategies that a call of `AuthGuard` names. */
export function strategyNames(m: Machine, { args }: CallRecord, state: State): readonly string[] {
  const [given] = args;
  return given === undefined ? [] : (elementsOf(m, given, state) ?? [given]).flatMap((name) => findString(name) ?? []);
}

/** True for a strategy that signs callers in: by what the workspace's class of that name extends, or else by the name. */
export function isSignIn(m: Machine, name: string): boolean {
  const [from, unit] = (findString(m.base.store.get(strategyCell(name)) ?? anything) ?? '').split('\n');
  if (from === undefined || unit === undefined) return signInNames.test(name);
  m.reads?.units.add(unit);
  return signInPackages.test(from);
}

const strategyCell = (name: string): string => `istrategies:${name.replaceAll(':', '|')}`;

/** Remembers which package the strategy of that name is from, as the modules read in this unit have it. */
export function noteStrategy(m: Machine, target: ClassShape, unit: string): void {
  const strategy = strategyOf(m, target);
  if (strategy?.name !== undefined) m.base.store.set(strategyCell(strategy.name), constant(`${strategy.package}\n${unit}`));
}

/** The name of the strategy that a class is, and the package that it is from: `extends PassportStrategy(Strategy, 'jwt')`. */
function strategyOf(m: Machine, target: ClassShape): { readonly name: string | undefined; readonly package: string } | undefined {
  for (const one of lineage(m, target))
    for (const shape of superValue(m, one, m.base)?.shapes ?? []) {
      if (shape.k !== 'library' || shape.made?.callee !== '@nestjs/passport#PassportStrategy') continue;
      const [strategy, name] = shape.made.args;
      const [from] = strategy?.shapes ?? [];
      if (from?.k !== 'library') return undefined;
      return { name: name === undefined ? undefined : findString(name), package: from.key.split('#')[0] ?? '' };
    }
  return undefined;
}
