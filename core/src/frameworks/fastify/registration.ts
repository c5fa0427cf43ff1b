import {
  anything,
  type CallEvent,
  constant,
  elementsOf,
  findDefault,
  findPrefix,
  findString,
  invoke,
  type Machine,
  type ObjectId,
  render,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Expression } from '../../syntax/facts.ts';
import { isConditional } from './conditional.ts';
import { addOnRoute, appKey, copyFields, listOf, type Notes, objectsOf, onRoute } from './instances.ts';
import { type Handler, type Hook, type OptionPlace, type Path, type Phase, phases } from './notes.ts';
import { registrationPlace } from './plugins.ts';

const methods = [
  'get',
  'head',
  'post',
  'put',
  'delete',
  'patch',
  'options',
  'all',
  'propfind',
  'proppatch',
  'mkcalendar',
  'mkcol',
  'copy',
  'move',
  'lock',
  'unlock',
  'trace',
  'report',
  'search',
  'query',
] as const;

/** Watches calls that register routes and hooks. */
export function watchRegistrations(m: Machine, notes: Notes): void {
  for (const method of methods)
    m.callHooks.set(`${appKey}.${method}`, (event, state) => {
      const [url = anything, second, third] = event.args;
      const short = third === undefined && isHandler(second);
      addRoute(
        m,
        notes,
        event,
        {
          methods: [constant(method.toUpperCase())],
          url,
          options: short ? undefined : second,
          optionsAt: short ? undefined : event.expressions?.[1],
          handler: third ?? (short ? second : undefined),
          handlerAt: event.expressions?.[short ? 1 : 2],
          place: registrationPlace(event, 1),
        },
        state,
      );
      return event.receiver ?? undefinedValue;
    });
  m.callHooks.set(`${appKey}.route`, (event, state) => {
    const [options = anything] = event.args;
    const [id] = objectsOf(options);
    const field = (name: string): Value | undefined => (id === undefined ? undefined : m.getField(id, name, state));
    const method = field('method') ?? anything;
    addRoute(
      m,
      notes,
      event,
      {
        methods: elementsOf(m, method, state) ?? [method],
        url: field('url') ?? field('path') ?? anything,
        options,
        optionsAt: event.expressions?.[0],
        handler: undefined,
        handlerAt: undefined,
        place: routePlace(event),
      },
      state,
    );
    return event.receiver ?? undefinedValue;
  });
  m.callHooks.set(`${appKey}.addHook`, (event, state) => {
    const [name = anything, value] = event.args;
    const known = findString(name);
    const phase = phases.find((one) => one === known);
    if (value === undefined) return event.receiver ?? undefinedValue;
    const conditional = isConditional(m, event.at) && { conditional: true as const };
    for (const on of objectsOf(event.receiver)) {
      if (known === 'onRoute') addOnRoute(m, on, value, state);
      if (phase !== undefined)
        notes.add({
          kind: 'hook',
          on,
          hook: { phase, ...named(toHandler(m, value, event.expressions?.[1], event.at), phase), ...conditional },
        });
    }
    return event.receiver ?? undefinedValue;
  });
}

/** `get(url, handler)`; options come in between. */
const isHandler = (value: Value | undefined): boolean => value === undefined || value.shapes.every((shape) => shape.k !== 'object');

interface Given {
  readonly methods: readonly Value[];
  readonly url: Value;
  readonly options: Value | undefined;
  readonly optionsAt: Expression | undefined;
  readonly handler: Value | undefined;
  readonly handlerAt: Expression | undefined;
  readonly place: Location;
}

function addRoute(m: Machine, notes: Notes, event: CallEvent, given: Given, state: State): void {
  for (const on of objectsOf(event.receiver)) {
    const options = optionsOf(m, on, given, event, state);
    const value = m.getField(options, 'handler', state);
    if (value === undefined) continue;
    const written = given.handler === undefined ? propertyOf(given.optionsAt, 'handler') : given.handlerAt;
    notes.add({
      kind: 'route',
      on,
      route: {
        methods: methodsOf(given.methods),
        path: toPath(given.url),
        hooks: phases.flatMap((phase) => hooksOf(m, options, phase, propertyOf(given.optionsAt, phase), event.at, state)),
        handler: toHandler(m, value, written, given.place),
        options,
        at: given.place,
        insertion: insertionOf(event, given),
      },
    });
  }
}

/** The options of the route as its `onRoute` hooks leave them. */
function optionsOf(m: Machine, on: ObjectId, given: Given, event: CallEvent, state: State): ObjectId {
  const id = m.newObject({ kind: 'plain', open: false });
  for (const from of objectsOf(given.options)) copyFields(m, from, id, state);
  const [method = anything, more] = given.methods;
  const path = findString(given.url);
  m.setField(id, 'method', more === undefined ? method : m.makeArray(state, given.methods), state);
  for (const name of ['url', 'path', 'routePath']) m.setField(id, name, path === undefined ? anything : constant(path), state);
  if (given.handler !== undefined) m.setField(id, 'handler', given.handler, state);
  if (given.options !== undefined && objectsOf(given.options).length === 0) m.setField(id, '@unknown', given.options, state);
  const instance = shaped({ k: 'object', id: on });
  for (const hook of listOf(m, on, onRoute, state))
    for (const shape of hook.shapes)
      if (shape.k === 'closure')
        m.withFreshBudget(() =>
          invoke(m, { closure: shape.closure, args: [shaped({ k: 'object', id })], at: event.at, state, self: instance, open: true }),
        );
  return id;
}

