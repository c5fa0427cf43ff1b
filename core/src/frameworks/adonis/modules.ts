import {
  anything,
  callValue,
  elementsOf,
  findString,
  injectedInstance,
  type Machine,
  packageOf,
  readMember,
  settle,
  undefinedValue,
  type Value,
} from '../../flow/index.ts';
import type { Location } from '../../model/index.ts';
import { functionOf } from '../exports.ts';
import { keys } from './keys.ts';
import type { Named } from './notes.ts';

/** What the default export of a lazily imported module is: `() => import('#controllers/users_controller')`. */
export function loaded(m: Machine, value: Value, at: Location): Value {
  const [shape, more] = value.shapes;
  if (more !== undefined) return value;
  if (shape?.k === 'library' && shape.key === keys.controller) {
    const file = findString(shape.made?.args[0] ?? anything);
    return (file === undefined ? undefined : m.exported(file, 'default', m.base)) ?? anything;
  }
  if (shape?.k !== 'closure') return value;
  const module = settle(callValue(m, value, plainCall(at), m.base), m.base);
  return readMember(m, module, 'default', at, m.base);
}

/** A call by the framework. */
export const plainCall = (at: Location) => ({
  args: [],
  expressions: [],
  receiver: undefined,
  at,
  nameAt: at,
  name: '',
  activation: undefined,
  open: true,
  construct: false,
});

/**
 * What answers the requests of a registration: a function, `[Controller, 'method']` or `'#controllers/users_controller.method'`;
 * with `action`, that method of a resource's controller.
 */
export function handlerOf(m: Machine, handler: Named, namespaces: readonly string[], action: string | undefined): Named {
  const text = findString(handler.value);
  if (text !== undefined) return byText(m, handler, action === undefined ? text : `${text}.${action}`, namespaces);
  if (action !== undefined) return methodOf(m, loaded(m, handler.value, handler.at), action, handler);
  const pair = elementsOf(m, handler.value, m.base);
  if (pair === undefined) return handler;
  const [controller = anything, name] = pair;
  const method = name === undefined ? 'handle' : findString(name);
  if (method === undefined) return { ...handler, value: anything };
  return methodOf(m, loaded(m, controller, handler.at), method, handler);
}

/** The method of an instance that the container makes of a controller. */
export function methodOf(m: Machine, controller: Value, method: string, by: Named): Named {
  const [shape] = controller.shapes;
  const self = shape?.k === 'class' ? injectedInstance(m, shape, () => undefined) : undefined;
  if (self === undefined)
    return { value: { ...anything, why: controller.why ?? 'its controller could not be found' }, name: method, at: by.at };
  const value = readMember(m, self, method, by.at, m.base, true);
  return { value, name: method, at: functionOf(m, value) ?? by.at };
}

/** `'#controllers/users_controller.index'`; in AdonisJS 5 `'UsersController.index'`, seen from the namespaces around it. */
function byText(m: Machine, handler: Named, text: string, namespaces: readonly string[]): Named {
  const dot = text.lastIndexOf('.');
  const [module, method] = dot > text.lastIndexOf('/') ? [text.slice(0, dot), text.slice(dot + 1)] : [text, 'handle'];
  const { file } = handler.at;
  const places = [module, ...[...namespaces].reverse().map((namespace) => `${namespace}/${module}`), `App/Controllers/Http/${module}`];
  const place = places.find((specifier) => m.program.resolve(file, specifier).kind === 'file');
  const controller = place === undefined ? anything : readMember(m, m.importNamespace(file, place, m.base), 'default', handler.at, m.base);
  return methodOf(m, controller, method, handler);
}

/** A middleware as it is registered, opened up: its class or function, and what its options are. */
export interface Opened {
  readonly value: Value;
  readonly options: Value;
}

/** A member of `server.use([…])` or `router.use([…])`. */
export const openStacked = (m: Machine, { value, at }: Named): Opened => ({ value: loaded(m, value, at), options: undefinedValue });

/** The name of a class, or the module of a package that a value is the default export of. */
export function nameOf(m: Machine, value: Value): string | undefined {
  const [shape] = value.shapes;
  if (shape?.k === 'class') return m.classFacts(shape.file, shape.class)?.name || undefined;
  return shape?.k === 'library' ? packageOf(shape.key) : undefined;
}

/** `middleware.auth({ guards: ['api'] })`; in AdonisJS 5 `'auth:web,api'`, of the named collections; or a function. */
export function openApplied(m: Machine, { value, at }: Named, collections: readonly Value[]): Opened {
  const [shape] = value.shapes;
  if (shape?.k === 'library' && shape.key === keys.applied) {
    const [lazy = anything, options = undefinedValue] = shape.made?.args ?? [];
    return { value: loaded(m, lazy, at), options };
  }
  const text = findString(value);
  if (text === undefined) return { value, options: undefinedValue };
  const [name = '', list] = text.split(':');
  const options = list === undefined ? undefinedValue : anything;
  for (const collection of collections) {
    const lazy = readMember(m, collection, name, at, m.base);
    if (lazy.shapes.length > 0) return { value: loaded(m, lazy, at), options };
  }
  return { value: { ...anything, why: `no middleware is named '${name}'` }, options };
}
