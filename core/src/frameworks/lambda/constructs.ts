import {
  anything,
  type CallEvent,
  elementsOf,
  findString,
  fromAbsolute,
  type Machine,
  type NoteBook,
  type ObjectId,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { joinPaths } from '../paths.ts';
import { type Endpoint, type Guard, type HandlerPlace, toHandler, toMethod, toPath, toRoute } from './endpoint.ts';

/** Stacks that are programs: AWS CDK 2 (`RestApi`, `HttpApi`), SST 2 (`Api`) and SST 3 (`sst.aws.ApiGatewayV2`). */

const key = {
  function: 'aws-cdk-lib#<function>',
  integration: 'aws-cdk-lib#<integration>',
  resource: 'aws-cdk-lib#<resource>',
  api: 'aws-cdk-lib#<api>',
};

export function watchConstructs(m: Machine, notes: NoteBook<Endpoint>): void {
  const on = (name: string, hook: (event: CallEvent, state: State) => Value | undefined): void => {
    m.callHooks.set(name, hook);
  };
  const make = (as: string, fields: Readonly<Record<string, Value | undefined>>, state: State): Value => {
    const id = m.newObject({ kind: 'adapter', open: true, key: as });
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) m.setField(id, name, value, state);
    return shaped({ k: 'object', id });
  };
  const field = (value: Value | undefined, name: string, state: State): Value | undefined => {
    const [shape] = value?.shapes ?? [];
    return shape?.k === 'object' ? m.getField(shape.id, name, state) : undefined;
  };
  for (const name of ['aws-cdk-lib/aws-lambda-nodejs#NodejsFunction', 'aws-cdk-lib/aws-lambda#Function'])
    on(`new ${name}`, (event, state) => make(key.function, { '@options': event.args[2] }, state));
  on('aws-cdk-lib/aws-lambda#Code.fromAsset', (event) => event.args[0]);
  for (const name of ['aws-cdk-lib/aws-apigateway#LambdaIntegration', 'aws-cdk-lib/aws-apigatewayv2-integrations#HttpLambdaIntegration'])
    on(`new ${name}`, (event, state) => make(key.integration, { '@function': event.args.find((arg) => isFunction(m, arg)) }, state));
  const handlerIn = (integration: Value | undefined, state: State): HandlerPlace | undefined =>
    functionPlace(m, field(integration, '@function', state) ?? integration, state, field);
  const add = (
    method: string,
    path: string,
    handler: HandlerPlace | undefined,
    guard: Guard | undefined,
    group: ObjectId,
    at: Location,
  ): void => notes.add({ method: toMethod(method), path, handler, guard, group: `lambda:${group}`, at });

  // `api.root.addResource('users').addMethod('GET', integration, { authorizer })`
  for (const name of ['RestApi', 'LambdaRestApi'])
    on(`new aws-cdk-lib/aws-apigateway#${name}`, (event, state) => {
      const options = event.args[2];
      const usual = field(options, 'defaultMethodOptions', state);
      const root = make(key.resource, { '@path': shaped({ k: 'constant', value: '/' }), '@usual': usual }, state);
      return make(key.api, { root }, state);
    });
  on(`${key.resource}.addResource`, (event, state) => {
    const path = joinPaths(
      findString(field(event.receiver, '@path', state) ?? anything) ?? '',
      toPath(findString(event.args[0] ?? anything) ?? ''),
    );
    return make(key.resource, { '@path': shaped({ k: 'constant', value: path }), '@usual': field(event.receiver, '@usual', state) }, state);
  });
  on(`${key.resource}.addMethod`, (event, state) => {
    const [method = anything, integration, options] = event.args;
    const path = findString(field(event.receiver, '@path', state) ?? anything) ?? '/';
    const guard = restGuard(options ?? field(event.receiver, '@usual', state), event, state, field);
    for (const id of objectsOf(event.receiver))
      add(findString(method) ?? 'ANY', path, handlerIn(integration, state), guard, id, event.nameAt);
    return undefinedValue;
  });

  // `api.addRoutes({ path, methods: [HttpMethod.GET], integration, authorizer })`
  on('new aws-cdk-lib/aws-apigatewayv2#HttpApi', (event, state) =>
    make(key.api, { '@usual': field(event.args[2], 'defaultAuthorizer', state) }, state),
  );
  on(`${key.api}.addRoutes`, (event, state) => {
    const [options] = event.args;
    const listed = field(options, 'methods', state);
    const methods = listed === undefined ? ['ANY'] : (elementsOf(m, listed, state) ?? []).map((one) => methodName(one));
    const authorizer = field(options, 'authorizer', state) ?? field(event.receiver, '@usual', state);
    const guard = authorizer === undefined || isNone(authorizer) ? undefined : { name: 'authorizer', at: event.nameAt };
    const path = toPath(findString(field(options, 'path', state) ?? anything) ?? '/');
    for (const id of objectsOf(event.receiver))
      for (const method of methods) add(method, path, handlerIn(field(options, 'integration', state), state), guard, id, event.nameAt);
    return undefinedValue;
  });

  // SST 2: `new Api(stack, 'api', { defaults, routes: { 'GET /users': 'src/users.list' } })`
  m.instanceModules.add(m.catalog.moduleKey('sst/constructs'));
  const addAll = (routes: Value | undefined, usual: Value | undefined, id: ObjectId, event: CallEvent, state: State): void => {
    const [shape] = routes?.shapes ?? [];
    if (shape?.k !== 'object') return;
    for (const text of m.info(shape.id).fields) {
      const given = m.getField(shape.id, text, state);
      const route = toRoute(text);
      if (given === undefined || route === undefined) continue;
      const authorizer = field(given, 'authorizer', state) ?? usual;
      const name = authorizer === undefined ? undefined : (findString(authorizer) ?? 'authorizer');
      const handler = textHandler(field(given, 'function', state) ?? given, state, field);
      add(
        route.method,
        route.path,
        handler,
        name === undefined || name === 'none' ? undefined : { name, at: event.nameAt },
        id,
        event.nameAt,
      );
    }
  };
  on('new sst/constructs#Api', (event, state) => {
    const usual = field(field(event.args[2], 'defaults', state), 'authorizer', state);
    const api = make('sst/constructs#<api>', { '@usual': usual }, state);
    for (const id of objectsOf(api)) addAll(field(event.args[2], 'routes', state), usual, id, event, state);
    return api;
  });
  on('sst/constructs#<api>.addRoutes', (event, state) => {
    for (const id of objectsOf(event.receiver)) addAll(event.args[1], field(event.receiver, '@usual', state), id, event, state);
    return undefinedValue;
  });

  // SST 3: `new sst.aws.ApiGatewayV2('api').route('GET /users', 'src/users.list', { auth })`, in the function `run` of `$config`.
  on('global#$config', (event, state) => {
    const [shape] = field(event.args[0], 'run', state)?.shapes ?? [];
    if (shape?.k === 'closure') m.invoke({ closure: shape.closure, args: [], at: event.at, state, open: true });
    return anything;
  });
  for (const name of ['ApiGatewayV2', 'ApiGatewayV1']) on(`new global#sst.aws.${name}`, (_event, state) => make('sst#<api>', {}, state));
  on('sst#<api>.route', (event, state) => {
    const [text = anything, given, options] = event.args;
    const route = toRoute(findString(text) ?? '');
    const auth = field(options, 'auth', state);
    const guard = auth === undefined || isNone(auth) ? undefined : { name: 'auth', at: event.nameAt };
    for (const id of objectsOf(event.receiver))
      if (route !== undefined && given !== undefined)
        add(route.method, route.path, textHandler(given, state, field), guard, id, event.nameAt);
    return event.receiver;
  });
}

