import {
  anything,
  callValue,
  elementsOf,
  findConstant,
  findDefault,
  findPrefix,
  findString,
  invoke,
  type Machine,
  type State,
  settle,
  type Value,
} from '../../flow/index.ts';
import type { InputPart, Location } from '../../model/index.ts';
import {
  type AuthSetting,
  type Extension,
  type ExtensionPoint,
  extensionPoints,
  type Handler,
  type Path,
  type Prerequisite,
  type RouteSettings,
  type Validation,
} from './notes.ts';
import { normaliseHapiPath } from './path.ts';

/** Reads the objects by which routes, plugins and authentication are configured. */

export function fieldOf(m: Machine, value: Value | undefined, name: string, state: State): Value | undefined {
  for (const shape of value?.shapes ?? []) {
    if (shape.k !== 'object') continue;
    const field = m.getField(shape.id, name, state);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** Nested arrays, flat; what is known of those that are not wholly known as well. */
export function itemsOf(m: Machine, value: Value, state: State): readonly Value[] {
  const elements = elementsOf(m, value, state);
  if (elements !== undefined) return elements.flatMap((element) => itemsOf(m, element, state));
  return value.shapes.flatMap((shape): Value[] => {
    if (shape.k !== 'object' || m.info(shape.id).kind !== 'array') return [{ ...value, shapes: [shape], open: false }];
    return [...m.info(shape.id).fields].flatMap((name) => itemsOf(m, m.getField(shape.id, name, state) ?? anything, state));
  });
}

export function toPath(value: Value | undefined): Path {
  const text = value === undefined ? undefined : findDefault(value);
  if (text !== undefined) return { text: normaliseHapiPath(text), known: true };
  return { text: normaliseHapiPath((value === undefined ? undefined : findPrefix(value)) ?? ''), known: false };
}

export function textsOf(m: Machine, value: Value | undefined, state: State): readonly string[] {
  return value === undefined ? [] : itemsOf(m, value, state).flatMap((item) => findString(item) ?? []);
}

/** The function that stands in a field, by itself or as the `method` of an object. */
export function handlerOf(m: Machine, value: Value | undefined, fallback: Location, state: State): Handler | undefined {
  if (value === undefined) return undefined;
  const method = fieldOf(m, value, 'method', state);
  if (method !== undefined) return handlerOf(m, method, fallback, state);
  const [shape] = value.shapes;
  const facts = shape?.k === 'closure' ? m.program.facts(shape.closure.file)?.functions[shape.closure.fn] : undefined;
  if (shape?.k !== 'closure' || facts === undefined) return { value, name: 'handler', at: fallback };
  return { value, name: facts.name === '' ? 'handler' : facts.name, at: { file: shape.closure.file, start: facts.start, end: facts.end } };
}

export function authOf(m: Machine, value: Value | undefined, fallback: Location, state: State): AuthSetting | undefined {
  if (value === undefined) return undefined;
  const setting = (part: Partial<AuthSetting>): AuthSetting => ({
    on: true,
    strategies: undefined,
    mode: undefined,
    scope: [],
    at: fallback,
    known: true,
    ...part,
  });
  const constant = findConstant(value);
  if (constant?.value === false) return setting({ on: false });
  if (typeof constant?.value === 'string') return setting({ strategies: [constant.value] });
  if (constant?.value === undefined && constant !== undefined) return undefined;
  const [shape, more] = value.shapes;
  if (shape?.k !== 'object' || more !== undefined || value.open) return setting({ known: false });
  const field = (name: string): Value | undefined => m.getField(shape.id, name, state);
  const strategies = [...textsOf(m, field('strategy'), state), ...textsOf(m, field('strategies'), state)];
  const mode = field('mode');
  const access = field('access');
  const scopes = [
    field('scope'),
    ...(access === undefined ? [] : itemsOf(m, access, state).map((item) => fieldOf(m, item, 'scope', state))),
  ];
  return setting({
    strategies: strategies.length > 0 ? strategies : undefined,
    mode: mode === undefined ? undefined : (findString(mode) ?? 'unknown'),
    scope: scopes.flatMap((scope) => textsOf(m, scope, state)),
  });
}

/** `{ method, path, handler, options }`; options may be a function of the server, `config` is their older name. */
export function routeOf(m: Machine, route: Value, server: Value, call: Location, state: State): RouteSettings | undefined {
  const [shape] = route.shapes;
  if (shape?.k !== 'object') return undefined;
  const at = m.info(shape.id).at ?? call;
  const field = (name: string): Value | undefined => m.getField(shape.id, name, state);
  const methods = textsOf(m, field('method'), state).map((name) => (name === '*' || name === '_special' ? 'ALL' : name.toUpperCase()));
  const options = optionsOf(m, field('options') ?? field('config'), server, at, state);
  const option = (name: string): Value | undefined => fieldOf(m, options, name, state);
  return {
    methods: methods.length > 0 ? methods : ['ALL'],
    path: toPath(field('path')),
    auth: authOf(m, option('auth'), at, state),
    extensions: extensionsOf(m, option('ext'), at, state),
    validate: validationsOf(m, option('validate'), at, state),
    pre: prerequisitesOf(m, option('pre'), at, state),
    handler: handlerOf(m, field('handler') ?? option('handler'), at, state),
    at,
  };
}

function optionsOf(m: Machine, options: Value | undefined, server: Value, at: Location, state: State): Value | undefined {
  if (!options?.shapes.some((shape) => shape.k === 'closure')) return options;
  const call = {
    expressions: [],
    receiver: undefined,
    at,
    nameAt: at,
    name: 'options',
    activation: undefined,
    open: true,
    construct: false,
  };
  return callValue(m, options, { ...call, args: [server] }, state);
}

export const isExtensionPoint = (name: string | undefined): name is ExtensionPoint => extensionPoints.some((point) => point === name);

function extensionsOf(m: Machine, ext: Value | undefined, at: Location, state: State): readonly Extension[] {
  return extensionPoints.flatMap((point) => {
    const given = fieldOf(m, ext, point, state);
    return given === undefined
      ? []
      : itemsOf(m, given, state).flatMap((item) => {
          const handler = handlerOf(m, item, at, state);
          return handler === undefined ? [] : [{ point, handler }];
        });
  });
}

function prerequisitesOf(m: Machine, pre: Value | undefined, at: Location, state: State): readonly Prerequisite[] {
  if (pre === undefined) return [];
  return itemsOf(m, pre, state).flatMap((item) => {
    const handler = handlerOf(m, item, at, state);
    const assign = fieldOf(m, item, 'assign', state);
    return handler === undefined ? [] : [{ handler, assign: assign === undefined ? undefined : findString(assign) }];
  });
}

const fields: readonly (readonly [string, InputPart])[] = [
  ['payload', 'body'],
  ['query', 'query'],
  ['params', 'params'],
  ['headers', 'headers'],
  ['state', 'cookies'],
];

/** What is validated, unless failures are only logged or ignored. */
function validationsOf(m: Machine, validate: Value | undefined, at: Location, state: State): readonly Validation[] {
  if (validate === undefined || !enforces(m, fieldOf(m, validate, 'failAction', state), at, state)) return [];
  return fields.flatMap(([field, part]) => {
    const schema = fieldOf(m, validate, field, state);
    const known = schema === undefined ? undefined : findConstant(schema);
    const isOpen = schema === undefined || (known !== undefined && known.value !== false);
    return isOpen ? [] : [{ field, part, at }];
  });
}

function enforces(m: Machine, failAction: Value | undefined, at: Location, state: State): boolean {
  if (failAction === undefined) return true;
  const name = findString(failAction);
  if (name !== undefined) return name === 'error';
  const [shape] = failAction.shapes;
  if (shape?.k !== 'closure') return true;
  let goesOn = false;
  const here = state.fork();
  const result = invoke(m, {
    closure: shape.closure,
    args: [],
    at,
    state: here,
    open: true,
    onExit: (exit) => {
      const value = settle(exit.value, exit.state.fork());
      if (value.shapes.some((s) => s.k === 'constant' && s.value === undefined) || value.open) goesOn = true;
    },
  });
  if (here.live) settle(result, here);
  return !goesOn;
}