function methodsOf(values: readonly Value[]): readonly string[] {
  const names = values.flatMap((value) =>
    value.open || value.shapes.length === 0
      ? ['ALL']
      : value.shapes.map((shape) => (shape.k === 'constant' ? String(shape.value).toUpperCase() : 'ALL')),
  );
  return [...new Set(names)];
}

/** The hooks of one phase: a function, or an array of them. */
function hooksOf(
  m: Machine,
  options: ObjectId,
  phase: Phase,
  expression: Expression | undefined,
  call: Location,
  state: State,
): readonly Hook[] {
  const value = m.getField(options, phase, state);
  if (value === undefined) return [];
  return flatten(m, value, expression, call, state).map((handler) => ({ ...named(handler, phase), phase }));
}

function flatten(m: Machine, value: Value, expression: Expression | undefined, call: Location, state: State): readonly Handler[] {
  const [shape] = value.shapes;
  if (shape?.k !== 'object' || m.info(shape.id).kind !== 'array') return isNothing(value) ? [] : [toHandler(m, value, expression, call)];
  const parts = expression?.k === 'array' ? expression.elements : [];
  const elements = [...m.info(shape.id).fields].map((name) => m.getField(shape.id, name, state) ?? anything);
  return elements.flatMap((element, index) => {
    const part = parts.length === elements.length ? (parts[index] ?? undefined) : undefined;
    return isNothing(element) ? [] : [toHandler(m, element, part, call)];
  });
}

const isNothing = (value: Value): boolean =>
  !value.open && value.shapes.length > 0 && value.shapes.every((shape) => shape.k === 'constant' && !shape.value);

/** The function as written, or by its own name and place where it is not written in the call. */
function toHandler(m: Machine, value: Value, expression: Expression | undefined, call: Location): Handler {
  if (expression !== undefined)
    return { value, name: render(expression), at: { file: call.file, start: expression.start, end: expression.end } };
  const [shape] = value.shapes;
  const facts = shape?.k === 'closure' ? m.program.facts(shape.closure.file)?.functions[shape.closure.fn] : undefined;
  if (shape?.k !== 'closure' || facts === undefined) return { value, name: 'hook', at: call };
  return { value, name: facts.name === '' ? 'hook' : facts.name, at: { file: shape.closure.file, start: facts.start, end: facts.end } };
}

/** A hook that is written on the spot goes by its phase. */
const named = (handler: Handler, phase: Phase): Handler =>
  handler.name === 'inline function' || handler.name === 'hook' ? { ...handler, name: phase } : handler;

function propertyOf(options: Expression | undefined, name: string): Expression | undefined {
  if (options?.k === 'cast') return propertyOf(options.value, name);
  return options?.k === 'object' ? options.props.find((prop) => prop.key === name)?.value : undefined;
}

/** Without the patterns of parameters: `:id(^\\d+$)` → `:id`, `:x?` → `:x`, `::` → `:`. */
function toPath(url: Value): Path {
  const text = findDefault(url);
  const known = text !== undefined;
  return {
    text: withoutPatterns(text ?? findPrefix(url) ?? '')
      .replace(/\?(?=\/|$)/g, '')
      .replace(/::/g, ':'),
    known,
  };
}

function withoutPatterns(path: string): string {
  let depth = 0;
  let kept = '';
  for (const character of path) {
    if (character === '(') depth += 1;
    if (depth === 0) kept += character;
    if (character === ')' && depth > 0) depth -= 1;
  }
  return kept;
}

/** `app.route({ method: 'GET', url: '/users'`: up to the later of the two. */
function routePlace(event: CallEvent): Location {
  const [options] = event.expressions ?? [];
  const ends = ['method', 'url', 'path'].flatMap((name) => propertyOf(options, name)?.end ?? []);
  return { ...registrationPlace(event, 0), end: Math.max(event.nameAt.end, ...ends) };
}

/** Where a hook of the route's own can be written. */
function insertionOf(event: CallEvent, { options, optionsAt, handlerAt }: Given): OptionPlace | undefined {
  const { file, start, end } = event.nameAt;
  const place = { file, callee: { start, end } };
  if (options === undefined) return handlerAt === undefined ? undefined : { ...place, put: 'argument', offset: handlerAt.start, taken: [] };
  if (optionsAt?.k !== 'object') return undefined;
  const taken = phases.flatMap((phase) => {
    const value = propertyOf(optionsAt, phase);
    return value === undefined ? [] : [{ phase, start: value.start, end: value.end, isList: value.k === 'array' }];
  });
  return { ...place, put: 'property', offset: optionsAt.start + 1, taken };
}