type Field = (value: Value | undefined, name: string, state: State) => Value | undefined;

/** `'src/users.list'`, or an object whose `handler` says so; from the folder in which the program runs. */
function textHandler(given: Value, state: State, field: Field): HandlerPlace | undefined {
  const text = findString(field(given, 'handler', state) ?? given);
  return text === undefined ? undefined : toHandler(text, '');
}

/** `entry` of a NodejsFunction, or `code` and `handler`. */
function functionPlace(m: Machine, fn: Value | undefined, state: State, field: Field): HandlerPlace | undefined {
  if (fn === undefined || !isFunction(m, fn)) return undefined;
  const options = field(fn, '@options', state);
  const text = (name: string): string | undefined => findString(field(options, name, state) ?? anything);
  const handler = text('handler');
  const entry = text('entry');
  if (entry !== undefined)
    return { module: inWorkspace(entry).replace(/\.[cm]?[jt]sx?$/, ''), name: handler?.split('.').at(-1) ?? 'handler' };
  const code = text('code');
  return code === undefined || handler === undefined ? undefined : toHandler(handler, inWorkspace(code));
}

/** `path.join(__dirname, '../lambda/x.ts')`, `./lambda/x.ts` → `lambda/x.ts`. */
const inWorkspace = (path: string): string => fromAbsolute(path) ?? path.replace(/^\.\//, '');

const isFunction = (m: Machine, value: Value): boolean =>
  value.shapes.some((shape) => shape.k === 'object' && m.info(shape.id).key === key.function);

/** `{ authorizer }`, `{ authorizationType: AuthorizationType.IAM }`, `{ apiKeyRequired: true }`. */
function restGuard(options: Value | undefined, event: CallEvent, state: State, field: Field): Guard | undefined {
  const type = field(options, 'authorizationType', state);
  if (type !== undefined && isNone(type)) return undefined;
  if (field(options, 'authorizer', state) !== undefined || type !== undefined) return { name: 'authorizer', at: event.nameAt };
  const [needsKey] = field(options, 'apiKeyRequired', state)?.shapes ?? [];
  return needsKey?.k === 'constant' && needsKey.value === true ? { name: 'API key', at: event.nameAt } : undefined;
}

/** `HttpMethod.GET` by the name of its member. */
function methodName(value: Value): string {
  const [shape] = value.shapes;
  return findString(value) ?? (shape?.k === 'library' ? (shape.key.split('.').at(-1) ?? 'ANY') : 'ANY');
}

/** `AuthorizationType.NONE`, `new HttpNoneAuthorizer()`, `false`. */
const isNone = (value: Value): boolean =>
  value.shapes.some(
    (shape) => (shape.k === 'library' && /none(authorizer)?(\(\))?$/i.test(shape.key)) || (shape.k === 'constant' && shape.value === false),
  );

const objectsOf = (value: Value | undefined): readonly ObjectId[] =>
  (value?.shapes ?? []).flatMap((shape) => (shape.k === 'object' ? [shape.id] : []));
