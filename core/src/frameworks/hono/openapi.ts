import {
  anything,
  type CallEvent,
  constant,
  elementsOf,
  findConstant,
  findString,
  type Machine,
  type NoteBook,
  type State,
  shaped,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import type { Handler, HonoNote } from './notes.ts';
import { normaliseHonoPath } from './path.ts';
import { flatten, handlersOf, note, registrationPlace, toPath } from './registration.ts';

/** Facts of @hono/zod-openapi 1.2: a route description becomes middleware, validators and handler of one registration. */
export function watchOpenApi(m: Machine, notes: NoteBook<HonoNote>): void {
  m.callHooks.set('hono#<app>.openapi', (event, state) => onOpenApi(m, notes, event, state));
  // `$(app)` is the application with another type.
  m.callHooks.set('@hono/zod-openapi#$', (event) => event.args[0]);
  // `app.openapiRoutes([defineOpenAPIRoute({ route, handler })])`
  m.callHooks.set('hono#<app>.openapiRoutes', (event, state) => {
    for (const input of elementsOf(m, event.args[0] ?? anything, state) ?? []) {
      const given = fieldOf(m, input, 'addRoute', state);
      if (given !== undefined && findConstant(given)?.value === false) continue;
      const [route, handler] = [fieldOf(m, input, 'route', state), fieldOf(m, input, 'handler', state)];
      onOpenApi(m, notes, { ...event, args: [route ?? anything, handler ?? anything], expressions: [] }, state);
    }
    return event.receiver ?? undefinedValue;
  });
  for (const name of ['doc', 'doc31'])
    m.callHooks.set(`hono#<app>.${name}`, (event, state) => {
      note(notes, event, {
        as: 'route',
        methods: ['GET'],
        paths: [toPath(event.args[0] ?? anything)],
        handlers: handlersOf(m, [validator('document', event.at)], 1, event, state),
        at: registrationPlace(event, 1),
        takesGuard: false,
      });
      return event.receiver ?? undefinedValue;
    });
}

function onOpenApi(m: Machine, notes: NoteBook<HonoNote>, event: CallEvent, state: State): Value {
  const [description, handler] = event.args;
  const field = (name: string): Value | undefined => fieldOf(m, description, name, state);
  const path = findString(field('path') ?? anything);
  const method = findString(field('method') ?? anything);
  const [, handlerExpression] = event.expressions ?? [];
  const middleware = field('middleware');
  note(notes, event, {
    as: 'route',
    methods: [(method ?? 'ALL').toUpperCase()],
    paths: [
      path === undefined
        ? { text: '/', known: false }
        : { text: normaliseHonoPath(path.replace(/\/\{([^}]+)\}/g, '/:$1')), known: method !== undefined },
    ],
    handlers: [
      ...(middleware === undefined ? [] : flatten(m, middleware, undefined, event.at, state)).map(
        (h): Handler => ({ ...h, name: 'middleware' }),
      ),
      ...validatorsOf(m, field('request'), event.at, state),
      ...(handler === undefined ? [] : flatten(m, handler, handlerExpression, event.at, state)),
    ],
    at: registrationPlace(event, 1),
    takesGuard: false,
  });
  return event.receiver ?? undefinedValue;
}

function validatorsOf(m: Machine, request: Value | undefined, at: Location, state: State): readonly Handler[] {
  const targets: string[] = [];
  const has = (name: string): boolean => {
    const value = fieldOf(m, request, name, state);
    return value !== undefined && !value.shapes.every((shape) => shape.k === 'constant' && shape.value === undefined);
  };
  if (has('query')) targets.push('query');
  if (has('params')) targets.push('param');
  if (has('headers')) targets.push('header');
  if (has('cookies')) targets.push('cookie');
  if (has('body')) targets.push('json');
  return targets.map((target) => ({ value: validator(target, at), name: `request.${target}`, at }));
}

/** What `zValidator(target, schema)` gives. */
function validator(target: string, at: Location): Value {
  const callee = '@hono/zod-validator#zValidator';
  return shaped({ k: 'library', key: `${callee}()`, made: { callee, args: [constant(target)], at, options: [] } });
}

function fieldOf(m: Machine, value: Value | undefined, name: string, state: State): Value | undefined {
  const [shape] = value?.shapes ?? [];
  return shape?.k === 'object' ? m.getField(shape.id, name, state) : undefined;
}
