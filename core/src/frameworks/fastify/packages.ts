import {
  constant,
  findConstant,
  findString,
  type Machine,
  mayConcernIdentity,
  type ObjectId,
  packageOf,
  type Shape,
  type State,
  shaped,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { decorate, decorateExchange, fieldOf, type Notes, newInstance, objectsOf, ofReply, ofRequest } from './instances.ts';
import { prefixOf } from './plugins.ts';

type LibraryShape = Extract<Shape, { k: 'library' }>;

interface Registration {
  readonly on: ObjectId;
  readonly options: Value | undefined;
  readonly at: Location;
}

/** What the plugins of packages do when they are registered: hooks they add, names they are told to decorate with. */
export function registerPackage(m: Machine, notes: Notes, shape: LibraryShape, { on, options, at }: Registration, state: State): void {
  // Before 2022 the packages had names without a scope.
  const module = packageOf(shape.key).replace(
    /^fastify-(?=(?:jwt|auth|cookie|session|passport|bearer-auth|basic-auth|secure-session|csrf|csrf-protection|oauth2)$)/,
    '@fastify/',
  );
  switch (module) {
    case '@fastify/bearer-auth': {
      // With `addHook: false` it only decorates the instance with its check.
      const given = fieldOf(m, options, 'addHook', state);
      const addHook = given === undefined ? true : findConstant(given)?.value;
      const phase = addHook === 'preParsing' ? 'preParsing' : 'onRequest';
      if (addHook !== false)
        notes.add({
          kind: 'hook',
          on,
          hook: { phase, value: shaped({ k: 'library', key: 'fastify#<app>.verifyBearerAuth' }), name: module, at },
        });
      return;
    }
    case '@fastify/http-proxy':
      addProxy(m, notes, on, options, at, state);
      return;
    case '@fastify/jwt':
      renameJwt(m, on, options, state);
      return;
    case '@fastify/auth': {
      const relation = fieldOf(m, options, 'defaultRelation', state);
      if (relation !== undefined) decorate(m, on, '@relation', relation, state);
      return;
    }
    case '@fastify/oauth2': {
      const name = fieldOf(m, options, 'name', state);
      const text = name === undefined ? undefined : findString(name);
      const id = m.newObject({ kind: 'adapter', open: true, key: 'fastify#<oauth2>' });
      if (text !== undefined) decorate(m, on, text, shaped({ k: 'object', id }), state);
      return;
    }
    case '@fastify/secure-session': {
      const name = fieldOf(m, options, 'sessionName', state);
      const text = name === undefined ? undefined : findString(name);
      if (text !== undefined) decorateExchange(m, on, ofRequest, text, sessionValue, state);
      return;
    }
    default:
      if (!m.catalog.knowsModule(module) && !module.startsWith('@fastify/') && mayConcernIdentity(module))
        notes.add({ kind: 'hook', on, hook: { phase: 'onRequest', value: shaped(shape), name: module, at } });
  }
}

/** Everything below the prefix is passed on to another server, once the proxy's own hook lets it. */
function addProxy(m: Machine, notes: Notes, parent: ObjectId, options: Value | undefined, at: Location, state: State): void {
  const on = newInstance(m, notes, { parent, prefix: prefixOf(fieldOf(m, options, 'prefix', state)), detached: false, at }, state);
  const made = { callee: '@fastify/http-proxy#upstream', args: [], at, options: [] };
  const hook = fieldOf(m, options, 'preHandler', state);
  const route = m.makeObject(state, {
    method: constant('ALL'),
    url: constant('/*'),
    handler: shaped({ k: 'library', key: `${made.callee}()`, made }),
    ...(hook !== undefined && { preHandler: hook }),
  });
  const key = 'fastify#<app>.route';
  m.callHooks.get(key)?.({ key, args: [route], receiver: shaped({ k: 'object', id: on }), at, nameAt: at }, state);
}

const sessionValue: Value = shaped({ k: 'library', key: 'fastify#<session>' });

/** The instance gets `jwt`; with a namespace all its names are others: `{ namespace: 'admin', jwtVerify: 'verifyAdmin', decoratorName: 'admin' }`. */
function renameJwt(m: Machine, on: ObjectId, options: Value | undefined, state: State): void {
  const text = (name: string): string | undefined => {
    const value = fieldOf(m, options, name, state);
    return value === undefined ? undefined : findString(value);
  };
  const namespace = text('namespace');
  if (namespace === undefined) {
    const id = m.newObject({ kind: 'adapter', open: true, key: 'fastify#<jwt>' });
    decorate(m, on, 'jwt', shaped({ k: 'object', id }), state);
    return;
  }
  const method = (holder: string, name: string, key: string): void =>
    decorateExchange(m, on, holder, name, shaped({ k: 'library', key }), state);
  method(ofRequest, text('jwtVerify') ?? `${namespace}JwtVerify`, 'fastify#<request>.jwtVerify');
  method(ofRequest, text('jwtDecode') ?? `${namespace}JwtDecode`, 'fastify#<request>.jwtDecode');
  method(ofReply, text('jwtSign') ?? `${namespace}JwtSign`, 'fastify#<reply>.jwtSign');
  const [known] = objectsOf(m.getField(on, 'jwt', state));
  const jwt = shaped({ k: 'library', key: 'fastify#<jwt>' });
  if (known === undefined) decorate(m, on, 'jwt', m.makeObject(state, { [namespace]: jwt }, { kind: 'plain', open: true }), state);
  else m.setField(known, namespace, jwt, state);
}
